"""Pairs as the network reads them: what the lower layers make of both texts, and what is right for each token."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import torch
from torch import Tensor

from index.models.e5_tokens import clean, pieces
from index.models.entailment import LONGEST_SENTENCE, agreements, claim_ids, proof_ids
from index.models.states import shared_states
from training.support.pairs import Pair

UNKNOWN: Final = -1.0  # the label of a token that is not taught
_PREFIX: Final = "query: "


@dataclass(frozen=True, slots=True)
class Encoded:
    """A pair, ready to be taught.

    Attributes:
        claim: States of the sentence's tokens, shape (tokens, hidden), half precision.
        proof: Those of the proof's.
        same: Which tokens of the two are the same, shape (of the sentence, of the proof).
        claim_flags: What ``agreements`` tells of each token of the sentence.
        proof_flags: Of the proof's.
        labels: For each token of the sentence 1 where the proof bears it out, 0 where not, or ``UNKNOWN``.
        borne: Whether it bears out the whole.
    """

    claim: Tensor
    proof: Tensor
    same: Tensor
    claim_flags: Tensor
    proof_flags: Tensor
    labels: Tensor
    borne: bool


def encoded(pair: Pair) -> Encoded:
    """A pair read by the lower layers as they run in the program, in eight bits."""
    claim, proof = claim_ids(pair.sentence), proof_ids(pair.head, pair.words)
    same, ours, theirs = map(torch.from_numpy, agreements(claim, proof))
    labels = torch.tensor(_labels(pair, len(claim)))
    return Encoded(_states(claim), _states(proof), same, ours, theirs, labels, pair.borne)


def _states(ids: Sequence[int]) -> Tensor:
    return torch.from_numpy(shared_states().of(ids)[0]).to(torch.bfloat16)


def _labels(pair: Pair, size: int) -> tuple[float, ...]:
    """The marks of the characters, told of the tokens; unknown where the tokenizer's normal form moves them."""
    if pair.marks == ():
        return (UNKNOWN, *[1.0] * (size - 2), UNKNOWN)
    unknown = (UNKNOWN,) * size
    known = pieces()
    text = _PREFIX + clean(pair.sentence)
    (ids,) = known.of([text])
    lengths = known.lengths(ids)
    if pair.marks is None or sum(lengths) != 1 + len(_PREFIX + pair.sentence) or 0 in lengths:
        return unknown
    ends = [sum(lengths[: n + 1]) - 1 for n in range(len(lengths))][:LONGEST_SENTENCE]
    places = [(end - length, end) for end, length in zip(ends, lengths, strict=False)]
    shifted = [(start + len(_PREFIX), end + len(_PREFIX)) for start, end in pair.marks]
    told = [float(not any(first < end and last > start for start, end in shifted)) for first, last in places]
    return (UNKNOWN, *told, UNKNOWN) if 0.0 in told else unknown
