"""Teach the model that holds a sentence against its proof: ``index/models/entailment.onnx``.

Run ``python -m training.train_entailment DATA --library FOLDER``; it needs PyTorch (``pip install
'rapporteur[train-encoder]'``). DATA has ``corpus``, ``training/questions.jsonl`` and ``llm/replies.jsonl``; documents
that the measuring part of the replies proves by teach nothing. It prints the area under the curve on the learning part
of the replies, which it does not learn from, and on pairs held out by chance. Ten minutes of one busy core; what more
of it would gain was not tried.
"""

import argparse
import random
from collections.abc import Iterator, Sequence
from pathlib import Path
from time import monotonic
from typing import Final

import numpy as np
import torch

from training.support.documents import own, sources
from training.support.encoded import Encoded, encoded
from training.support.export import export
from training.support.figures import area
from training.support.kept import names_held, replies
from training.support.net import Aligned
from training.support.pairs import Pair
from training.support.questions import across, asked, declaration, squad
from training.support.teach import BATCH, batches, scores, taught

SEED: Final = 9
OWN: Final = 7_000  # pairs of our own documents
ASKED: Final = 3_000  # of questions by hand
SQUAD: Final = 800  # questions
ACROSS: Final = 2_600
PAIRS: Final = 4_608  # taught, each about twice
KEPT_OUT: Final = 300  # pairs
LONGEST: Final = 900  # characters of a proof
SHARD: Final = 512  # pairs that are read by the lower layers at once
REPORT: Final = 100  # steps
OUT: Final = Path(__file__).resolve().parents[1] / "index" / "models" / "entailment.onnx"


def main() -> None:
    """Learn, print figures, write the graph."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("--library", type=Path, required=True)
    parser.add_argument("--pairs", type=int, default=PAIRS)
    given = parser.parse_args()
    torch.manual_seed(SEED)
    torch.set_num_threads(1)
    chance = random.Random(SEED)  # noqa: S311 - a sample, not a secret
    pairs = made(given.data, given.library, chance)
    judging, pairs = [encoded(pair) for pair in pairs[:KEPT_OUT]], pairs[KEPT_OUT:][: given.pairs]
    kept = [encoded(pair) for _, pair in replies(given.data / "llm" / "replies.jsonl", "learn")]
    began = monotonic()
    net = Aligned()

    def told(step: int) -> None:
        if step % REPORT == 0:
            print(f"step {step}, {monotonic() - began:.0f} s: {_figures(net, kept, judging)}", flush=True)  # noqa: T201

    steps = (2 * -(-len(pairs) // SHARD) - 1) * -(-SHARD // BATCH)
    taught(net, stream(pairs, chance), steps, told)
    print(f"{monotonic() - began:.0f} s: {_figures(net, kept, judging)}")  # noqa: T201
    OUT.write_bytes(export(net.tensors()))


def made(data: Path, library: Path, chance: random.Random) -> list[Pair]:
    """All pairs that are taught, in an order of chance."""
    held, bench = names_held(data / "llm" / "replies.jsonl"), data / "corpus" / "bench"
    pairs = [
        *own(sources(library, held), OWN, chance),
        *chance.sample(list(asked(data / "training" / "questions.jsonl", held, chance)), ASKED),
        *squad(bench, SQUAD, chance),
        *across(bench, ACROSS, chance),
        *declaration(data / "corpus" / "un" / "udhr", chance, repeats=1),
    ]
    pairs = [pair for pair in pairs if len(pair.words) < LONGEST]
    chance.shuffle(pairs)
    return pairs


def stream(pairs: Sequence[Pair], chance: random.Random) -> Iterator[Sequence[Encoded]]:
    """Batches of pairs as they are read, with as many of those read before once more."""
    items: list[Encoded] = []
    for start in range(0, len(pairs), SHARD):
        new = [encoded(pair) for pair in pairs[start : start + SHARD]]
        again = chance.sample(items, min(len(items), SHARD))
        items += new
        yield from batches([*new, *again], chance)


def _figures(net: Aligned, *sets: Sequence[Encoded]) -> str:
    told = []
    for name, items in zip(("replies", "made"), sets, strict=True):
        found, right = scores(net, items), np.array([item.borne for item in items])
        told.append(f"{name} {area(found[right], found[~right]):.3f}")
    return "area under the curve " + ", ".join(told)


if __name__ == "__main__":
    main()
