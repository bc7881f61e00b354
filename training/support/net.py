"""The network of support in PyTorch, to be taught; ``index.models.entailment`` runs what it has learned.

Each token of the sentence looks for its like among the tokens of the proof, and the other way round; what is found is
compared with what was looked for (Parikh et al., "A Decomposable Attention Model", arXiv 1606.01933). The states it
looks at are frozen: those of the packaged encoder's lower layers.
"""

from collections.abc import Sequence
from typing import Final

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn
from torch.nn import functional
from torch.nn.utils.rnn import pad_sequence

from index.models.entailment import FLAGS, MARKS
from training.support.encoded import Encoded

HIDDEN: Final = 384
WIDTH: Final = 128
OUT_OF_SIGHT: Final = -1e4  # log odds of looking at what only fills a row


class Aligned(nn.Module):
    """Sentence and proof, token by token."""

    def __init__(self) -> None:
        super().__init__()
        self.look = nn.Linear(HIDDEN, WIDTH, bias=False)
        self.sharp, self.agree = nn.Parameter(torch.tensor([3.0])), nn.Parameter(torch.tensor([2.0]))
        self.view = nn.Linear(HIDDEN, WIDTH)
        self.first, self.second = nn.Linear(4 * WIDTH + FLAGS + 2, WIDTH), nn.Linear(WIDTH, WIDTH)
        self.borne = nn.Linear(WIDTH, 1)
        self.whole, self.sum = nn.Linear(4 * WIDTH, WIDTH), nn.Linear(WIDTH, 1)
        self.least = nn.Parameter(torch.tensor([0.5]))
        self.drop = nn.Dropout(0.1)

    def forward(self, items: Sequence[Encoded]) -> tuple[Tensor, Tensor, Tensor]:
        """Log odds of tokens, shape (pairs, tokens of a sentence), which of them are taught, and of the pairs."""
        claim, proof = (
            pad_sequence(side, batch_first=True).float()
            for side in zip(*((i.claim, i.proof) for i in items), strict=True)
        )
        ours, theirs = _there([len(i.claim) for i in items]), _there([len(i.proof) for i in items])
        claim_flags = pad_sequence([i.claim_flags for i in items], batch_first=True)
        proof_flags = pad_sequence([i.proof_flags for i in items], batch_first=True)
        same = torch.zeros(len(items), ours.shape[1], theirs.shape[1])
        for row, item in zip(same, items, strict=True):
            row[: item.same.shape[0], : item.same.shape[1]] = item.same
        near = functional.normalize(claim, dim=-1) @ functional.normalize(proof, dim=-1).transpose(1, 2)
        odds = functional.normalize(self.look(claim), dim=-1) @ functional.normalize(
            self.look(proof), dim=-1
        ).transpose(1, 2)
        odds = odds * self.sharp.exp() + self.agree * same
        found = self._compared(claim, proof, odds, near, claim_flags, theirs)
        back = self._compared(proof, claim, odds.transpose(1, 2), near.transpose(1, 2), proof_flags, ours)
        tokens = self.borne(found).squeeze(-1)
        taught = ours.clone()
        taught[:, :MARKS] = False
        taught[torch.arange(len(items)), ours.sum(1) - 1] = False
        least = -torch.logsumexp(torch.where(taught, -tokens, torch.tensor(OUT_OF_SIGHT)), 1)
        pooled = torch.cat([*_pooled(found, ours), *_pooled(back, theirs)], -1)
        whole = self.sum(self.drop(functional.gelu(self.whole(pooled)))).squeeze(-1)
        return tokens, taught, whole + self.least * least

    def _compared(
        self, ours: Tensor, theirs: Tensor, odds: Tensor, near: Tensor, flags: Tensor, there: Tensor
    ) -> Tensor:
        look = odds.masked_fill(~there[:, None, :], OUT_OF_SIGHT).softmax(-1)
        mine, found = self.view(ours), look @ self.view(theirs)
        best = near.masked_fill(~there[:, None, :], -1.0).max(-1).values
        told = torch.stack([best, look.max(-1).values], -1)
        both = torch.cat([mine, found, mine - found, mine * found, told, flags], -1)
        compared: Tensor = functional.gelu(self.second(self.drop(functional.gelu(self.first(both)))))
        return compared

    def tensors(self) -> dict[str, NDArray[np.float32]]:
        """What was learned, under the names that ``training.support.export`` knows."""
        return {name: value.detach().numpy().copy() for name, value in self.state_dict().items()}


def _pooled(states: Tensor, there: Tensor) -> tuple[Tensor, Tensor]:
    mean = (states * there[..., None]).sum(1) / there.sum(1, keepdim=True)
    return mean, states.masked_fill(~there[..., None], OUT_OF_SIGHT).max(1).values


def _there(lengths: Sequence[int]) -> Tensor:
    return torch.arange(max(lengths))[None, :] < torch.tensor(lengths)[:, None]
