"""Sentence and proof read together: how likely the words of the proof bear the sentence out, token by token.

Natural language inference over the packaged encoder, whose lower layers read each text apart as they do for the reader
of questions and passages (``cross_encoder``). A small network on top lets each token of the sentence look for its like
in the proof, and the other way round (Parikh et al., "A Decomposable Attention Model", arXiv 1606.01933). What it
learned is data (entailment.onnx), made by ``training/train_entailment.py``. Beside one figure for the whole it tells
of each word whether the proof bears it out (Kovács and Recski, "LettuceDetect", arXiv 2502.17125, mark likewise).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Final

import numpy as np

from index.models.e5_file import Floats
from index.models.e5_tokens import clean, pieces
from index.models.recent import Recent
from index.models.states import session, shared_states

LONGEST_SENTENCE: Final = 110  # tokens, as in training
LONGEST_HEAD: Final = 60
LONGEST_PROOF: Final = 180
MARKS: Final = 3  # tokens before a sentence's own: its mark and "query:"
FLAGS: Final = 3
MOST_KEPT: Final = 64  # proofs whose states are kept, of up to 370 kB each


@dataclass(frozen=True, slots=True)
class Entailed:
    """What the model says; log odds.

    Attributes:
        whole: That the proof bears the sentence out.
        least: That it bears out the word it bears out least.
    """

    whole: float
    least: float


class Entailment:
    """The model in memory; one serves many threads.

    Raises:
        ModelError: the weights of the embedding model are missing or not the expected ones.
    """

    def __init__(self) -> None:
        self._lower = shared_states()
        self._upper = session(files("index.models").joinpath("entailment.onnx").read_bytes())
        self._kept: Recent[tuple[int, ...], Floats] = Recent(MOST_KEPT)

    def read(self, sentence: str, head: str, words: str) -> Entailed:
        """Hold a sentence against a proof.

        Args:
            sentence: What is claimed.
            head: Where the proof stands: document, date, speaker.
            words: The proof; several are read as one text.
        """
        claimed, told = claim_ids(sentence), tuple(proof_ids(head, words))
        states = self._kept.get(told)
        if states is None:
            states = self.states(told)
            self._kept.keep(told, states)
        same, ours, theirs = agreements(claimed, told)
        inputs = {
            "claim": self.states(claimed),
            "proof": states,
            "same": same,
            "claim_flags": ours,
            "proof_flags": theirs,
        }
        tokens, whole = self._upper.run(None, inputs)
        return Entailed(float(whole[0]), float(tokens.min(initial=whole[0])))

    def states(self, ids: Sequence[int]) -> Floats:
        """What the lower layers make of some tokens, shape (tokens, hidden)."""
        states: Floats = self._lower.of(ids)[0]
        return states


def agreements(claim: Sequence[int], proof: Sequence[int]) -> tuple[Floats, Floats, Floats]:
    """Which tokens are the same on both sides, shape (of the claim, of the proof), and flags of each side's tokens.

    The flags, shape (tokens, ``FLAGS``): the token is on the other side; with the one before it; with the one behind.
    """
    same = np.array(claim)[:, None] == np.array(proof)[None, :]
    before, behind = np.zeros_like(same), np.zeros_like(same)
    before[1:, 1:] = same[:-1, :-1]
    behind[:-1, :-1] = same[1:, 1:]
    pairs = (same, same & before, same & behind)
    ours, theirs = (
        np.stack([pair.any(axis) for pair in pairs], axis=1).astype(np.float32) for axis in (1, 0)
    )
    return same.astype(np.float32), ours, theirs


@cache
def entailment() -> Entailment:
    """The model, loaded at its first use."""
    return Entailment()


def claim_ids(sentence: str) -> list[int]:
    """The tokens of a sentence, with their marks."""
    known = pieces()
    (ids,) = known.of([f"query: {clean(sentence)}"])
    return [known.begin, *ids[:LONGEST_SENTENCE], known.end]


def proof_ids(head: str, words: str) -> list[int]:
    """The tokens of a proof and of what stands above it, with their marks."""
    known = pieces()
    above, ids = known.of([f"passage: {clean(head)}", clean(words)])
    return [known.begin, *above[:LONGEST_HEAD], *ids[:LONGEST_PROOF], known.end]
