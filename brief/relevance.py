"""How likely a passage speaks to a topic: words, vectors, and the reader of question and passage.

A small logistic model puts them together. Its weights come from ``training/train_brief.py``; they are data
(weights.json), not code.
"""

import json
import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from math import exp, log
from typing import Final

from index.dense.meaning import query_vector
from index.library import Library
from index.models.cross_encoder import Reading
from index.models.learned import checked, require
from index.query.query import read
from index.query.tokens import tokenise
from index.ranking.reading import excerpt
from ingest.document import Document, Passage
from language.pack import same_language

FEATURES: Final = ("meaning", "words", "both", "foreign", "read")
CHEAP: Final = ("meaning", "words", "both", "foreign")
"""Features known without reading the passage."""

_NAME: Final = "brief/weights.json"

LIKELIEST: Final = -1.2
"""Log odds that the reader gives an unpromising passage at most: of 1,800 read over six topics none had more that mattered."""

LEAST_NAMED: Final = 1 / 3
"""Share of the topic's words, the rare ones counting more, below which a passage touches it in passing at most."""

LEAST_OWN: Final = 0.6
"""The same of what documents say themselves, which are so many more."""

_JOINS: Final = re.compile(r"\s*[,;/]\s*(?:and|et|y|и)?\s*|\s+(?:and|et|y|и)\s+", re.IGNORECASE)

Features = Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Told:
    """What was made out about a passage.

    Attributes:
        likely: Probability that it speaks to the topic, 0 to 1.
        reading: What the reader said of it and of each of its sentences.
    """

    likely: float
    reading: Reading


class Topic:
    """A topic as passages are held against it.

    Args:
        library: The documents.
        text: The topic in the user's words.
    """

    def __init__(self, library: Library, text: str) -> None:
        self._library = library
        self.text = text
        self.language = read(text).language
        self.parts = parts_of(text)
        self.vectors = [query_vector(library.embedder, part, self.language) for part in self.parts]
        self._words = [library.words().read(part, self.language).words for part in self.parts]

    def cheap(self, passages: Sequence[Passage]) -> dict[str, dict[str, float]]:
        """The features known without reading, by passage id."""
        ids = [passage.id for passage in passages]
        near = [self._library.vectors().similarities(vector, ids) for vector in self.vectors]
        tokens = self._library.words().tokens(ids)
        found: dict[str, dict[str, float]] = {}
        for passage in passages:
            meaning = 10 * max(each.get(passage.id, 0.0) for each in near)
            words = self._share(passage.text, passage.language, tokens.get(passage.id, ((), ()))[1])
            # A text in another language cannot have the topic's words: lacking them says nothing against it.
            foreign = 0.0 if same_language(passage.language, self.language) else 1.0 - words
            found[passage.id] = {
                "meaning": meaning,
                "words": words,
                "both": meaning * words,
                "foreign": foreign,
            }
        return found

    def words(self, text: str, language: str) -> float:
        """Share of the words of a part of the topic that a text has, the rare ones counting more, 0 to 1."""
        return self._share(text, language, tokenise(text, language))

    def _share(self, text: str, language: str, tokens: Sequence[str]) -> float:
        foreign = () if same_language(language, self.language) else tokenise(text, self.language)
        known = {*tokens, *foreign}
        return max(_share(words, known) for words in self._words)

    def read(
        self, asked: Sequence[tuple[Document, Passage]], cheap: Mapping[str, Features]
    ) -> dict[str, Told]:
        """What the reader makes of some passages, by passage id."""
        readings = self._library.cross_encoder.read(self.text, [excerpt(d, p) for d, p in asked])
        return {
            passage.id: Told(likely({**cheap[passage.id], "read": reading.whole}), reading)
            for (_, passage), reading in zip(asked, readings, strict=True)
        }


def parts_of(text: str) -> tuple[str, ...]:
    """The topic, and its parts where it joins several of two words or more: who speaks to one speaks to it."""
    parts = [part.strip() for part in _JOINS.split(text)]
    several = len(parts) > 1 and all(len(part.split()) > 1 for part in parts)
    return (text, *parts) if several else (text,)


def _share(words: Mapping[tuple[str, ...], float], tokens: Collection[str]) -> float:
    total = sum(words.values())
    found = sum(weight for forms, weight in words.items() if any(form in tokens for form in forms))
    return found / total if total else 0.0


def likely(features: Features) -> float:
    """Probability that a passage with these features speaks to the topic."""
    weights = _weights()
    total = weights["bias"] + sum(weights[name] * features[name] for name in FEATURES)
    return 1 / (1 + exp(-max(min(total, 30.0), -30.0)))


def hopeful(features: Features) -> float:
    """How promising a passage looks before it is read; larger is better."""
    weights = _weights()
    return sum(weights[name] * features[name] for name in CHEAP)


def least_hope(threshold: float) -> float:
    """How promising a passage must look for its probability to reach a threshold once it is read."""
    weights = _weights()
    return log(threshold / (1 - threshold)) - weights["bias"] - weights["read"] * LIKELIEST


def named(features: Features, *, spoken: bool = True) -> bool:
    """Whether a passage has enough of the topic's words to speak to it; one in another language need have none.

    A topic of several words shares the common ones with half a library: “public” and “Internet” alone do not
    make the public core of the Internet.

    Args:
        features: Of the passage.
        spoken: Whether somebody speaks it; what documents say themselves has to name the topic nearly whole.
    """
    return features["foreign"] > 0 or features["words"] >= (LEAST_NAMED if spoken else LEAST_OWN)


def thresholds() -> tuple[float, float]:
    """Least probability of a passage that speaks to the topic, and of one that touches it in passing."""
    found = checked(_file()["thresholds"], ("speaks", "passing"), _NAME)
    return found["speaks"], found["passing"]


@cache
def _weights() -> dict[str, float]:
    return checked(_file()["weights"], ("bias", *FEATURES), _NAME)


@cache
def _file() -> dict[str, dict[str, float]]:
    found: dict[str, dict[str, float]] = json.loads(
        files("brief").joinpath("weights.json").read_text(encoding="utf-8")
    )
    require(found, ("weights", "thresholds"), _NAME)
    return found
