"""The default engine: no language model; it quotes the sentences that answer, word for word."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from answer.compose.draft import Draft
from answer.compose.extent import enumeration, extent, likelihoods
from answer.compose.shorten import shorten, with_ellipses, words_in
from answer.evidence.abstain import confidence
from answer.evidence.attribution import Voice, floor
from answer.evidence.evidence import Evidence, spoken_sentences
from answer.expect.expected import candidates, is_day, nearest
from answer.expect.relation import asks_a_deed, related_first, relates
from answer.expect.sought_type import has_thing_asked, looks_ahead, sessions
from answer.expect.stance import takes_the_side
from answer.model import Answer
from answer.question.question import Question
from answer.text.sentences import Span
from answer.wording.markdown import escape
from answer.wording.messages import say
from cite.locator import reference
from index.hit import Hit

MOST_SPEAKERS = 12
MOST_NAMES = 3  # more names than these in a sentence are a list, and none of them is the answer
WORTH = 0.3  # of the best probability; a sentence less likely does not answer beside it
FAR = 0.03  # of the best probability; whoever is farther says nothing on the topic
SECOND = 0.3  # the same for a second passage
AS_CLOSE = 0.6  # of the best coverage: as close to the topic, whoever speaks
TOPIC = 0.4  # the same of a passage whose sentence has the relation asked for, in whatever word
AS_NEAR = 0.05  # similarity to the question below the best, likewise
SAME_WORDS = 0.8  # shared by two sentences of which one is enough
CONTEXT = 65  # words of a quotation that takes in the sentences around the one that answers
CONTEXT_OF_ONE_THING = 40  # the same where the date, number or name stands in front
LONGEST_VOTE = 250  # words of a recorded vote, which nobody may be left out of
CONTEXT_OF_SECOND = 45  # the same of a second passage
_ONE_THING = frozenset({"date", "number", "person"})
_RELATED = frozenset({"position", "fact", "date"})  # kinds that may ask for a relation (see answer.relation)


_YEAR_ASKED = re.compile(r"\byear\b|\bann[ée]e\b|\baño\b|\bгод|年|(?:عام|سنة)", re.IGNORECASE)
_SPOKE = re.compile(
    r"\b(?:spoke|speaks?|took the floor|delivered|presented|introduced|represent\w*|made the statement)\b|\ba parlé\b|\bhabló\b|выступ|发言|代表",
    re.IGNORECASE,
)
_RECORDED = re.compile(r"(?:In favour|Against|Abstaining):")  # a recorded vote, as verbatim records print it
_HOW_MANY = re.compile(r"\bhow many (?P<noun>\w{4,})", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Quotation:
    """Words to quote, with the sentence they are of."""

    hit: Hit
    span: Span
    sentence: Span
    voice: Voice


def write(question: Question, evidence: Sequence[Evidence], threshold: float) -> Answer | None:
    """The answer to a question from its evidence; None where nothing is sure enough.

    Args:
        question: The question.
        evidence: Sentences, the likeliest first.
        threshold: Least probability with which they may answer.
    """
    good = sure_enough(question, evidence, threshold)
    if not good:
        return None
    draft = Draft()
    composer = _COMPOSERS.get(question.kind, _told)
    composer(draft, question, good)
    return draft.answer(_note(question, good)) if len(draft) else None


def sure_enough(question: Question, evidence: Sequence[Evidence], threshold: float) -> list[Evidence]:
    """The sentences that may answer, the likeliest first; none where they leave the question unanswered.

    To "when", "how many" and "who" only such as have a date, a number or a name; and where the question's own
    noun asks for something ("the theme", "the vote"), only such as tell it.
    """
    fitting = [item for item in evidence if of_the_sort_asked(question, item)]
    if not fitting or confidence(question, fitting) < threshold:
        return []
    best = fitting[0]
    good = [
        item
        for item in fitting
        if item.score >= WORTH * best.score or (question.kind == "who" and _as_close(item, best))
    ]
    if question.kind == "who":
        return _all_who(question, fitting, good)
    if question.kind in _RELATED:
        first = related_first(
            question.text,
            fitting,
            text=lambda item: item.text,
            score=lambda item: item.score,
            events=question.kind == "date",
        )[0]
        good = [first, *(item for item in good if item is not first)]
    return good


def _all_who(question: Question, fitting: Sequence[Evidence], good: list[Evidence]) -> list[Evidence]:
    """With the sentences of speakers whose passage is as near the topic and whose words have the relation asked for.

    Where a deed is asked for, those without it are left out: not all who speak of thanks give them.
    """
    if relates(question.text, "") is None:
        return good
    best = fitting[0]
    having = [
        item
        for item in fitting
        if relates(question.text, item.text)
        and (item in good or item.features["coverage_passage"] >= TOPIC * best.features["coverage_passage"])
        and item.score >= FAR * best.score
    ]
    if having and asks_a_deed(question.text):
        return having
    return [*good, *(item for item in having if item not in good)]


def _as_close(item: Evidence, best: Evidence) -> bool:
    """Whether one more speaker speaks of the topic as plainly, however his passage was ranked."""
    mine, its = item.features, best.features
    return (
        mine["coverage"] >= max(AS_CLOSE * its["coverage"], 1e-9)
        and mine["anchors"] >= its["anchors"]
        and mine["dense_sentence"] >= its["dense_sentence"] - AS_NEAR
    )


def of_the_sort_asked(question: Question, item: Evidence) -> bool:
    """Whether a sentence, in its passage, has what sort of thing the question asks for."""
    if question.kind in ("date", "number", "person") and item.features["untyped"]:
        return False
    return has_thing_asked(question, item.hit.passage.text, item.hit.passage.paragraph)


def _note(question: Question, evidence: Sequence[Evidence]) -> str:
    if question.kind == "who" and any(item.hit.passage.speaker for item in evidence):
        return say("spoke", question.language)
    return say("no_verdict", question.language) if question.kind == "yesno" else ""


def _told(draft: Draft, question: Question, evidence: Sequence[Evidence]) -> None:
    """The likeliest passage, the answering words first; beside it another that is nearly as likely."""
    firsts = _first_of_passages(evidence)
    if question.kind == "position":  # thanks come before what a speaker has to say, and are not it
        firsts = _substance_first(firsts)
    if (
        question.kind == "person"
        and _SPOKE.search(question.text)
        and _took_the_floor(draft, question, evidence)
    ):
        return
    _tell(draft, question, firsts[0], evidence)
    if question.kind in _ONE_THING:
        return
    for item in firsts[1:]:
        if item.score >= SECOND * firsts[0].score and not _says_again(item, firsts[0]):
            stretch = extent(item, likelihoods(evidence, item.hit.passage.id), CONTEXT_OF_SECOND)
            state_quotation(draft, question.language, quotation_of(item, stretch))
            return


def _took_the_floor(draft: Draft, question: Question, evidence: Sequence[Evidence]) -> bool:
    """State who spoke for the speaker asked about, as a verbatim record names him before his words."""
    for item in evidence:
        passage = item.hit.passage
        taken = floor(passage)
        if taken is None or passage.speaker not in question.speakers:
            continue
        spoken = spoken_sentences(item.hit.document, passage)
        whole = Span(0, spoken[0][0].end if spoken else taken[1].end)
        quotation = Quotation(hit=item.hit, span=whole, sentence=whole, voice=item.voice)
        state_quotation(draft, question.language, quotation, taken[0])
        return True
    return False


def _tell(draft: Draft, question: Question, best: Evidence, evidence: Sequence[Evidence]) -> None:
    words = _answering_words(question, best)
    longest = CONTEXT_OF_ONE_THING if question.kind in _ONE_THING else CONTEXT
    stretch = extent(best, likelihoods(evidence, best.hit.passage.id), longest)
    several = stretch != best.span  # whole sentences, chosen to fit
    allowed = words_in(stretch.of(best.hit.passage.text)) if several else CONTEXT
    quotation = quotation_of(best, stretch, keep=words, longest=max(CONTEXT, allowed))
    state_quotation(draft, question.language, quotation, words.of(best.hit.passage.text) if words else None)


def quotation_of(
    item: Evidence, stretch: Span, keep: Span | None = None, longest: int = CONTEXT
) -> Quotation:
    """A stretch of a passage as it is quoted: a list whole, anything else cut at clauses where it is too long."""
    text = item.hit.passage.text
    listed = "\n" in stretch.of(text) and stretch == enumeration(item)
    span = stretch if listed else shorten(text, stretch, keep or item.span, longest=longest)
    return Quotation(hit=item.hit, span=span, sentence=stretch, voice=item.voice)


def _first_of_passages(evidence: Sequence[Evidence]) -> list[Evidence]:
    best: dict[str, Evidence] = {}
    for item in evidence:
        best.setdefault(item.hit.passage.id, item)
    return list(best.values())


def _substance_first(firsts: Sequence[Evidence]) -> list[Evidence]:
    """Sentences that are mere courtesy behind the others, where another is likely too."""
    most = firsts[0].score
    return sorted(firsts, key=lambda item: item.score < SECOND * most or item.features["courtesy"] > 0)


def _says_again(item: Evidence, other: Evidence) -> bool:
    """Whether a sentence says much the same words as another: a resolution repeats last year's."""
    mine, theirs = (set(each.text.casefold().split()) for each in (item, other))
    return len(mine & theirs) >= SAME_WORDS * min(len(mine), len(theirs))


def _who(draft: Draft, question: Question, evidence: Sequence[Evidence]) -> None:
    """One row a speaker, each with the likeliest of his sentences; before them what the author says of all."""
    said: dict[str, Evidence] = {}
    for item in evidence:
        speaker = item.hit.passage.speaker
        if speaker is not None and takes_the_side(question.text, item.text):
            said.setdefault(speaker, item)
    recorded = next((item for item in evidence if _RECORDED.match(item.text)), None)
    if recorded is not None and asks_a_deed(question.text):  # how all voted, before how some explain it
        state_quotation(draft, question.language, quotation_of(recorded, recorded.span, longest=LONGEST_VOTE))
    elif (evidence[0].hit.passage.speaker is None or not said) and _on_a_side(question, evidence[0]):
        _tell(draft, question, evidence[0], evidence)
    for item in list(said.values())[:MOST_SPEAKERS]:
        state_quotation(draft, question.language, quotation_of(item, item.span))


def _on_a_side(question: Question, item: Evidence) -> bool:
    """Whether a passage that is nobody's words has a word of the side asked for: else it tells of no such people."""
    return takes_the_side(question.text, item.hit.passage.text)


def _listed(draft: Draft, question: Question, evidence: Sequence[Evidence]) -> None:
    """A list: whole and in order where the passage has one; else the sentences of its passage that belong to it."""
    best = evidence[0]
    whole = enumeration(best)
    if whole is not None:
        state_quotation(draft, question.language, quotation_of(best, whole))
        return
    _told(draft, question, evidence)


_COMPOSERS: dict[str, Callable[[Draft, Question, Sequence[Evidence]], None]] = {
    "who": _who,
    "list": _listed,
}


def state_quotation(draft: Draft, language: str, quotation: Quotation, answer: str | None = None) -> None:
    """State words verbatim, with who says them and where.

    Args:
        draft: The answer in the making.
        language: Language of the frame.
        quotation: The words.
        answer: The answering words, to stand in front in bold.
    """
    hit = quotation.hit
    text = hit.passage.text
    number = draft.cite(hit.document, hit.passage, quotation.span.of(text))
    quoted = f"“{escape(with_ellipses(text, quotation.span, quotation.sentence))}”"
    lead = f"**{escape(answer)}** — " if answer else ""
    where = escape(dated_reference(hit))
    frame = {"quoted": "quoted", "reported": "reported", "speaker": "said"}.get(quotation.voice)
    if frame is None or hit.passage.speaker is None:
        draft.state(f"{lead}{quoted} ({where})", (number,))
        return
    attributed = say(frame, language, speaker=f"**{escape(hit.passage.speaker)}**", where=where)
    draft.state(f"{lead}{attributed}: {quoted}", (number,))


def quoted_alone(language: str, quotation: Quotation, answer: str | None = None) -> Answer:
    """An answer that is one quotation; see ``state_quotation``."""
    draft = Draft()
    state_quotation(draft, language, quotation, answer)
    return draft.answer()


def dated_reference(hit: Hit) -> str:
    """Where words stand, with the date of the document (ISO 8601, which reads alike in every language)."""
    place = reference(hit.document, hit.passage)
    return f"{place}; {hit.document.date}" if hit.document.date else place


def _answering_words(question: Question, best: Evidence) -> Span | None:
    """The date, number or name that answers, as a span of the passage."""
    sentence = best.text
    words = [word.lower() for word in question.text.replace("?", " ").split()]
    every = candidates(question.kind, sentence, words)
    if looks_ahead(question):
        every = sessions(sentence) or every
    found = [span for span in every if span.of(sentence) not in question.text]
    if question.kind == "date" and not _YEAR_ASKED.search(question.text):
        found = [span for span in found if is_day(span.of(sentence))] or found
    counted = _HOW_MANY.search(question.text)
    nouns = [counted["noun"].lower()[:-1]] if counted and question.kind == "number" else []
    answer = nearest(found, _anchors(sentence, nouns) or _anchors(sentence, words))
    if answer is None or (question.kind == "person" and len(found) > MOST_NAMES):
        return None
    return Span(best.span.start + answer.start, best.span.start + answer.end)


def _anchors(sentence: str, words: Sequence[str]) -> list[Span]:
    lowered = sentence.lower()
    found = []
    for word in words:
        at = lowered.find(word) if len(word) > 3 else -1
        if at >= 0:
            found.append(Span(at, at + len(word)))
    return found
