"""Libraries of any size for measuring speed: real documents repeated with other words, numbers and vectors.

The first round of documents is the source library as it is. Every further round repeats it, with a share of
the words of each passage drawn anew from all words of its language (so frequent words stay frequent), and
digits drawn anew in texts, symbols and titles. A repeated passage's vector is the real one moved in the
direction in which two real passages differ, so far that it is about as near to its original as real
passages are to their nearest neighbour in another document, then scaled to unit length.
"""

import random
import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from hashlib import sha256

import numpy as np
from numpy.typing import NDArray

from index.library import Library
from ingest.document import Document, Passage, Reading

Floats = NDArray[np.float32]

CHANGED_WORDS = 0.3  # share of the words of a repeated passage that are drawn anew
_POOL = 200_000  # words of a language to draw from
_SAMPLED = 1000  # passages whose nearest neighbours are looked at
_WORD = re.compile(r"[^\W\d_]{3,}")
_DIGIT = re.compile(r"\d")


@dataclass(frozen=True, slots=True)
class Made:
    """A document with its passages, and a vector of each, shape (passages, dimension)."""

    reading: Reading
    vectors: Floats


class Source:
    """Real documents with their vectors, to be repeated.

    Args:
        library: Where they are; only read.
    """

    def __init__(self, library: Library) -> None:
        register, index = library.register, library.vectors()
        self._readings: list[Reading] = []
        parts: list[Floats] = []
        self._words: dict[str, list[str]] = defaultdict(list)
        for document in register.documents():
            passages = register.document_passages(document.id)
            known = index.embeddings([passage.id for passage in passages])
            kept = tuple(passage for passage in passages if passage.id in known)
            if not kept:
                continue
            self._readings.append(Reading(document=document, passages=kept))
            parts.append(np.stack([known[passage.id] for passage in kept]))
            for passage in kept:
                self._words[passage.language] += _WORD.findall(passage.text)
        self._vectors = np.concatenate(parts)
        self._starts = np.cumsum([0, *map(len, parts)])
        self.nearness = self._nearness()
        for words in self._words.values():
            random.Random(0).shuffle(words)  # noqa: S311 - no secret
            del words[_POOL:]

    def documents(self) -> Iterator[Made]:
        """Documents without end: the real ones, then their repetitions, the same ones every time."""
        turn = 0
        while True:
            for number, reading in enumerate(self._readings):
                vectors = self._vectors[self._starts[number] : self._starts[number + 1]]
                if turn:
                    seed = 1_000_003 * turn + number
                    yield Made(self._repeated(reading, seed), self._moved(vectors, seed))
                else:
                    yield Made(reading, vectors)
            turn += 1

    def _repeated(self, reading: Reading, seed: int) -> Reading:
        chance = random.Random(seed)  # noqa: S311 - no secret
        old = reading.document
        content = sha256(f"{old.id} {seed}".encode()).hexdigest()
        document: Document = replace(
            old,
            id=content[:16],
            content_hash=content,
            symbols=tuple(_renumbered(symbol, chance) for symbol in old.symbols),
            title=_renumbered(old.title, chance),
        )
        return Reading(
            document=document,
            passages=tuple(self._reworded(passage, document.id, chance) for passage in reading.passages),
        )

    def _reworded(self, passage: Passage, document_id: str, chance: random.Random) -> Passage:
        pool = self._words[passage.language] or ["word"]

        def other(match: re.Match[str]) -> str:
            return chance.choice(pool) if chance.random() < CHANGED_WORDS else match[0]

        text = _renumbered(_WORD.sub(other, passage.text), chance)
        name = sha256(f"{document_id} {passage.ordinal}".encode()).hexdigest()[:16]
        return replace(passage, id=name, document_id=document_id, text=text, end=passage.start + len(text))

    def _moved(self, vectors: Floats, seed: int) -> Floats:
        chance = np.random.default_rng(seed)
        one, other = chance.integers(len(self._vectors), size=(2, len(vectors)))
        ways = self._vectors[one] - self._vectors[other]
        ways -= np.sum(ways * vectors, axis=1, keepdims=True) * vectors  # at right angles
        ways /= np.maximum(np.linalg.norm(ways, axis=1, keepdims=True), 1e-6)
        near = chance.choice(self.nearness, size=(len(vectors), 1)).astype(np.float32)
        moved: Floats = near * vectors + np.sqrt(1 - near**2) * ways
        moved /= np.linalg.norm(moved, axis=1, keepdims=True)
        return moved

    def _nearness(self) -> Floats:
        """Cosines of real passages and their nearest neighbours in other documents."""
        chance = np.random.default_rng(0)
        chosen = chance.choice(len(self._vectors), size=min(_SAMPLED, len(self._vectors)), replace=False)
        of = np.searchsorted(self._starts, np.arange(len(self._vectors)), side="right")
        cosines = self._vectors[chosen] @ self._vectors.T
        cosines[of[chosen][:, None] == of[None, :]] = -1
        nearness: Floats = np.clip(cosines.max(axis=1), 0.0, 0.999).astype(np.float32)
        return nearness


def _renumbered(text: str, chance: random.Random) -> str:
    return _DIGIT.sub(lambda _: str(chance.randrange(10)), text)
