"""Question and passage read together: how likely each sentence of the passage answers.

A bi-encoder compares two vectors made apart. A cross-encoder (Nogueira and Cho, "Passage Re-ranking with
BERT", arXiv 1901.04085) lets the words of the question look at those of the passage. Ours runs the lower layers
of the packaged embedding model over each text apart, so that what they make of a passage is kept for the next
question, and only upper layers of its own over both (Cao et al., "DeFormer", arXiv 2005.00697). The upper layers
were taught by ``training/train_cross_encoder.py``; they are data (cross_encoder.onnx).
"""

from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from importlib.resources import files
from typing import Final

import numpy as np
from numpy.typing import NDArray

from index.models.e5 import session
from index.models.e5_file import Floats, packaged
from index.models.e5_graph import build_states
from index.models.e5_tokens import clean, pieces
from index.models.recent import Recent

LOWER: Final = 8  # layers that read a text apart
UNREAD: Final = -9.0  # the score of a sentence without a word
LONGEST_WINDOW: Final = 380  # tokens of a passage read at once, as in training
LONGEST_SENTENCE: Final = 200
LONGEST_HEAD: Final = 60
LONGEST_QUESTION: Final = 100
MOST_KEPT: Final = 300  # windows whose states are kept, of about 150 kB each

States = NDArray[np.float16]


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


class CrossEncoder:
    """The model in memory; one serves many threads.

    Args:
        threads: Windows read at the same time.

    Raises:
        ModelError: the weights of the embedding model are missing or not the expected ones.
    """

    def __init__(self, threads: int) -> None:
        self._lower = session(build_states(packaged(), LOWER))
        self._upper = session(files("index.models").joinpath("cross_encoder.onnx").read_bytes())
        self._threads = ThreadPoolExecutor(threads, thread_name_prefix="cross")
        self._kept: Recent[tuple[int, ...], States] = Recent(MOST_KEPT)

    def scores(self, question: str, excerpts: Sequence[Excerpt]) -> list[list[float]]:
        """Log odds that each sentence of each excerpt answers a question.

        They rank, and they tell an answer from none, but they are not calibrated to a library.
        """
        asked = self._states(question_ids(question))
        windows = [list(windows_of(excerpt)) for excerpt in excerpts]
        flat = [window for row in windows for window in row]
        found = iter(self._threads.map(lambda window: self._read(asked, window), flat))
        return [[score for window in row for score in next(found)] for row in windows]

    def _read(self, question: Floats, window: Window) -> list[float]:
        pooling = np.zeros((len(window.spans), len(window.ids)), np.float32)
        for row, (start, end) in zip(pooling, window.spans, strict=True):
            row[start:end] = 1.0 / max(end - start, 1)
        inputs = {"question": question, "passage": self._recalled(window), "pooling": pooling}
        scores: list[float] = self._upper.run(None, inputs)[0].tolist()
        return [
            score if end > start else UNREAD for score, (start, end) in zip(scores, window.spans, strict=True)
        ]

    def _recalled(self, window: Window) -> Floats:
        """What the lower layers make of a window, kept in half precision."""
        kept = self._kept.get(window.ids)
        if kept is not None:
            return kept.astype(np.float32)
        states = self._states(window.ids)
        self._kept.keep(window.ids, states.astype(np.float16))
        return states

    def _states(self, ids: Sequence[int]) -> Floats:
        states: Floats = self._lower.run(None, {"ids": np.array([ids])})[0]
        return states


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
