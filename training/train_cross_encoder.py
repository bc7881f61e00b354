"""Teach the upper layers of the cross-encoder, from SQuAD 2.0 and XQuAD: ``index/models/cross_encoder.onnx``.

Run ``python -m training.train_cross_encoder BENCH [--epochs 2]``; it needs PyTorch (``pip install
'rapporteur[train-encoder]'``). It prints how often the likeliest sentence of a paragraph answers and how well its
score tells paragraphs that answer from others, on articles held out. Half an hour on one core with bfloat16.
"""

import argparse
import random
from collections.abc import Iterator, Sequence
from pathlib import Path
from time import monotonic
from typing import Final

import numpy as np
import torch
from torch.nn import functional

from index.models.cross_encoder import LOWER, Excerpt, question_ids, windows_of
from index.models.e5_file import WeightsFile, weights_path
from training.cross_encoder_data import Pair, Pairs, load
from training.cross_encoder_export import Learned, export
from training.cross_encoder_net import Lower, Text, Upper

SEED: Final = 7
BATCH: Final = 16
RATE: Final = 1.5e-4  # of learning, at its height
NEW: Final = 5.0  # times that for the numbers that begin from nothing
WARM: Final = 0.06  # of the steps, in which the rate rises
ANSWERS: Final = 2.0  # what a sentence that answers counts; there are fewer of them
REPORT: Final = 250  # steps
JUDGED: Final = 400  # questions of a report
OUT: Final = Path(__file__).resolve().parents[1] / "index" / "models" / "cross_encoder.onnx"


class States:
    """The lower layers, and what they made of the texts met so far."""

    def __init__(self, weights: WeightsFile) -> None:
        self._lower = Lower(weights, LOWER).eval()
        self._kept: dict[object, Text] = {}

    def of(self, pairs: Sequence[Pair]) -> tuple[list[Text], list[Text]]:
        """Questions and paragraphs of some pairs."""
        asked = [self._text(pair.question, question_ids(pair.question), ()) for pair in pairs]
        told = []
        for pair in pairs:
            window = next(windows_of(Excerpt(pair.paragraph.head, pair.paragraph.sentences)))
            told.append(self._text(pair.paragraph, window.ids, window.spans))
        return asked, told

    def _text(self, key: object, ids: Sequence[int], spans: Sequence[tuple[int, int]]) -> Text:
        if key not in self._kept:
            (states,) = self._lower([ids])
            self._kept[key] = Text(states, spans)
        return self._kept[key]


def main() -> None:
    """Learn, print figures, write the graph."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("bench", type=Path)
    parser.add_argument("--epochs", type=int, default=2)
    arguments = parser.parse_args()
    torch.manual_seed(SEED)
    torch.set_num_threads(1)  # on a busy machine two threads wait for one another: four times slower
    weights = WeightsFile(weights_path())
    learning, judging = load(arguments.bench)
    upper = learned(States(weights), Upper(weights, LOWER), learning, judging, arguments.epochs)
    OUT.write_bytes(export(Learned(weights.shape, upper.tensors()), LOWER))


def learned(states: States, upper: Upper, learning: Pairs, judging: Pairs, epochs: int) -> Upper:
    """The upper layers, taught."""
    chance = random.Random(SEED)  # noqa: S311 - a sample, not a secret
    passes = [learning.epoch(chance) for _ in range(epochs)]
    steps = sum(-(-len(pairs) // BATCH) for pairs in passes)
    fresh = [value for name, value in upper.named_parameters() if not name.startswith("layers")]
    groups = [{"params": list(upper.layers.parameters()), "lr": RATE}, {"params": fresh, "lr": NEW * RATE}]
    optimiser = torch.optim.AdamW(groups, fused=True, weight_decay=0.01)
    rate = torch.optim.lr_scheduler.LambdaLR(
        optimiser, lambda step: min(1.0, (step + 1) / (WARM * steps)) * (1 - step / steps)
    )
    began = monotonic()
    batches = (batch for pairs in passes for batch in _batches(pairs, chance))
    for step, batch in enumerate(batches):
        if step % REPORT == 0:
            print(f"step {step} of {steps}, {monotonic() - began:.0f} s: {_judged(states, upper, judging)}")  # noqa: T201
        scores, wanted = _scored(states, upper, batch)
        heavier = torch.tensor(ANSWERS)
        optimiser.zero_grad()
        functional.binary_cross_entropy_with_logits(scores, wanted, pos_weight=heavier).backward()
        torch.nn.utils.clip_grad_norm_(upper.parameters(), 1.0)
        optimiser.step()
        rate.step()
    print(f"{monotonic() - began:.0f} s: {_judged(states, upper, judging)}")  # noqa: T201
    return upper


def _batches(pairs: Sequence[Pair], chance: random.Random) -> Iterator[Sequence[Pair]]:
    """Pairs of like length together."""
    many = BATCH * BATCH
    for start in range(0, len(pairs), many):
        near = sorted(pairs[start : start + many], key=lambda pair: sum(map(len, pair.paragraph.sentences)))
        batches = [near[at : at + BATCH] for at in range(0, len(near), BATCH)]
        chance.shuffle(batches)
        yield from batches


def _scored(states: States, upper: Upper, pairs: Sequence[Pair]) -> tuple[torch.Tensor, torch.Tensor]:
    asked, told = states.of(pairs)
    wanted = [
        answer for pair, text in zip(pairs, told, strict=True) for answer in pair.answers[: len(text.spans)]
    ]
    return upper(asked, told), torch.tensor(wanted, dtype=torch.float32)


@torch.no_grad()
def _judged(states: States, upper: Upper, judging: Pairs) -> str:
    """Figures on articles that were held out."""
    chance = random.Random(SEED)  # noqa: S311
    told = []
    for name, pairs in (("SQuAD 2.0", judging.squad), ("XQuAD across languages", judging.across)):
        rows = []
        for batch in _batches(chance.sample(pairs, min(JUDGED, len(pairs))), chance):
            scores, wanted = _scored(states, upper, batch)
            sizes = [len(text.spans) for text in states.of(batch)[1]]
            rows += list(zip(scores.split(sizes), wanted.split(sizes), strict=True))
        told.append(f"{name} {_figures([(score.numpy(), right.numpy()) for score, right in rows])}")
    return "; ".join(told)


def _figures(rows: Sequence[tuple[np.ndarray, np.ndarray]]) -> str:
    """How often the likeliest sentence answers, and the area under the curve of telling answers from none."""
    first = np.mean([right[score.argmax()] for score, right in rows if right.any()])
    best = np.array([score.max() for score, _ in rows])
    has = np.array([bool(right.any()) for _, right in rows])
    if has.all():
        return f"likeliest sentence right {first:.3f}"
    area = (best[has][:, None] > best[~has][None]).mean()
    return f"likeliest sentence right {first:.3f}, area under the curve {area:.3f}"


if __name__ == "__main__":
    main()
