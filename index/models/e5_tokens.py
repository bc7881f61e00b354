"""Texts in pieces of the packaged model's vocabulary."""

import re
import unicodedata
from collections.abc import Sequence
from functools import cache
from typing import Final

import numpy as np

from index.models.e5_file import WeightsFile, packaged
from index.models.unigram import SPACE, Unigram

LONGEST: Final = 512  # tokens, with the two marks around the text

_LONGEST_CHARACTERS = 16 * LONGEST  # no piece of the vocabulary is longer than 16 characters
_WORD = re.compile(f"{SPACE}[^{SPACE}]*")
_UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff]")


class Pieces:
    """The tokenizer; one serves many threads.

    Args:
        weights: The file that has the vocabulary.
    """

    def __init__(self, weights: WeightsFile) -> None:
        vocabulary = weights.vocabulary()
        self.begin, self.end = vocabulary.begin, vocabulary.end
        self._normal = vocabulary.normal
        self._vocabulary = vocabulary
        self._unigram = Unigram(
            vocabulary.text, vocabulary.bounds.astype(np.int64), vocabulary.scores, vocabulary.unknown
        )

    def of(self, texts: Sequence[str]) -> list[list[int]]:
        """The ids of some clean texts, without marks around them."""
        return [self._unigram.ids(_WORD.findall(_spaced(text.translate(self._normal)))) for text in texts]

    def lengths(self, ids: Sequence[int]) -> list[int]:
        """How many characters each piece has, the space before a word among them; 0 where it is not known."""
        return [0 if piece == self._vocabulary.unknown else len(self._text(piece)) for piece in ids]

    def marked(self, texts: Sequence[str]) -> list[list[int]]:
        """The ids of some clean texts, each between its two marks and at most ``LONGEST``."""
        return [[self.begin, *ids[: LONGEST - 2], self.end] for ids in self.of(texts)]

    def _text(self, piece: int) -> str:
        bounds = self._vocabulary.bounds
        return self._vocabulary.text[bounds[piece] : bounds[piece + 1]].tobytes().decode("utf-8")


def _spaced(text: str) -> str:
    """A text with the mark of a space before each word; there is none before nothing."""
    marked = re.sub(" +", SPACE, text)
    return marked if not marked or marked.startswith(SPACE) else SPACE + marked


@cache
def pieces() -> Pieces:
    """The tokenizer of the packaged model, read once.

    Raises:
        ModelError: the weights are missing or not the expected ones.
    """
    return Pieces(packaged())


def clean(text: str) -> str:
    """The text as the model reads it: NFKC, without control characters, spaces single, bounded in length."""
    kept = " ".join(_UNPRINTABLE.sub(" ", text).split())[:_LONGEST_CHARACTERS]
    return unicodedata.normalize("NFKC", kept)[:_LONGEST_CHARACTERS]
