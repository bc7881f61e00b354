"""multilingual-e5-small: texts in, vectors of unit length out."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
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
_BATCH_TOKENS = 4096
_UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff]")


class E5:
    """The model in memory; one may serve several threads.

    Args:
        threads: Threads of one computation.

    Raises:
        ModelError: the weights are missing or not the expected ones.
    """

    def __init__(self, threads: int) -> None:
        weights = WeightsFile(weights_path())
        vocabulary = weights.vocabulary()
        self._begin, self._end, self._pad = vocabulary.begin, vocabulary.end, vocabulary.pad
        self._normal = vocabulary.normal
        self._tokenizer = _tokenizer(vocabulary)
        del vocabulary
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        # Idle threads that spin take the processor from everybody else on a busy machine.
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
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
        ids = self._ids(texts)
        vectors = np.empty((len(texts), DIMENSION), np.float32)
        for batch in _batches([len(item) for item in ids]):
            longest = len(ids[batch[-1]])
            padded = np.full((len(batch), longest), self._pad, np.int64)
            mask = np.zeros((len(batch), longest), np.int32)
            for row, index in enumerate(batch):
                padded[row, : len(ids[index])] = ids[index]
                mask[row, : len(ids[index])] = 1
            (vectors[batch],) = self._session.run(None, {"ids": padded, "mask": mask})
        return vectors

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


def _batches(lengths: Sequence[int]) -> Iterator[list[int]]:
    """Indices in batches of like length, shortest first, each within the budget of tokens."""
    batch: list[int] = []
    for index in sorted(range(len(lengths)), key=lengths.__getitem__):
        if batch and (len(batch) + 1) * lengths[index] > _BATCH_TOKENS:
            yield batch
            batch = []
        batch.append(index)
    if batch:
        yield batch
