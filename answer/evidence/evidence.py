"""Which sentences answer the question, and how sure that is.

Every sentence of the best passages gets a handful of features; a logistic model turns them into the
probability that the sentence answers. The weights come from ``training/train_evidence.py``; they are data
(weights.json), not code.
"""

import json
import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray

from answer.evidence.admissible import may_answer
from answer.evidence.attribution import Voice, voices
from answer.evidence.features import FEATURES, passage_features, relative_features, sentence_features
from answer.evidence.sought import Sought, Weigh, sought
from answer.evidence.tables import read, rows
from answer.question.question import Question
from answer.text.sentences import Span, sentences
from index.hit import Hit
from index.models.context import context
from index.models.cross_encoder import Excerpt
from ingest.document import Document, Passage
from language.pack import same_language

MOST_SENTENCES = 48
WHOLE_PASSAGES = 4  # of the best passages every sentence is looked at
READ_TOGETHER = 4  # of the best passages are read together with the question, which costs the most time
FAR_BEHIND = -10.0  # log odds
MOST_READ = 60  # sentences of a passage; a long table has more rows

_Candidate = tuple[Hit, Span, Voice, dict[str, float]]
Embed = Callable[[str, Sequence[str]], NDArray[np.float32]]
Cross = Callable[[str, Sequence[Excerpt]], Sequence[Sequence[float]]]


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


def gather(
    question: Question, topic: str, hits: Sequence[Hit], *, weigh: Weigh, embed: Embed, cross: Cross
) -> list[Evidence]:
    """The sentences of the best passages, the likeliest answer first.

    Args:
        question: The question.
        topic: Its words without the speakers and the asking.
        hits: Ranked passages.
        weigh: Weights of tokens (inverse document frequency in the library).
        embed: Cosine similarities of a question to each of some texts.
        cross: Log odds that each sentence of some excerpts answers a question.
    """
    found = _candidates(question, topic, hits, weigh)
    if not found:
        return []
    similarities = embed(question.text, [read(hit.passage, span) for hit, span, _, _ in found])
    for (*_, features), similarity in zip(found, similarities, strict=True):
        features["dense_sentence"] = float(similarity)
    _read_together(question, found, cross)
    for row in _by_passage(found):
        for features, more in zip(row, relative_features(row), strict=True):
            features.update(more)
    evidence = [
        Evidence(
            hit=hit, span=span, voice=voice, features=features, score=probability(question, hit, features)
        )
        for hit, span, voice, features in found
    ]
    return sorted(evidence, key=lambda item: -item.score)


def _read_together(question: Question, found: Sequence[_Candidate], cross: Cross) -> None:
    """How far each sentence is behind the likeliest of its passage; 0 in passages that are not read."""
    for *_, features in found:
        features["cross_within"] = 0.0
    passages = {hit.passage.id: hit for hit, *_ in found}
    read_now = list(passages.values())[:READ_TOGETHER]
    texts = {hit.passage.id: _excerpt(hit) for hit in read_now}
    scores = cross(question.text, [excerpt for _, excerpt in texts.values()])
    told = {
        (name, span): score - max(row)
        for (name, (spans, _)), row in zip(texts.items(), scores, strict=True)
        for span, score in zip(spans, row, strict=True)
    }
    for hit, span, _, features in found:
        if hit.passage.id in texts:
            features["cross_within"] = max(told.get((hit.passage.id, span), FAR_BEHIND), FAR_BEHIND)


def _excerpt(hit: Hit) -> tuple[list[Span], Excerpt]:
    """A passage as it is read together with a question, and where its sentences stand."""
    spans = [span for span, _ in spoken_sentences(hit.document, hit.passage)][:MOST_READ]
    head = context(hit.document, hit.passage)
    return spans, Excerpt(head, tuple(read(hit.passage, span) for span in spans))


def _by_passage(found: Sequence[_Candidate]) -> list[list[dict[str, float]]]:
    """The features of the sentences of each passage, in order."""
    rows: dict[str, list[dict[str, float]]] = {}
    for hit, _, _, features in found:
        rows.setdefault(hit.passage.id, []).append(features)
    return list(rows.values())


def _candidates(question: Question, topic: str, hits: Sequence[Hit], weigh: Weigh) -> list[_Candidate]:
    """Sentences worth embedding: all of the best passages, and of the others those that share a word."""
    look: dict[str, Sought] = {}
    found: list[_Candidate] = []
    best = max((hit.score for hit in hits), default=1.0) or 1.0
    for position, hit in enumerate(hits):
        language = hit.passage.language
        if language not in look:
            texts = [other.passage.text for other in hits if other.passage.language == language]
            look[language] = sought(question, topic, language, weigh, texts)
        if not may_answer(question, hit):
            continue
        around = {**passage_features(look[language], hit), "rank": hit.score / best}
        for span, voice in spoken_sentences(hit.document, hit.passage):
            features = around | sentence_features(question, look[language], hit, span)
            if position < WHOLE_PASSAGES or features["coverage"] > 0:
                found.append((hit, span, voice, features))
        if len(found) >= MOST_SENTENCES:
            break
    return found[:MOST_SENTENCES]


def probability(question: Question, hit: Hit, features: Mapping[str, float]) -> float:
    """The calibrated probability that a sentence with these features answers."""
    model = _models()["same" if same_language(hit.passage.language, question.language) else "cross"]
    total = model["bias"] + sum(model[name] * features[name] for name in FEATURES)
    return 1.0 / (1.0 + math.exp(-total))


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
def _models() -> dict[str, dict[str, float]]:
    models: dict[str, dict[str, float]] = json.loads(
        files("answer.evidence").joinpath("weights.json").read_text(encoding="utf-8")
    )
    return models
