"""Texts in pieces of the packaged model's vocabulary."""

import re
import unicodedata
from collections.abc import Sequence
from functools import cache
from typing import Final

from tokenizers import Tokenizer
from tokenizers.models import Unigram
from tokenizers.pre_tokenizers import Metaspace

from index.models.e5_file import WeightsFile, packaged

LONGEST: Final = 512  # tokens, with the two marks around the text

_LONGEST_CHARACTERS = 16 * LONGEST  # no piece of the vocabulary is longer than 16 characters
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
        self._tokenizer = Tokenizer(
            Unigram(vocabulary.pieces, unk_id=vocabulary.unknown, byte_fallback=False)
        )
        self._tokenizer.pre_tokenizer = Metaspace(replacement="▁", prepend_scheme="always", split=True)

    def of(self, texts: Sequence[str]) -> list[list[int]]:
        """The ids of some clean texts, without marks around them."""
        spelled = [self.spelled(text) for text in texts]
        return [item.ids for item in self._tokenizer.encode_batch_fast(spelled, add_special_tokens=False)]

    def spelled(self, text: str) -> str:
        """A clean text in the vocabulary's normal form, which the tokens are cut from."""
        return re.sub(" {2,}", " ", text.translate(self._normal))

    def places(self, text: str) -> list[tuple[int, int]]:
        """The characters of the normal form that each token of a clean text stands for."""
        offsets: list[tuple[int, int]] = self._tokenizer.encode(
            self.spelled(text), add_special_tokens=False
        ).offsets
        return offsets

    def marked(self, texts: Sequence[str]) -> list[list[int]]:
        """The ids of some clean texts, each between its two marks and at most ``LONGEST``."""
        return [[self.begin, *ids[: LONGEST - 2], self.end] for ids in self.of(texts)]


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
