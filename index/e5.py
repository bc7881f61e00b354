"""multilingual-e5-small: texts in, vectors of unit length out."""

import re
import unicodedata
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Final

import numpy as np
import onnxruntime
from tokenizers import Tokenizer
from tokenizers.models import Unigram
from tokenizers.pre_tokenizers import Metaspace

from index.e5_file import DIMENSION, Floats, Vocabulary, WeightsFile, weights_path
from index.e5_graph import build

LONGEST: Final = 512  # tokens, with the two marks around the text

_LONGEST_CHARACTERS = 16 * LONGEST  # no piece of the vocabulary is longer than 16 characters
_UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff]")


class E5:
    """The model in memory; one may serve several threads.

    Every text is a computation of its own, one a thread. A batch would be no faster (padding costs what
    larger matrices gain), and with inputs quantised to the batch's range a text's vector would depend on
    the texts beside it.

    Args:
        threads: Texts computed at the same time.

    Raises:
        ModelError: the weights are missing or not the expected ones.
    """

    def __init__(self, threads: int) -> None:
        weights = WeightsFile(weights_path())
        vocabulary = weights.vocabulary()
        self._begin, self._end = vocabulary.begin, vocabulary.end
        self._normal = vocabulary.normal
        self._tokenizer = _tokenizer(vocabulary)
        del vocabulary
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        self._pool = ThreadPoolExecutor(threads, thread_name_prefix="e5")
        self._session = onnxruntime.InferenceSession(
            build(weights), options, providers=["CPUExecutionProvider"]
        )

    def queries(self, texts: Sequence[str]) -> Floats:
        """Vectors of questions, shape (texts, 384)."""
        return self._embed([f"query: {clean(text)}" for text in texts])

    def passages(self, texts: Sequence[str]) -> Floats:
        """Vectors of passages, shape (texts, 384); what is beyond 512 tokens does not count."""
        return self._embed([f"passage: {clean(text)}" for text in texts])

    def tokens(self, text: str) -> list[int]:
        """The ids of one text, with its marks."""
        return self._ids([text])[0]

    def _embed(self, texts: Sequence[str]) -> Floats:
        vectors = list(self._pool.map(self._vector, self._ids(texts)))
        return np.concatenate(vectors) if vectors else np.empty((0, DIMENSION), np.float32)

    def _vector(self, ids: list[int]) -> Floats:
        vector: Floats = self._session.run(None, {"ids": np.array([ids])})[0]
        return vector

    def _ids(self, texts: Sequence[str]) -> list[list[int]]:
        spelled = [re.sub(" {2,}", " ", text.translate(self._normal)) for text in texts]
        encoded = self._tokenizer.encode_batch_fast(spelled, add_special_tokens=False)
        return [[self._begin, *item.ids[: LONGEST - 2], self._end] for item in encoded]


def clean(text: str) -> str:
    """The text as the model reads it: NFKC, without control characters, spaces single, bounded in length."""
    kept = " ".join(_UNPRINTABLE.sub(" ", text).split())[:_LONGEST_CHARACTERS]
    return unicodedata.normalize("NFKC", kept)[:_LONGEST_CHARACTERS]


def _tokenizer(vocabulary: Vocabulary) -> Tokenizer:
    tokenizer = Tokenizer(Unigram(vocabulary.pieces, unk_id=vocabulary.unknown, byte_fallback=False))
    tokenizer.pre_tokenizer = Metaspace(replacement="▁", prepend_scheme="always", split=True)
    return tokenizer
