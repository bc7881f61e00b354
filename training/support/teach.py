"""How the network of support is taught: both losses, and the rate."""

import random
from collections.abc import Callable, Iterator, Sequence
from typing import Final

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional
from torch.nn.utils.rnn import pad_sequence

from index.models.e5_file import Floats
from training.support.encoded import UNKNOWN, Encoded
from training.support.net import Aligned

BATCH: Final = 32
RATE: Final = 1e-3  # of learning, at its height
WARM: Final = 50  # steps in which the rate rises
TOKENS: Final = 0.5  # what the tokens' loss counts
WRONG: Final = 4.0  # what a token counts that nothing bears out; there are fewer of them


def batches(items: Sequence[Encoded], chance: random.Random) -> Iterator[Sequence[Encoded]]:
    """Pairs of like length together."""
    many = BATCH * BATCH
    for start in range(0, len(items), many):
        near = sorted(items[start : start + many], key=lambda item: len(item.claim) + len(item.proof))
        found = [near[at : at + BATCH] for at in range(0, len(near), BATCH)]
        chance.shuffle(found)
        yield from found


def taught(
    net: Aligned, found: Iterator[Sequence[Encoded]], steps: int, told: Callable[[int], None] | None = None
) -> Aligned:
    """The network after some steps.

    Args:
        net: Where to begin; changed in place.
        found: Batches; where they end, so does the teaching.
        steps: After which the rate is nothing.
        told: Called with the number of each step.
    """
    optimiser = torch.optim.AdamW(net.parameters(), lr=RATE, weight_decay=0.01)
    rate = torch.optim.lr_scheduler.LambdaLR(
        optimiser, lambda step: min(1.0, (step + 1) / WARM) * max(1 - step / steps, 0.0)
    )
    for step, batch in zip(range(steps), found, strict=False):
        if told:
            told(step)
        optimiser.zero_grad()
        loss(net, batch).backward()
        torch.nn.utils.clip_grad_norm_(net.parameters(), 1.0)
        optimiser.step()
        rate.step()
    return net


def loss(net: Aligned, batch: Sequence[Encoded]) -> Tensor:
    """Cross-entropy of the wholes, and of the tokens whose label is known."""
    tokens, taught, wholes = net(batch)
    labels = pad_sequence([item.labels for item in batch], batch_first=True, padding_value=UNKNOWN)
    borne = torch.tensor([float(item.borne) for item in batch])
    found = functional.binary_cross_entropy_with_logits(wholes, borne)
    known = taught & (labels != UNKNOWN)
    if not known.any():
        return found
    weights = torch.where(labels[known] == 0, WRONG, 1.0)
    return found + TOKENS * functional.binary_cross_entropy_with_logits(
        tokens[known], labels[known], weight=weights
    )


@torch.no_grad()
def scores(net: Aligned, items: Sequence[Encoded]) -> Floats:
    """Log odds of some pairs, shape (pairs,)."""
    net.eval()
    found = np.zeros(len(items), np.float32)
    order = sorted(range(len(items)), key=lambda at: len(items[at].claim) + len(items[at].proof))
    for start in range(0, len(order), BATCH):
        some = order[start : start + BATCH]
        found[some] = net([items[at] for at in some])[2].numpy()
    net.train()
    return found
