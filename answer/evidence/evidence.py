"""Which sentences answer the question, and how likely each does.

The best passages are read together with the question by the cross-encoder, which scores every sentence. A small
logistic model puts those scores beside the rank of the passage, the words shared and the sort of answer asked for,
and gives the probability that a sentence answers. Its weights come from ``training/train_evidence.py``; they are data
(weights.json), not code.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from answer.evidence.attribution import Voice, voices
from answer.evidence.features import FEATURES, logistic, passage_features, sentence_features
from answer.evidence.tables import read, rows
from answer.question.question import Question
from index.hit import Hit
from index.models.context import context
from index.models.cross_encoder import Excerpt
from index.models.learned import checked
from ingest.document import Document, Passage
from ingest.structure.sentences import Span, sentences

PASSAGES_READ = 6  # of the best; reading costs the most time
PASSAGES_OF_MANY = 16  # the same where many speakers are asked for
MOST_SENTENCES = 60  # of a passage; a long table has more rows
UNREAD = -9.0  # log odds of a sentence that was not read, or lies far behind

Read = Callable[[str, Sequence[Excerpt]], Sequence[Sequence[float]]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """A sentence that may answer.

    Attributes:
        hit: The passage it stands in.
        span: Where in the passage.
        voice: Whose words it is.
        features: By the names of ``FEATURES``.
        score: Probability that it answers, 0 to 1.
    """

    hit: Hit
    span: Span
    voice: Voice
    features: Mapping[str, float]
    score: float

    @property
    def text(self) -> str:
        """The sentence, verbatim."""
        return self.span.of(self.hit.passage.text)


def gather(question: Question, hits: Sequence[Hit], reader: Read) -> list[Evidence]:
    """The sentences of the best passages, the likeliest answer first.

    Args:
        question: The question.
        hits: Ranked passages.
        reader: Log odds that each sentence of some excerpts answers a question.
    """
    chosen = hits[: PASSAGES_OF_MANY if question.kind in ("who", "summary") else PASSAGES_READ]
    excerpts = [excerpt_of(hit) for hit in chosen]
    scores = reader(question.searched, [excerpt for _, excerpt in excerpts])
    found = [
        item
        for hit, (spans, _), row in zip(chosen, excerpts, scores, strict=True)
        for item in _weighed(question, hit, dict(zip(spans, row, strict=True)))
    ]
    return sorted(found, key=lambda item: -item.score)


def _weighed(question: Question, hit: Hit, told: Mapping[Span, float]) -> list[Evidence]:
    """The sentences of one passage with their probabilities."""
    best = max(told.values(), default=UNREAD)
    around = passage_features(question, hit)
    found = []
    for span, voice in spoken_sentences(hit.document, hit.passage)[:MOST_SENTENCES]:
        score = max(told.get(span, UNREAD), UNREAD)
        own = {"read": score, "read_within": max(score - best, UNREAD)}
        features = {**around, **own, **sentence_features(question, hit, span)}
        likely = logistic(_weights(), features)
        found.append(Evidence(hit=hit, span=span, voice=voice, features=features, score=likely))
    return found


def excerpt_of(hit: Hit) -> tuple[list[Span], Excerpt]:
    """A passage as it is read together with a question, and where its sentences stand."""
    spans = [span for span, _ in spoken_sentences(hit.document, hit.passage)][:MOST_SENTENCES]
    head = context(hit.document, hit.passage)
    return spans, Excerpt(head, tuple(read(hit.passage, span) for span in spans))


def spoken_sentences(document: Document, passage: Passage) -> list[tuple[Span, Voice]]:
    """The sentences of a passage, or the rows of a table, with who speaks each, in order."""
    found: list[tuple[Span, Voice]] = []
    for words in voices(document, passage):
        if passage.kind == "table":
            found.extend((row, words.voice) for row in rows(passage) if row.start >= words.span.start)
            continue
        inner = words.span.of(passage.text)
        found.extend(
            (Span(span.start + words.span.start, span.end + words.span.start), words.voice)
            for span in sentences(inner, passage.language)
        )
    return found


@cache
def _weights() -> dict[str, float]:
    weights: dict[str, float] = json.loads(
        files("answer.evidence").joinpath("weights.json").read_text(encoding="utf-8")
    )
    return checked(weights, ("bias", *FEATURES), "weights.json")
