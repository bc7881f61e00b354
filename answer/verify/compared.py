"""A sentence and its proofs compared by the packaged models: the numbers that ``support`` weighs."""

from dataclasses import dataclass
from functools import cache
from math import log
from typing import Final

import numpy as np

from index.models.cross_encoder import CrossEncoder, Excerpt, lower_session
from index.models.e5 import E5
from index.models.e5_file import Floats
from index.models.e5_tokens import clean, pieces
from language.identify import language_of

NAMES: Final = ("same_language", "cosine", "answers", "tokens", "least_tokens", "proof_tokens", "length")
LONGEST: Final = 200  # tokens of a text that are compared
LEAST: Final = 3  # tokens that count as the least like


@dataclass(frozen=True, slots=True)
class Told:
    """Where proofs stand and what they say.

    Attributes:
        heads: Each once.
        words: The proofs, letter for letter.
    """

    heads: tuple[str, ...]
    words: tuple[str, ...]


def compared(sentence: str, told: Told) -> dict[str, float]:
    """The numbers by name.

    "cosine" is of the texts' vectors, "answers" the log odds of the reader of questions and passages, as if the
    sentence had been asked. "tokens" is how like the sentence's tokens are, on average, to the likeliest of the
    proofs' or their heads', "least_tokens" the same for the least like, "proof_tokens" the other way round.
    """
    head, words = " | ".join(told.heads), " … ".join(told.words)
    ours, there, proved = (
        _states("query: ", sentence),
        _states("passage: ", head),
        _states("passage: ", words),
    )
    best = (ours @ np.concatenate([there, proved]).T).max(axis=1, initial=-1.0)
    back = (proved @ ours.T).max(axis=1, initial=-1.0)
    e5, reader = _models()
    (reading,) = reader.read(sentence, [Excerpt(head, told.words)])
    return {
        "same_language": float(language_of(sentence) == language_of(words)),
        "cosine": float(e5.queries([sentence])[0] @ e5.passages([f"{head}. {words}"])[0]),
        "answers": max(reading.sentences, default=-9.0),
        "tokens": _mean(best),
        "least_tokens": _mean(np.sort(best)[:LEAST]),
        "proof_tokens": _mean(back),
        "length": log((len(sentence) + 1) / (len(words) + 1)),
    }


@cache
def _models() -> tuple[E5, CrossEncoder]:
    return E5(1), CrossEncoder(1)


def _states(prefix: str, text: str) -> Floats:
    """What the lower layers make of a text's tokens, each of unit length; shape (tokens, hidden)."""
    known = pieces()
    before, ids = known.of([prefix, prefix + clean(text)])
    marked = [known.begin, *ids[: len(before) + LONGEST], known.end]
    states: Floats = lower_session().run(None, {"ids": np.array([marked])})[0][0][1 + len(before) : -1]
    length: Floats = np.linalg.norm(states, axis=1, keepdims=True)
    return states / length


def _mean(values: Floats) -> float:
    return float(values.mean()) if len(values) else 0.0
