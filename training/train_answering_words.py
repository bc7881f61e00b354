"""Learn which date, number or name of a sentence answers: ``python -m training.train_answering_words QUESTIONS``.

Of every question by hand that asks for one, the sentence that answers it: which of its stretches the answer names, if any. A
conditional logit over the stretches and "none" (``answer/compose/answering_words.json``), learned on four fifths of the
documents; what is printed is of the last fifth.
"""

import argparse
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from answer.compose.answering_words import FEATURES, SURE, features, values
from answer.evidence.answer_type import candidates
from answer.model import Turn
from answer.question.question import understand
from ingest.structure.sentences import sentences
from language.identify import language_of
from training.hand_questions import part_of

OUT: Final = Path(__file__).resolve().parents[1] / "answer" / "compose" / "answering_words.json"
KINDS: Final = ("date", "number", "person")
REGULARISATION: Final = 0.01  # of the squares of the weights on features as they vary
TOUCHES: Final = 60  # characters that a sentence and the evidence have in common at their beginning
_WORD: Final = re.compile(r"\w{3,}")
_OTHER_SCRIPT: Final = re.compile(r"[\u0400-\u06ff\u3040-\u9fff]")
_OTHER_UNITS: Final = re.compile("[万亿]")

Matrix = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Choice:
    """One sentence: what is measured of its stretches, and which of them answer.

    Attributes:
        rows: Shape (stretches, ``FEATURES``).
        right: Shape (stretches,).
    """

    rows: Matrix
    right: NDArray[np.bool_]


def main() -> None:
    """Learn, tell and write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("questions", type=Path)
    given = parser.parse_args()
    lines = [json.loads(line) for line in given.questions.read_text(encoding="utf-8").splitlines()]
    parts: dict[bool, list[Choice]] = {True: [], False: []}
    for line in lines:
        choice = choice_of(line) if line["answerable"] else None
        if choice is not None:
            parts[part_of(line["file"]) == "judging"].append(choice)
    model = learned(parts[False])
    report(model, parts[True])
    OUT.write_text(json.dumps({k: round(v, 3) for k, v in model.items()}, indent=1) + "\n", encoding="utf-8")


def choice_of(line: Mapping[str, Any]) -> Choice | None:
    """What a question and the sentence that answers it have to teach; None where it is not of this kind."""
    history = [Turn(question=turn["q"], answer=turn.get("a") or "") for turn in line.get("history") or ()]
    question, text = understand(line["q"], history), line["passage_text"]
    if question.kind not in KINDS:
        return None
    language = language_of(text)
    told = next((s for span in sentences(text, language) if _touches(s := span.of(text), line)), None)
    if told is None:
        return None
    words = [word.lower() for word in question.text.replace("?", " ").split()]
    spans = candidates(question.kind, told, words)
    if not spans or not _can_tell(question.kind, line["answer"]):
        return None
    rows = features(question.kind, (question.text, question.language), (told, language), spans)
    right = [_answers(question.kind, span.of(told), language, line) for span in spans]
    return Choice(np.array([[row[name] for name in FEATURES] for row in rows]), np.array(right))


def _touches(sentence: str, line: Mapping[str, Any]) -> bool:
    return any(run[:TOUCHES] in sentence or sentence[:TOUCHES] in run for run in line["evidence"])


def _can_tell(kind: str, answer: str) -> bool:
    """Whether an answer shows which stretch it names: names and numbers of other scripts are written otherwise."""
    if kind == "person" or not any(sign.isdigit() for sign in answer):
        return _OTHER_SCRIPT.search(answer) is None
    return _OTHER_UNITS.search(answer) is None


def _answers(kind: str, stretch: str, language: str, line: Mapping[str, Any]) -> bool:
    """Whether the answer of a question names a stretch of the evidence."""
    if not any(stretch in run or run in stretch for run in line["evidence"]):
        return False
    answer = line["answer"].lower()
    if kind == "person":
        words = _WORD.findall(stretch.lower())
        return bool(words) and 2 * sum(word in answer for word in words) >= len(words)
    mine = values(stretch, language)
    named = bool(mine) and mine <= values(answer, language) | values(answer, line["lang"])
    return named or stretch.lower() in answer


def learned(taught: Sequence[Choice]) -> dict[str, float]:
    """The weights by name; a sentence none of whose stretches answers teaches when to be silent."""
    every = np.concatenate([choice.rows for choice in taught])
    mean, scale = every.mean(0), every.std(0) + 1e-9

    def loss(weights: Matrix) -> float:
        total = 0.0
        for choice in taught:
            odds = np.append((choice.rows - mean) / scale @ weights[:-1] + weights[-1], 0.0)
            right = odds[:-1][choice.right] if choice.right.any() else odds[-1:]
            total += np.logaddexp.reduce(odds) - np.logaddexp.reduce(right)
        return float(total / len(taught) + REGULARISATION * weights[:-1] @ weights[:-1])

    found = minimize(loss, np.zeros(len(FEATURES) + 1), method="L-BFGS-B").x
    weights = found[:-1] / scale
    return {
        "bias": float(found[-1] - weights @ mean),
        **dict(zip(FEATURES, map(float, weights), strict=True)),
    }


def report(model: Mapping[str, float], judged: Sequence[Choice]) -> None:
    """Print how often something stands in front, and how often it is right."""
    best = []
    for choice in judged:
        odds = np.exp(choice.rows @ np.array([model[name] for name in FEATURES]) + model["bias"])
        chosen = int(odds.argmax())
        best.append((odds[chosen] / (1 + odds.sum()), choice.right[chosen]))
    for least in (0.0, 0.5, SURE, 0.7):
        right = [bool(answers) for chance, answers in best if chance >= least]
        print(f"from {least:.2f}: {len(right)} of {len(best)}, right {np.mean(right):.3f}")  # noqa: T201


if __name__ == "__main__":
    main()
