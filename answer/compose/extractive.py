"""The default engine: no language model; it quotes the sentences that answer, word for word."""

from collections.abc import Sequence
from typing import Final, Protocol

from answer.compose.answering_words import answering_words
from answer.compose.draft import Draft
from answer.compose.quotation import LONGEST, Quotation, quotation_of, state_quotation
from answer.compose.shorten import words_in
from answer.compose.window import context_window, enumeration, likelihoods
from answer.evidence.attribution import floor
from answer.evidence.decision import LIKELY, PLAIN
from answer.evidence.evidence import Evidence, spoken_sentences
from answer.model import Answer
from answer.question.question import Question
from answer.wording.messages import say, together
from ingest.structure.sentences import Span

MOST_SPEAKERS: Final = 12
WORTH: Final = 0.3  # of the best probability; a sentence less likely does not answer beside it
SECOND: Final = 0.65  # the same for a second passage
SAME_WORDS: Final = 0.8  # shared by two sentences of which one is enough
CONTEXT: Final = 38  # words of a quotation that takes in the sentences around the one that answers
CONTEXT_OF_ONE_THING: Final = 30  # the same where the date, number or name stands in front
CONTEXT_OF_SECOND: Final = 30  # the same of a second passage
FEWEST: Final = 15  # words of a second passage; a shorter beginning has no verb
ONE_THING: Final = frozenset({"date", "number", "person"})


def write(question: Question, evidence: Sequence[Evidence], *, probability: float = 1.0) -> Answer:
    """The answer to a question from its evidence.

    Args:
        question: The question.
        evidence: Sentences, the likeliest first; at least one.
        probability: That it answers. An unlikely answer says so; a date, number or name stands in front of a
            likely one only.
    """
    good = worth_telling(evidence)
    draft = Draft()
    _COMPOSERS.get(question.kind, _told)(draft, question, good, plain=probability >= PLAIN)
    unsure = "" if probability >= LIKELY else say("unsure", question.language)
    return draft.answer(together(unsure, _note(question, good)))


def worth_telling(evidence: Sequence[Evidence]) -> list[Evidence]:
    """The sentences that are likely enough beside the best, the likeliest first."""
    return [item for item in evidence if item.score >= WORTH * evidence[0].score]


def _note(question: Question, evidence: Sequence[Evidence]) -> str:
    if question.kind == "who" and any(item.hit.passage.speaker for item in evidence):
        return say("spoke", question.language)
    return say("no_verdict", question.language) if question.kind == "yesno" else ""


def _told(draft: Draft, question: Question, evidence: Sequence[Evidence], *, plain: bool) -> None:
    """The likeliest passage, the answering words first; beside it another that is nearly as likely."""
    firsts = _first_of_passages(evidence)
    if question.kind == "person" and _took_the_floor(draft, question, evidence):
        return
    tell(draft, question, firsts[0], evidence, plain=plain)
    for item in firsts[1:]:
        if item.score >= SECOND * firsts[0].score and not _says_again(item, firsts[0]):
            stretch = context_window(item, likelihoods(evidence, item.hit.passage.id), CONTEXT_OF_SECOND)
            state_quotation(draft, question.language, _beginning(item, stretch))
            return


def _beginning(item: Evidence, stretch: Span) -> Quotation:
    """What a stretch begins with, as much of it as says something."""
    begins = Span(item.span.start, item.span.start + 1)
    short = quotation_of(item, stretch, keep=begins, longest=CONTEXT_OF_SECOND)
    if words_in(short.span.of(item.hit.passage.text)) >= FEWEST:
        return short
    return quotation_of(item, stretch, keep=begins)


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


def tell(
    draft: Draft, question: Question, best: Evidence, evidence: Sequence[Evidence], *, plain: bool
) -> None:
    """State one sentence with what it leans on, and in front the date, number or name that plainly answers."""
    words = answering_words(question, best) if plain else None
    longest = CONTEXT_OF_ONE_THING if question.kind in ONE_THING else CONTEXT
    stretch = context_window(best, likelihoods(evidence, best.hit.passage.id), longest)
    several = stretch != best.span  # whole sentences, chosen to fit
    allowed = words_in(stretch.of(best.hit.passage.text))
    quotation = quotation_of(best, stretch, keep=words, longest=max(LONGEST, allowed) if several else LONGEST)
    state_quotation(draft, question.language, quotation, words.of(best.hit.passage.text) if words else None)


def _first_of_passages(evidence: Sequence[Evidence]) -> list[Evidence]:
    best: dict[str, Evidence] = {}
    for item in evidence:
        best.setdefault(item.hit.passage.id, item)
    return list(best.values())


def _says_again(item: Evidence, other: Evidence) -> bool:
    """Whether a sentence says much the same words as another: a resolution repeats last year's."""
    mine, theirs = (set(each.text.casefold().split()) for each in (item, other))
    return len(mine & theirs) >= SAME_WORDS * min(len(mine), len(theirs))


def _who(draft: Draft, question: Question, evidence: Sequence[Evidence], *, plain: bool) -> None:
    """One row a speaker, each with the likeliest of his sentences; before them what a document says of all."""
    said: dict[str, Evidence] = {}
    for item in evidence:
        speaker = item.hit.passage.speaker
        if speaker is not None:
            said.setdefault(speaker, item)
    if evidence[0].hit.passage.speaker is None:
        tell(draft, question, evidence[0], evidence, plain=plain)
    for item in list(said.values())[:MOST_SPEAKERS]:
        state_quotation(draft, question.language, quotation_of(item, item.span))


def _listed(draft: Draft, question: Question, evidence: Sequence[Evidence], *, plain: bool) -> None:
    """A list: whole and in order where the passage has one; else the sentences of its passage that belong to it."""
    best = evidence[0]
    whole = enumeration(best)
    if whole is not None:
        state_quotation(draft, question.language, quotation_of(best, whole))
        return
    _told(draft, question, evidence, plain=plain)


class _Composer(Protocol):
    def __call__(
        self, draft: Draft, question: Question, evidence: Sequence[Evidence], *, plain: bool
    ) -> None: ...


_COMPOSERS: dict[str, _Composer] = {
    "who": _who,
    "list": _listed,
}
