"""The learned ranker: a logistic model over features, and a second one with what reading together told.

The weights are data. Those of the features (ranker.json, learned by ``training.train_ranker``) come from the softmax
over a question's candidates, with a scale and a bias that make the score the probability that a passage answers.
Those of the second (reading.json, learned by ``training.train_reading``) weigh the log odds of the first against
the log odds of the cross-encoder.
"""

import json
from functools import cache
from importlib.resources import files
from typing import Final

import numpy as np

from index.models.learned import checked, require
from index.ranking.features import FEATURES, Floats

READING: Final = ("bias", "features", "reading")


def log_odds(features: Floats) -> Floats:
    """The log odds of each candidate to answer, by its features; shape (candidates,).

    Args:
        features: Shape (candidates, ``FEATURES``).
    """
    weights, bias = _model()
    found: Floats = features @ weights + bias
    return found


def probabilities(features: Floats) -> Floats:
    """The probability of each candidate to answer, by its features; shape (candidates,)."""
    return _logistic(log_odds(features))


def read_probabilities(odds: Floats, read: Floats) -> Floats:
    """The probability of candidates that were read together with the question; shape (candidates,).

    Args:
        odds: Their log odds by their features, shape (candidates,).
        read: Their log odds by the cross-encoder, shape (candidates,).
    """
    model = _reading()
    return _logistic(model["bias"] + model["features"] * odds + model["reading"] * read)


def _logistic(odds: Floats) -> Floats:
    found: Floats = 1.0 / (1.0 + np.exp(-odds))
    return found


@cache
def _model() -> tuple[Floats, float]:
    model = json.loads(files("index.ranking").joinpath("ranker.json").read_text(encoding="utf-8"))
    require(model, ("bias", "weights"), "ranker.json")
    return np.array(list(checked(model["weights"], FEATURES, "ranker.json").values())), float(model["bias"])


@cache
def _reading() -> dict[str, float]:
    model = json.loads(files("index.ranking").joinpath("reading.json").read_text(encoding="utf-8"))
    return checked(model, READING, "reading.json")
