"""The cross-encoder's network in PyTorch, to be taught; ``index.models.cross_encoder`` runs what it has learned."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import onnx
import torch
from numpy.typing import NDArray
from onnx import numpy_helper
from torch import Tensor, nn
from torch.nn import functional

from index.models.e5_file import WeightsFile

HEAD: Final = 96  # units of the last network
FILLING: Final = -1e4  # log odds of looking at what only fills a row
COSINE: Final = (10.0, -9.5)  # slope and offset that make log odds of the packaged model's similarities


@dataclass(frozen=True, slots=True)
class Text:
    """What the lower layers make of a text.

    Attributes:
        states: Shape (tokens, hidden), half precision.
        spans: The tokens of each sentence; empty for a question.
    """

    states: Tensor
    spans: Sequence[tuple[int, int]] = ()


class Layer(nn.Module):
    """A transformer layer with the numbers of the packaged model."""

    def __init__(self, weights: WeightsFile, number: int) -> None:
        super().__init__()
        self._heads, hidden = weights.shape.heads, weights.shape.hidden
        name = f"l{number}"
        self.qkv = _linear(weights, [f"{name}.{part}" for part in "qkv"], hidden)
        self.ao = _linear(weights, [f"{name}.ao"], hidden)
        self.fi = _linear(weights, [f"{name}.fi"], hidden)
        self.fo = _linear(weights, [f"{name}.fo"], weights.shape.inner)
        self.aln, self.oln = _norm(weights, f"{name}.aln"), _norm(weights, f"{name}.oln")

    def forward(self, states: Tensor, there: Tensor) -> Tensor:
        """States of shape (texts, tokens, hidden); ``there`` tells tokens from filling, shape (texts, tokens)."""
        texts, tokens, hidden = states.shape
        size = hidden // self._heads
        parts = self.qkv(states).view(texts, tokens, 3, self._heads, size).permute(2, 0, 3, 1, 4)
        query, key, value = (part.reshape(texts * self._heads, tokens, size) for part in parts)
        # Written out: on processors the backward pass of PyTorch's own attention takes twice as long.
        hidden_from = torch.where(there, 0.0, FILLING).to(query.dtype)[:, None, None, :]
        hidden_from = hidden_from.expand(-1, self._heads, 1, -1).reshape(texts * self._heads, 1, tokens)
        odds = torch.baddbmm(hidden_from, query * size**-0.5, key.transpose(1, 2))
        mixed = torch.bmm(odds.softmax(-1), value).view(texts, self._heads, tokens, size)
        states = self.aln(states + self.ao(mixed.transpose(1, 2).reshape(texts, tokens, hidden)))
        normal: Tensor = self.oln(states + self.fo(functional.gelu(self.fi(states))))
        return normal


class Lower(nn.Module):
    """Words and the lower layers, which are not taught."""

    def __init__(self, weights: WeightsFile, layers: int) -> None:
        super().__init__()
        hidden = weights.shape.hidden
        self._words = torch.from_numpy(weights.matrix("emb.word", hidden))
        self._places = torch.from_numpy(
            weights.floats("emb.pos").reshape(-1, hidden) + weights.floats("emb.type")[:hidden]
        )
        self.norm = _norm(weights, "emb.ln")
        self.layers = nn.ModuleList(Layer(weights, number) for number in range(layers))

    @torch.no_grad()
    def forward(self, batch: Sequence[Sequence[int]]) -> list[Tensor]:
        """The states of some texts, given as token ids."""
        length = max(map(len, batch))
        ids, there = torch.zeros(len(batch), length, dtype=torch.long), _there([len(ids) for ids in batch])
        for row, text in zip(ids, batch, strict=True):
            row[: len(text)] = torch.tensor(text)
        states = self.norm(self._words[ids] + self._places[:length])
        with torch.autocast("cpu", dtype=torch.bfloat16):
            for layer in self.layers:
                states = layer(states, there)
        return [row[: len(text)].to(torch.bfloat16) for row, text in zip(states, batch, strict=True)]


class Upper(nn.Module):
    """The layers over question and passage, and the score of each sentence."""

    def __init__(self, weights: WeightsFile, lower: int) -> None:
        super().__init__()
        hidden = weights.shape.hidden
        self._lower = lower
        self.layers = nn.ModuleList(Layer(weights, number) for number in range(lower, weights.shape.layers))
        self.side = nn.Parameter(torch.zeros(2, hidden))
        self.cosine = nn.Parameter(torch.tensor(COSINE))
        self.head, self.out = nn.Linear(3 * hidden, HEAD), nn.Linear(HEAD, 1)
        self.whole, self.sum = nn.Linear(2 * hidden, HEAD), nn.Linear(HEAD, 1)
        for last in (self.out, self.sum):
            nn.init.zeros_(last.weight)
            nn.init.zeros_(last.bias)

    def forward(self, questions: Sequence[Text], passages: Sequence[Text]) -> tuple[Tensor, Tensor]:
        """Log odds of all sentences of all passages, in order, shape (sentences,), and of the passages."""
        pairs = list(zip(questions, passages, strict=True))
        there = _there([len(q.states) + len(p.states) for q, p in pairs])
        states = torch.zeros(*there.shape, self.side.shape[1])
        for number, (question, passage) in enumerate(pairs):
            both = torch.cat([question.states + self.side[0], passage.states + self.side[1]])
            states[number, : len(both)] = both
        with torch.autocast("cpu", dtype=torch.bfloat16):
            for layer in self.layers:
                states = layer(states, there)
        states = states.float()
        found = [_means(row, *pair) for row, pair in zip(states, pairs, strict=True)]
        scores = self._scores(
            torch.cat([asked for asked, _ in found]), torch.cat([told for _, told in found])
        )
        begin = [
            torch.cat(
                [row[0], row[len(question.states) : len(question.states) + len(passage.states)].mean(0)]
            )
            for row, (question, passage) in zip(states, pairs, strict=True)
        ]
        sizes = [len(passage.spans) for passage in passages]
        likeliest = torch.stack([part.max() for part in scores.split(sizes)])
        return scores, likeliest + self.sum(functional.gelu(self.whole(torch.stack(begin)))).squeeze(1)

    def _scores(self, asked: Tensor, told: Tensor) -> Tensor:
        asked, told = functional.normalize(asked, dim=1), functional.normalize(told, dim=1)
        product = asked * told
        both = torch.cat([told * 20, asked * 20, product * asked.shape[1]], 1)
        last: Tensor = self.out(functional.gelu(self.head(both))).squeeze(1)
        return last + self.cosine[0] * product.sum(1) + self.cosine[1]

    def resume(self, model: bytes) -> None:
        """Go on from a graph written before; what it has not learned yet stays as it is."""
        known = _unpacked(model)
        own = self.state_dict()
        for number, _ in enumerate(self.layers, self._lower):
            for part, name in (
                ("qkv", "q"),
                ("ao", "ao"),
                ("fi", "fi"),
                ("fo", "fo"),
                ("aln", "aln"),
                ("oln", "oln"),
            ):
                for kind in ("weight", "bias"):
                    value = known[f"l{number}.{name}.{kind[0]}"]
                    own[f"layers.{number - self._lower}.{part}.{kind}"].copy_(torch.tensor(value))
        own["side"].copy_(torch.tensor(np.stack([known["side.question"], known["side.passage"]])))
        own["cosine"].copy_(torch.tensor(np.concatenate([known["cosine.w"], known["cosine.b"]])))
        for part in ("head", "out", "whole", "sum"):
            if f"{part}.w" in known:
                own[f"{part}.weight"].copy_(
                    torch.tensor(known[f"{part}.w"]).reshape_as(own[f"{part}.weight"])
                )
                own[f"{part}.bias"].copy_(torch.tensor(known[f"{part}.b"]))

    def tensors(self) -> dict[str, NDArray[np.float32]]:
        """What was learned, under the names that ``training.cross_encoder_export`` knows."""
        found = {f"l{i}.{n}": v for i, layer in enumerate(self.layers, self._lower) for n, v in _named(layer)}
        found |= {"side.question": self.side[0], "side.passage": self.side[1]}
        found |= {"cosine.w": self.cosine[0], "cosine.b": self.cosine[1]}
        found |= {"head.w": self.head.weight, "head.b": self.head.bias}
        found |= {"out.w": self.out.weight, "out.b": self.out.bias}
        found |= {"whole.w": self.whole.weight, "whole.b": self.whole.bias}
        found |= {"sum.w": self.sum.weight, "sum.b": self.sum.bias}
        return {name: value.detach().float().numpy().copy() for name, value in found.items()}


def _unpacked(model: bytes) -> dict[str, NDArray[np.float32]]:
    """The constants of a graph that ``training.cross_encoder_export`` wrote; matrices of shape (outputs, inputs)."""
    raw = {c.name: numpy_helper.to_array(c) for c in onnx.load_from_string(model).graph.initializer}
    found = {}
    for name, value in raw.items():
        scales = raw.get(f"{name.removesuffix('.w')}.scales")
        if scales is not None and name.endswith(".w"):
            found[name] = np.ascontiguousarray((value.astype(np.float32) * scales).T)
        elif not name.endswith(".scales"):
            found[name] = np.ascontiguousarray(value.T) if name in ("head.w", "whole.w") else value
    return found


def _named(layer: nn.Module) -> list[tuple[str, Tensor]]:
    """The numbers of a layer as the packaged model's file names them."""
    found = []
    for name, value in layer.named_parameters():
        part, kind = name.split(".")
        kind = kind[0]  # weight, bias
        if part == "qkv":
            found += [(f"{p}.{kind}", v) for p, v in zip("qkv", value.chunk(3), strict=True)]
        else:
            found.append((f"{part}.{kind}", value))
    return found


def _means(states: Tensor, question: Text, passage: Text) -> tuple[Tensor, Tensor]:
    """The mean state of the question and of each sentence, each of shape (sentences, hidden)."""
    before = len(question.states)
    total = torch.cat([torch.zeros(1, states.shape[1]), states.cumsum(0)])
    start, end = (torch.tensor([span[k] for span in passage.spans]) + before for k in (0, 1))
    told = (total[end] - total[start]) / (end - start).clamp(min=1)[:, None]
    return (total[before] / before).expand_as(told), told


def _there(lengths: Sequence[int]) -> Tensor:
    return torch.arange(max(lengths))[None, :] < torch.tensor(lengths)[:, None]


def _linear(weights: WeightsFile, names: Sequence[str], inputs: int) -> nn.Linear:
    matrix = np.concatenate([weights.matrix(f"{name}.w", inputs) for name in names])
    layer = nn.Linear(inputs, len(matrix))
    layer.weight = nn.Parameter(torch.from_numpy(matrix))
    layer.bias = nn.Parameter(
        torch.from_numpy(np.concatenate([weights.floats(f"{name}.b") for name in names]))
    )
    return layer


def _norm(weights: WeightsFile, name: str) -> nn.LayerNorm:
    norm = nn.LayerNorm(weights.shape.hidden, eps=weights.shape.epsilon)
    norm.weight = nn.Parameter(torch.from_numpy(weights.floats(f"{name}.w")))
    norm.bias = nn.Parameter(torch.from_numpy(weights.floats(f"{name}.b")))
    return norm
