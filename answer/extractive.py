"""The default engine: no language model; it quotes the sentences that answer, word for word."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from answer.abstain import confidence
from answer.attribution import Voice
from answer.draft import Draft
from answer.evidence import Evidence, spoken_sentences
from answer.expected import candidates, nearest
from answer.markdown import escape
from answer.messages import say
from answer.model import Answer
from answer.question import Question
from answer.sentences import Span
from answer.shorten import shorten, with_ellipses
from answer.sought_type import has_thing_asked, looks_ahead, sessions
from cite.locator import reference
from index.hit import Hit

MOST_STATEMENTS = {"position": 2, "who": 12, "list": 3, "summary": 5}
MOST_NAMES = 3  # more names than these in a sentence are a list, and none of them is the answer
POSITION_WORTH = 0.4  # the same for another passage of a speaker
WHO_WORTH = 0.15  # the same for one more speaker
WORTH = 0.3  # of the best probability; a sentence less likely does not answer beside it
NEAR_BEST = 0.6  # of the best probability; weaker sentences are not worth a reader's time
CONTEXT = 60  # words of a quotation that takes in the sentences around the one that answers
_TOLD_IN_CONTEXT = frozenset({"fact", "yesno", "definition", "who"})
TOUCHING = 2  # characters between two sentences that are quoted as one


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
    composer = _COMPOSERS.get(question.kind, _one)
    composer(draft, question, good)
    return draft.answer(_note(question, good))


def sure_enough(question: Question, evidence: Sequence[Evidence], threshold: float) -> list[Evidence]:
    """The sentences that may answer, the likeliest first; none where they leave the question unanswered.

    To "when", "how many" and "who" only such as have a date, a number or a name; and where the question's own
    noun asks for something ("the theme", "the vote"), only such as tell it.
    """
    fitting = [item for item in evidence if of_the_sort_asked(question, item)]
    if not fitting or confidence(question, fitting) < threshold:
        return []
    best = fitting[0].score
    worth = WHO_WORTH if question.kind == "who" else WORTH
    return [item for item in fitting if item.score >= worth * best]


def of_the_sort_asked(question: Question, item: Evidence) -> bool:
    """Whether a sentence, in its passage, has what sort of thing the question asks for."""
    if question.kind in ("date", "number", "person") and item.features["untyped"]:
        return False
    return has_thing_asked(question, item.hit.passage.text)


def _note(question: Question, evidence: Sequence[Evidence]) -> str:
    if question.kind == "who" and any(item.hit.passage.speaker for item in evidence):
        return say("spoke", question.language)
    return say("no_verdict", question.language) if question.kind == "yesno" else ""


def _one(draft: Draft, question: Question, evidence: Sequence[Evidence]) -> None:
    """A fact: one sentence, the answering words first."""
    best = evidence[0]
    words = _answering_words(question, best)
    whole = with_context(best) if question.kind in _TOLD_IN_CONTEXT else best.span
    span = shorten(best.hit.passage.text, whole, words or best.span)
    quotation = Quotation(hit=best.hit, span=span, sentence=whole, voice=best.voice)
    state_quotation(draft, question.language, quotation, words.of(best.hit.passage.text) if words else None)


def with_context(best: Evidence, longest: int = CONTEXT) -> Span:
    """The sentence with those after and before it that the same voice says, as far as they are short."""
    text = best.hit.passage.text
    row = [
        span for span, voice in spoken_sentences(best.hit.document, best.hit.passage) if voice == best.voice
    ]
    first = last = row.index(best.span)
    for step in (1, -1):
        while True:
            edge = last + 1 if step > 0 else first - 1
            if not 0 <= edge < len(row):
                break
            wider = Span(min(row[edge].start, row[first].start), max(row[edge].end, row[last].end))
            gap = row[edge].start - row[last].end if step > 0 else row[first].start - row[edge].end
            if gap > TOUCHING or len(wider.of(text).split()) > longest:
                break
            first, last = min(first, edge), max(last, edge)
    return Span(row[first].start, row[last].end)


def _position(draft: Draft, question: Question, evidence: Sequence[Evidence]) -> None:
    """A speaker's words on the topic, the likeliest passage first, sentences that touch as one."""
    best: dict[str, Evidence] = {}
    for item in evidence:
        if item.score >= POSITION_WORTH * evidence[0].score:
            best.setdefault(item.hit.passage.id, item)
    chosen = list(best.values())[: MOST_STATEMENTS["position"]]
    longest = CONTEXT if len(chosen) == 1 else CONTEXT // 2
    for item in chosen:
        whole = with_context(item, longest)
        span = shorten(item.hit.passage.text, whole, item.span)
        quotation = Quotation(hit=item.hit, span=span, sentence=whole, voice=item.voice)
        state_quotation(draft, question.language, quotation)


def _who(draft: Draft, question: Question, evidence: Sequence[Evidence]) -> None:
    """One row a speaker, each with the likeliest of his sentences; before them what the author says of all."""
    if evidence[0].hit.passage.speaker is None:
        _one(draft, question, evidence)
    said: dict[str, Evidence] = {}
    for item in evidence:
        speaker = item.hit.passage.speaker
        if speaker is not None and item.features["coverage"] >= NEAR_BEST * evidence[0].features["coverage"]:
            said.setdefault(speaker, item)
    for item in list(said.values())[: MOST_STATEMENTS["who"]]:
        span = shorten(item.hit.passage.text, item.span)
        quotation = Quotation(hit=item.hit, span=span, sentence=item.span, voice=item.voice)
        state_quotation(draft, question.language, quotation)


def _near_best(evidence: Sequence[Evidence]) -> list[Evidence]:
    """The sentences nearly as likely as the best, and nearly as close to the topic's words."""
    best = evidence[0]
    return [
        item
        for item in evidence
        if item.score >= NEAR_BEST * best.score
        and item.features["coverage"] >= NEAR_BEST * best.features["coverage"]
    ]


def _listed(draft: Draft, question: Question, evidence: Sequence[Evidence]) -> None:
    """A list: the enumerating sentence whole; with it the sentences that belong to its passage."""
    best = evidence[0]
    same = [item for item in _near_best(evidence) if item.hit.passage.id == best.hit.passage.id]
    for group in _joined(same[: MOST_STATEMENTS["list"]], longest=200):
        state_quotation(draft, question.language, group)


_COMPOSERS: dict[str, Callable[[Draft, Question, Sequence[Evidence]], None]] = {
    "position": _position,
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


def dated_reference(hit: Hit) -> str:
    """Where words stand, with the date of the document (ISO 8601, which reads alike in every language)."""
    place = reference(hit.document, hit.passage)
    return f"{place}; {hit.document.date}" if hit.document.date else place


def _joined(evidence: Sequence[Evidence], longest: int = 60) -> list[Quotation]:
    """Quotations in order of the likeliest passage; sentences of one passage that touch are one quotation."""
    by_passage: dict[str, list[Evidence]] = {}
    for item in evidence:
        by_passage.setdefault(item.hit.passage.id, []).append(item)
    found: list[Quotation] = []
    for items in by_passage.values():
        run: list[Evidence] = []
        for item in sorted(items, key=lambda item: item.span.start):
            if run and (item.voice != run[-1].voice or item.span.start - run[-1].span.end > TOUCHING):
                found.append(_one_quotation(run, longest))
                run = []
            run.append(item)
        found.append(_one_quotation(run, longest))
    return found


def _one_quotation(run: Sequence[Evidence], longest: int) -> Quotation:
    best = max(run, key=lambda item: item.score)
    text = best.hit.passage.text
    whole = Span(run[0].span.start, run[-1].span.end)
    if len(whole.of(text).split()) > longest:
        whole = best.span
    return Quotation(
        hit=best.hit, span=shorten(text, whole, longest=longest), sentence=whole, voice=best.voice
    )


def _answering_words(question: Question, best: Evidence) -> Span | None:
    """The date, number or name that answers, as a span of the passage."""
    sentence = best.text
    words = [word.lower() for word in question.text.replace("?", " ").split()]
    every = candidates(question.kind, sentence, words)
    if looks_ahead(question):
        every = sessions(sentence) or every
    found = [span for span in every if span.of(sentence) not in question.text]
    answer = nearest(found, _anchors(sentence, words))
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
