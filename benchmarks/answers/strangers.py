"""Questions that other people wrote over the corpus, split by document: four fifths to learn from, one to judge by.

The file stays outside the project. A passage answers where it holds the words of the evidence, wherever it stands:
yearly texts repeat each other, and one document is often there twice.
"""

import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from random import Random
from typing import Any, Final, Literal

from answer.model import Turn

Part = Literal["learning", "choosing", "development"]

FIFTHS: Final = 5
_SPACE: Final = re.compile(r"\s+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Stranger:
    """A question of somebody who has not read what answers it.

    Attributes:
        id: Its id in the file.
        q: The question.
        language: BCP 47 code.
        kind: The writer's own label.
        history: Earlier turns.
        answerable: Whether the passage it was written from answers it.
        evidence: Runs of words of that passage that answer.
        speaker: Whose words the passage is, as the file has it.
        file: The document it was written from.
        names_document: Whether it names that document.
    """

    id: str
    q: str
    language: str
    kind: str
    history: tuple[Turn, ...]
    answerable: bool
    evidence: tuple[str, ...]
    speaker: str | None
    file: str
    names_document: bool

    @property
    def part(self) -> Part:
        """Whether it is to learn from or to judge by; all questions over a document are on one side."""
        number = int(sha256(self.file.encode()).hexdigest(), 16)
        if number % FIFTHS == 0:
            return "development"
        return "choosing" if number % (2 * FIFTHS) == 1 else "learning"

    def held_by(self, texts: Sequence[str]) -> bool:
        """Whether some texts, together, hold every run of words that answers."""
        folded = [_folded(text) for text in texts]
        return self.answerable and all(any(_folded(run) in text for text in folded) for run in self.evidence)

    def touched_by(self, text: str) -> bool:
        """Whether a text holds one of the runs of words, or is most of it."""
        mine = _folded(text)
        return any(_folded(run) in mine or (len(mine) > 20 and mine in _folded(run)) for run in self.evidence)


def load(path: Path) -> list[Stranger]:
    """The questions of a file, in its order."""
    with path.open(encoding="utf-8") as lines:
        return [_stranger(json.loads(line)) for line in lines]


def sample(
    found: Iterable[Stranger], part: Part, answerable: int, unanswerable: int, seed: int = 17
) -> list[Stranger]:
    """A fixed sample of one part.

    Args:
        found: All questions.
        part: Which part.
        answerable: How many that can be answered; all where there are fewer.
        unanswerable: How many that cannot.
        seed: The same seed gives the same sample.
    """
    mine = [each for each in found if each.part == part]
    chosen: list[Stranger] = []
    for wanted, kind in ((answerable, True), (unanswerable, False)):
        of_kind = [each for each in mine if each.answerable is kind]
        Random(seed).shuffle(of_kind)  # noqa: S311 - no secret
        chosen += of_kind[:wanted]
    return chosen


def _stranger(line: dict[str, Any]) -> Stranger:
    return Stranger(
        id=line["id"],
        q=line["q"],
        language=line["lang"],
        kind=line["kind"],
        history=tuple(
            Turn(question=turn["q"], answer=turn.get("a") or "") for turn in line.get("history") or ()
        ),
        answerable=line["answerable"],
        evidence=tuple(line.get("evidence") or ()),
        speaker=line.get("speaker"),
        file=line["file"],
        names_document=bool(line.get("names_document")),
    )


def _folded(text: str) -> str:
    return _SPACE.sub("", text)
