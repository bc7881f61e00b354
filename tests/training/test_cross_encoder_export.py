"""The upper layers as a graph, and what they are taught from; neither needs PyTorch."""

import random
from pathlib import Path

import numpy as np
import pytest

from index.models.cross_encoder import LOWER
from index.models.e5_file import packaged
from index.models.states import session
from training.cross_encoder_data import load
from training.cross_encoder_export import Learned, export


def untaught() -> Learned:
    """The layers as the packaged model has them; a score is ten times the similarity, less nine and a half."""
    weights, hidden = packaged(), packaged().shape.hidden
    tensors = {}
    for layer in range(LOWER, weights.shape.layers):
        for part in ("q", "k", "v", "ao", "fi", "fo"):
            columns = weights.shape.inner if part == "fo" else hidden
            tensors[f"l{layer}.{part}.w"] = weights.matrix(f"l{layer}.{part}.w", columns)
            tensors[f"l{layer}.{part}.b"] = weights.floats(f"l{layer}.{part}.b")
        for part in ("aln", "oln"):
            tensors |= {f"l{layer}.{part}.{kind}": weights.floats(f"l{layer}.{part}.{kind}") for kind in "wb"}
    tensors |= {f"side.{side}": np.zeros(hidden, np.float32) for side in ("question", "passage")}
    tensors |= {"cosine.w": np.array([10.0], np.float32), "cosine.b": np.array([-9.5], np.float32)}
    tensors |= {"head.w": np.zeros((4, 3 * hidden), np.float32), "head.b": np.zeros(4, np.float32)}
    tensors |= {"out.w": np.zeros(4, np.float32), "out.b": np.zeros(1, np.float32)}
    tensors |= {"whole.w": np.zeros((4, 2 * hidden), np.float32), "whole.b": np.zeros(4, np.float32)}
    tensors |= {"sum.w": np.zeros(4, np.float32), "sum.b": np.zeros(1, np.float32)}
    return Learned(weights.shape, tensors)


def test_what_was_learned_runs_as_a_graph_and_scores_each_sentence() -> None:
    graph = session(export(untaught(), LOWER))
    chance = np.random.default_rng(1)
    hidden = packaged().shape.hidden
    question = chance.normal(size=(1, 5, hidden)).astype(np.float32)
    pooling = np.zeros((2, 7), np.float32)
    pooling[0, :3], pooling[1, 3:] = 1 / 3, 1 / 4
    scores, whole = graph.run(
        None, {"question": question, "passage": question[:, [0, 1, 2, 3, 4, 0, 1]], "pooling": pooling}
    )
    assert scores.shape == (2,)
    assert whole == pytest.approx([scores.max()], abs=1e-4)  # nothing was learned of the whole
    assert np.all((scores > -19.5) & (scores <= 0.51))
    assert scores[0] != scores[1]


def test_what_measures_is_not_learned_from(corpus: Path) -> None:
    learning, judging = load(corpus / "bench")
    articles = [
        {pair.paragraph.article for pair in half.squad + half.same + half.across}
        for half in (learning, judging)
    ]
    assert not articles[0] & articles[1]
    epoch = learning.epoch(random.Random(7))
    assert all(len(pair.answers) == len(pair.paragraph.sentences) for pair in epoch)
    unanswered = sum(not any(pair.answers) for pair in epoch) / len(epoch)
    assert unanswered == pytest.approx(0.5, abs=0.2)
