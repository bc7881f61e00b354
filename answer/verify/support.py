"""Whether proofs bear a sentence out: a probability, learned from faithful sentences and lies that look like them.

The numbers that it weighs are those of ``compared``; the weights (support.json) are made by ``training/train_support.py``.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from math import exp
from typing import Any, Final

from answer.verify.compared import NAMES, Told, compared
from index.models.learned import checked, require

BIAS: Final = "bias"


@dataclass(frozen=True, slots=True)
class Proved:
    """A proof as the model sees it.

    Attributes:
        head: Title, date, section, paragraph, speaker, as the prompt gave it.
        words: The proof, letter for letter.
        text: The whole passage.
    """

    head: str
    words: str
    text: str


def support(sentence: str, proofs: Sequence[Proved]) -> float:
    """How likely the proofs bear the sentence out, 0 to 1; nothing bears out without a proof.

    It is set so that of sentences known to be faithful about one in twenty is below a half; it is no frequency.

    Raises:
        ModelError: a model's file is missing or of another release.
    """
    if not proofs or not sentence.strip():
        return 0.0
    heads = tuple(dict.fromkeys(proof.head for proof in proofs))
    told = compared(sentence, Told(heads, tuple(proof.words for proof in proofs)))
    return probability(told, weights())


def probability(numbers: Mapping[str, float], by: Mapping[str, float]) -> float:
    """Of the numbers' weighed sum."""
    total = by[BIAS] + sum(by[name] * value for name, value in numbers.items())
    return 1.0 / (1.0 + exp(-max(min(total, 30.0), -30.0)))


@cache
def weights() -> dict[str, float]:
    """The learned weights, by name.

    Raises:
        ModelError: the file names what this release does not know.
    """
    return checked(_file()["weights"], (*NAMES, BIAS), "support.json")


@cache
def _file() -> dict[str, Any]:
    found: dict[str, Any] = json.loads(
        files("answer.verify").joinpath("support.json").read_text(encoding="utf-8")
    )
    require(found, ("weights",), "support.json")
    return found
