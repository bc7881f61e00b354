"""The words worth quoting of a passage: whole sentences around the one that speaks to the topic."""

import re
from collections.abc import Callable, Sequence
from typing import Final

from answer.compose.quotation import quotation_of
from answer.compose.window import POINTS_BACK, context_window, enumeration
from answer.evidence.attribution import Voice
from answer.evidence.evidence import Evidence, spoken_sentences
from answer.model import Kind
from brief.candidates import Candidate
from brief.relevance import Topic
from index.hit import Hit
from index.models.cross_encoder import Reading
from ingest.structure.sentences import Span, sentences

LONGEST: Final = 90  # words; a longer sentence is cut at clauses
WORDS: Final = 3.0  # what a sentence's share of the topic's words weighs against the reader's log odds
NEIGHBOUR: Final = -3.0  # least such weight of a sentence quoted beside the best one
FEWEST_WORDS: Final = 8  # of words that lead in what is not quoted: “On capacity-building:” says nothing
FAR: Final = -9.0


_JOINED: Final = re.compile(r"(?:(?:and|so|but|also|then|therefore)\b,?\s+)+", re.IGNORECASE)


def best_words(topic: Topic, candidate: Candidate, reading: Reading) -> tuple[str, Kind] | None:
    """The words to quote, and whether they are the speaker's own or a report; None where the passage has none.

    Args:
        topic: The topic.
        candidate: The passage.
        reading: What the reader says of its sentences.
    """
    passage = candidate.passage
    spoken = spoken_sentences(candidate.document, passage)
    if not spoken:
        return None
    told = dict(zip(sentences(passage.text, passage.language), reading.sentences, strict=False))

    def weight(span: Span) -> float:
        read = max((score for other, score in told.items() if _overlap(other, span)), default=FAR)
        return read + WORDS * topic.words(span.of(passage.text), passage.language)

    span, voice = max(spoken, key=lambda item: weight(item[0]))
    hit = Hit(passage=passage, document=candidate.document, score=0.0)
    best = Evidence(hit=hit, span=span, voice=voice, features={}, score=1.0)
    stretch = context_window(best, lambda other: weight(other) / 100, LONGEST)
    kept = stretch
    if stretch != enumeration(best):
        kept = _on_topic([each for each, _ in spoken], span, stretch, passage.text, weight)
    cut = quotation_of(best, kept, longest=LONGEST)
    words = cut.span.of(passage.text)
    bare = _leads_in(words) and len(words.split()) < FEWEST_WORDS
    return None if bare else (words, _kind(voice))


def _on_topic(
    spoken: Sequence[Span], best: Span, stretch: Span, text: str, weight: Callable[[Span], float]
) -> Span:
    """The stretch without the courtesies and other matters around the best sentence.

    A neighbour stays that may speak to the topic itself, or to which the words behind it point back.
    """
    row = [each for each in spoken if stretch.start <= each.start and each.end <= stretch.end]
    first = last = row.index(best) if best in row else -1
    if first < 0:
        return stretch
    while first > 0 and (
        weight(row[first - 1]) >= NEIGHBOUR or POINTS_BACK.match(_JOINED.sub("", row[first].of(text)))
    ):
        first -= 1
    while last + 1 < len(row) and (weight(row[last + 1]) >= NEIGHBOUR or _leads_in(row[last].of(text))):
        last += 1
    return Span(row[first].start, row[last].end)


def _leads_in(words: str) -> bool:
    return words.rstrip().endswith((":", "："))


def _kind(voice: Voice) -> Kind:
    return "report" if voice == "reported" else "quotation"


def _overlap(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end
