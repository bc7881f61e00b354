"""The learned ranker: a logistic model over the features of ``index.ranking.features``.

The weights are data (ranker.json), learned by ``training.train_ranker``: those of the ranking by the softmax over
a question's candidates, then a scale and a bias that make the score the probability that a passage answers.
"""

import json
from functools import cache
from importlib.resources import files

import numpy as np

from index.models.learned import checked, require
from index.ranking.features import FEATURES, Floats


def probabilities(features: Floats) -> Floats:
    """The probability of each candidate to answer; shape (candidates,).

    Args:
        features: Shape (candidates, ``FEATURES``).
    """
    weights, bias = _model()
    found: Floats = 1.0 / (1.0 + np.exp(-(features @ weights + bias)))
    return found


@cache
def _model() -> tuple[Floats, float]:
    model = json.loads(files("index.ranking").joinpath("ranker.json").read_text(encoding="utf-8"))
    require(model, ("bias", "weights"), "ranker.json")
    return np.array(list(checked(model["weights"], FEATURES, "ranker.json").values())), float(model["bias"])
