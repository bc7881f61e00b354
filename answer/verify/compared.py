"""A sentence and its proofs compared by the packaged models: the numbers that ``support`` weighs."""

from dataclasses import dataclass
from functools import cache
from typing import Final

import numpy as np

from index.models.cross_encoder import UNREAD, CrossEncoder, Excerpt
from index.models.e5 import E5
from index.models.e5_file import Floats
from index.models.e5_tokens import clean, pieces
from index.models.entailment import entailment
from index.models.states import shared_states

NAMES: Final = ("entails", "cosine", "answers", "tokens", "proof_tokens")
LONGEST: Final = 200  # tokens of a text that are compared


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

    "entails" is the log odds that the proofs bear the sentence out, "cosine" is of the texts' vectors, "answers" the
    log odds of the reader of questions and passages, as if the sentence had been asked. "tokens" is how like the
    sentence's tokens are, on average, to the likeliest of the proofs' or their heads', "proof_tokens" how like the
    proofs' are to the sentence's.
    """
    head, words = " | ".join(told.heads), " … ".join(told.words)
    ours, there, proved = (
        _states("query: ", sentence),
        _states("passage: ", head),
        _states("passage: ", words),
    )
    e5, reader = _models()
    (reading,) = reader.read(sentence, [Excerpt(head, told.words)])
    return {
        "entails": entailment().read(sentence, head, words).whole,
        "cosine": float(e5.queries([sentence])[0] @ e5.passages([f"{head}. {words}"])[0]),
        "answers": max(reading.sentences, default=UNREAD),
        "tokens": _likeness(ours, np.concatenate([there, proved])),
        "proof_tokens": _likeness(proved, ours),
    }


@cache
def _models() -> tuple[E5, CrossEncoder]:
    return E5(1), CrossEncoder(1)


def _states(prefix: str, text: str) -> Floats:
    """What the lower layers make of a text's tokens, each of unit length; shape (tokens, hidden)."""
    known = pieces()
    before, ids = known.of([prefix, prefix + clean(text)])
    marked = [known.begin, *ids[: len(before) + LONGEST], known.end]
    states: Floats = shared_states().of(marked)[0][1 + len(before) : -1]
    length: Floats = np.linalg.norm(states, axis=1, keepdims=True)
    return states / length


def _likeness(ours: Floats, theirs: Floats) -> float:
    """The mean, over tokens, of the similarity to the likeliest of others; 0 where there are none."""
    return float((ours @ theirs.T).max(axis=1).mean()) if len(ours) and len(theirs) else 0.0
