"""A sentence with its proof, true or not, as it is taught; and both made of one sentence."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from ingest.structure.sentences import sentences
from training.support.edits import Spans, Surroundings, falsified, shortened

ITSELF: Final = "the document itself"
LONGEST: Final = 420  # characters of a sentence that is taught
SHORTEST: Final = {"zh": 12}  # else 40


@dataclass(frozen=True, slots=True)
class Pair:
    """A sentence and its proof.

    Attributes:
        sentence: What is claimed.
        head: Where the proof stands.
        words: The proof.
        borne: Whether it bears the sentence out.
        marks: Characters of the sentence that it does not bear out; None where that is not known.
        kind: What it was made of.
    """

    sentence: str
    head: str
    words: str
    borne: bool
    marks: Spans | None
    kind: str


def joined(heads: Sequence[str], words: Sequence[str]) -> tuple[str, str]:
    """The heads, each once, and the words of several proofs, as the model reads them."""
    return " | ".join(dict.fromkeys(heads)), " … ".join(words)


def cut(text: str, language: str) -> tuple[str, ...]:
    """The sentences of a text that are neither too short nor too long to be taught."""
    least = SHORTEST.get(language, 40)
    rows = (text[span.start : span.end] for span in sentences(text, language))
    return tuple(row for row in rows if least <= len(row) <= LONGEST)


def of_sentence(
    text: str,
    beside: tuple[Sequence[str], Sequence[str]],
    around: Surroundings,
    head: str,
    kind: str,
    chance: random.Random,
) -> Iterator[Pair]:
    """One that is true and one that is not, the changed words now in the sentence, now in the proof.

    A change of the proof keeps the model from learning which sentences look odd.
    """
    before, behind = (" ".join(rows) for rows in beside)

    def proof(middle: str) -> str:
        return " ".join(part for part in (before, middle, behind) if part)

    edited = falsified(text, around, chance)
    true = text if edited is None or chance.random() < 0.7 else edited.text
    yield Pair(shortened(true, around.language, chance), head, proof(true), borne=True, marks=(), kind=kind)
    if edited is None or chance.random() < 0.12:
        if around.others:
            other = chance.choice(around.others)
            yield Pair(
                other,
                head,
                proof(text),
                borne=other in proof(text),
                marks=None if other not in proof(text) else (),
                kind=f"{kind} other",
            )
    elif edited.before and chance.random() < 0.35:
        yield Pair(text, head, proof(edited.text), borne=False, marks=edited.before, kind=kind)
    else:
        yield Pair(edited.text, head, proof(text), borne=False, marks=edited.marks or None, kind=kind)
