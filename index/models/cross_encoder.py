"""Question and passage read together: how likely the passage, and each sentence of it, answers.

A bi-encoder compares two vectors made apart. A cross-encoder (Nogueira and Cho, "Passage Re-ranking with
BERT", arXiv 1901.04085) lets the words of the question look at those of the passage. Ours runs the lower layers
of the packaged embedding model over each text apart, so that what they make of a passage is kept for the next
question, and only upper layers of its own over both (Cao et al., "DeFormer", arXiv 2005.00697). The upper layers
were taught by ``training/train_cross_encoder.py``; they are data (cross_encoder.onnx).
"""

from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Final

import numpy as np
from numpy.typing import NDArray
from onnxruntime import InferenceSession

from index.models.e5 import session
from index.models.e5_file import Floats, packaged
from index.models.e5_graph import build_states
from index.models.e5_tokens import clean, pieces
from index.models.recent import Recent

LOWER: Final = 8  # layers that read a text apart
UNREAD: Final = -9.0  # the score of a sentence without a word
LONGEST_WINDOW: Final = 240  # tokens of a passage read at once, as in training
LONGEST_SENTENCE: Final = 200
LONGEST_HEAD: Final = 48
LONGEST_QUESTION: Final = 100
MOST_KEPT: Final = 600  # windows whose states are kept, of about 50 kB each
MOST_ASKED: Final = 16  # questions whose states are kept, of about 30 kB each
MOST_TOLD: Final = 500  # windows read with a question that are not read again, of about 2 kB each

_LARGEST = 127


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A passage as it is read.

    Attributes:
        head: Where it stands: document, section, speaker.
        sentences: Its sentences, in order.
    """

    head: str
    sentences: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Window:
    """As many sentences of an excerpt as are read at once: token ids, and the tokens of each sentence."""

    ids: tuple[int, ...]
    spans: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Reading:
    """What the model says of an excerpt, read with a question; log odds, not calibrated to a library.

    Attributes:
        whole: That the excerpt answers.
        sentences: That each of its sentences does, in order.
    """

    whole: float
    sentences: tuple[float, ...]


class CrossEncoder:
    """The model in memory; one serves many threads.

    Args:
        threads: Windows read at the same time.

    Raises:
        ModelError: the weights of the embedding model are missing or not the expected ones.
    """

    def __init__(self, threads: int) -> None:
        self._lower = lower_session()
        self._upper = session(files("index.models").joinpath("cross_encoder.onnx").read_bytes())
        self._threads = ThreadPoolExecutor(threads, thread_name_prefix="cross")
        self._kept: Recent[tuple[int, ...], Kept] = Recent(MOST_KEPT)
        self._asked: Recent[tuple[int, ...], Floats] = Recent(MOST_ASKED)
        self._told: Recent[tuple[tuple[int, ...], Window], Reading] = Recent(MOST_TOLD)

    def read(self, question: str, excerpts: Sequence[Excerpt]) -> list[Reading]:
        """What each excerpt, and each of its sentences, has to say to a question.

        What was read a moment ago is not read again: a search orders passages by ``whole``, and an answer made
        from what it found asks for ``sentences`` of the same passages.
        """
        ids = tuple(question_ids(question))
        windows = [list(windows_of(excerpt)) for excerpt in excerpts]
        flat = [window for row in windows for window in row]
        found = iter(self._threads.map(lambda window: self._remembered(ids, window), flat))
        return [_together([next(found) for _ in row]) for row in windows]

    def scores(self, question: str, excerpts: Sequence[Excerpt]) -> list[list[float]]:
        """The log odds of the sentences alone."""
        return [list(reading.sentences) for reading in self.read(question, excerpts)]

    def _remembered(self, question: tuple[int, ...], window: Window) -> Reading:
        known = self._told.get((question, window))
        if known is None:
            known = self._read(question, window)
            self._told.keep((question, window), known)
        return known

    def _read(self, question: tuple[int, ...], window: Window) -> Reading:
        pooling = np.zeros((len(window.spans), len(window.ids)), np.float32)
        for row, (start, end) in zip(pooling, window.spans, strict=True):
            row[start:end] = 1.0 / max(end - start, 1)
        inputs = {"question": self._question(question), "passage": self._recalled(window), "pooling": pooling}
        scores, whole = self._upper.run(None, inputs)
        told = zip(scores.tolist(), window.spans, strict=True)
        return Reading(
            float(whole[0]), tuple(score if end > start else UNREAD for score, (start, end) in told)
        )

    def _question(self, ids: tuple[int, ...]) -> Floats:
        states = self._asked.get(ids)
        if states is None:
            states = self._states(ids)
            self._asked.keep(ids, states)
        return states

    def _recalled(self, window: Window) -> Floats:
        """What the lower layers make of a window, kept in eight bits with a scale for each token."""
        kept = self._kept.get(window.ids)
        if kept is None:
            kept = Kept.of(self._states(window.ids))
            self._kept.keep(window.ids, kept)
        return kept.states()

    def _states(self, ids: Sequence[int]) -> Floats:
        states: Floats = self._lower.run(None, {"ids": np.array([ids])})[0]
        return states


@cache
def lower_session() -> InferenceSession:
    """The lower layers, built once: what reads proofs reads with them too."""
    return session(build_states(packaged(), LOWER))


@dataclass(frozen=True, slots=True)
class Kept:
    """States of a text in eight bits, an eightieth of their size off at most."""

    units: NDArray[np.int8]
    scales: Floats

    @classmethod
    def of(cls, states: Floats) -> "Kept":
        """States of shape (1, tokens, hidden), rounded."""
        scales = np.abs(states).max(axis=-1, keepdims=True) / _LARGEST
        return cls(np.round(states / scales).astype(np.int8), scales)

    def states(self) -> Floats:
        """The states again, shape (1, tokens, hidden)."""
        return self.units * self.scales


def _together(parts: Sequence[Reading]) -> Reading:
    """The windows of one excerpt: it answers as likely as the likeliest of them."""
    whole = max((part.whole for part in parts), default=UNREAD)
    return Reading(whole, tuple(score for part in parts for score in part.sentences))


def question_ids(text: str) -> list[int]:
    """The tokens of a question, with their marks."""
    known = pieces()
    (ids,) = known.of([f"query: {clean(text)}"])
    return [known.begin, *ids[:LONGEST_QUESTION], known.end]


def windows_of(excerpt: Excerpt) -> Iterator[Window]:
    """The excerpt cut between sentences; a sentence without a word has an empty span."""
    known = pieces()
    head, *sentences = known.of([f"passage: {clean(excerpt.head)}", *map(clean, excerpt.sentences)])
    start = [known.begin, *head[:LONGEST_HEAD]]
    ids, spans = list(start), list[tuple[int, int]]()
    for sentence in sentences:
        short = sentence[:LONGEST_SENTENCE]
        if spans and len(ids) + len(short) >= LONGEST_WINDOW:
            yield Window((*ids, known.end), tuple(spans))
            ids, spans = list(start), []
        spans.append((len(ids), len(ids) + len(short)))
        ids += short
    if spans:
        yield Window((*ids, known.end), tuple(spans))
