"""Question sets: JSONL files, one question a line, each with its gold passages and facts."""

import hashlib
import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Annotated, Final, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from errors import RapporteurError

FOLDER: Final = Path(__file__).parents[1] / "questions"
LONGEST_ANCHOR: Final = 12  # words: enough to find a place, too few to copy a paragraph
UNREVIEWED: Final = "candidate"  # how the note of a question begins that nobody has read yet

QuestionKind = Literal[
    "fact",
    "date",
    "number",
    "person",
    "definition",
    "position",
    "who",
    "comparison",
    "list",
    "paragraph",
    "yesno",
    "summary",
    "unanswerable",
    "refused",
    "clarify",
]
Split = Literal["dev", "test"]
Text = Annotated[str, Field(min_length=1)]

EVERY_GOLD_WANTED: Final = frozenset({"comparison", "who"})  # elsewhere gold passages are alternatives


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Gold(_Strict):
    """A passage that answers, named so that reading a document anew does not lose it.

    Attributes:
        symbol: One of the document's symbols; without one, its file's name (all or before the first "_").
        paragraph: Printed number of the paragraph, as ``Passage.paragraph`` spells it.
        anchor: At most twelve words that stand in the passage.
        speaker: Who says it, as the register must have it.
        alternatives: Other places where the same speaker says the same, such as the translation. Needed only
            where every gold passage is wanted; elsewhere gold passages are alternatives anyway.
    """

    symbol: Text
    paragraph: Text | None = None
    anchor: Text | None = None
    speaker: Text | None = None
    alternatives: "tuple[Gold, ...]" = ()

    @property
    def places(self) -> "tuple[Gold, ...]":
        """This place and its alternatives."""
        return (self, *self.alternatives)

    @model_validator(mode="after")
    def _is_a_place(self) -> "Gold":
        if self.paragraph is None and self.anchor is None:
            raise ValueError("a gold passage needs a paragraph or an anchor")
        if self.anchor is not None and len(self.anchor.split()) > LONGEST_ANCHOR:
            raise ValueError(f"an anchor has at most {LONGEST_ANCHOR} words")
        return self


class Exchange(_Strict):
    """One turn of the conversation before the question."""

    q: Text
    a: str = ""


class Question(_Strict):
    """One question with all that decides whether an answer is right.

    Attributes:
        id: Unique in all sets.
        q: The question.
        language: BCP 47 code of the question.
        kind: What sort of question it is.
        category: What makes it hard, where something does ("typo", "near-copy year", "injection").
        history: The conversation so far, oldest first.
        gold: Passages that answer: alternatives, or every one of them for "comparison" and "who".
        facts: What the answer must say, each with alternative wordings.
        not_facts: What it must not say: a neighbour's words, another year's number.
        needs: Documents without which it is not asked, besides those of the gold passages; for a question that
            must be refused, those that tempt to answer it.
        status: The right outcome.
        split: "dev" to improve by, "test" to judge by; fixed.
        note: Why it is asked.
    """

    id: Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9-]*$")]
    q: Text
    language: Annotated[str, Field(pattern=r"^[a-z]{2,3}(-[A-Za-z]+)?$")]
    kind: QuestionKind
    category: Text | None = None
    history: tuple[Exchange, ...] = ()
    gold: tuple[Gold, ...] = ()
    facts: tuple[Annotated[tuple[Text, ...], Field(min_length=1)], ...] = ()
    not_facts: tuple[Text, ...] = ()
    needs: tuple[Text, ...] = ()
    status: Literal["answered", "not_found", "refused", "clarify"]
    split: Split
    note: str = ""

    @property
    def answerable(self) -> bool:
        """Whether the documents answer it."""
        return self.status == "answered"

    @model_validator(mode="after")
    def _gold_fits_status(self) -> "Question":
        if self.answerable != bool(self.gold):
            raise ValueError("a question has gold passages exactly when it can be answered")
        if not self.answerable and self.facts:
            raise ValueError("a question without an answer has no facts")
        return self


def load(paths: Iterable[Path]) -> list[Question]:
    """The questions of these files, in order.

    Raises:
        RapporteurError: a file cannot be read, a line is no valid question, or an id comes twice.
    """
    questions = [question for path in paths for question in _read(path)]
    seen: set[str] = set()
    for question in questions:
        if question.id in seen:
            raise RapporteurError(
                f"The question id “{question.id}” comes twice: give every question its own."
            )
        seen.add(question.id)
    return questions


def sets() -> list[Path]:
    """The question files that come with the program, in order of name."""
    return sorted(FOLDER.glob("*.jsonl"))


def split_of(question_id: str) -> Split:
    """The split a new question goes to: by its id alone, so that no result can have a say in it."""
    return "test" if hashlib.sha256(question_id.encode()).digest()[0] % 2 else "dev"


def in_split(questions: Sequence[Question], split: Split | None) -> list[Question]:
    """The questions of one split, or all of them."""
    return [question for question in questions if split is None or question.split == split]


def _read(path: Path) -> list[Question]:
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise RapporteurError(f"The questions in {path} cannot be read ({error}).") from error
    return [
        _parse(line, f"{path.name}, line {number}") for number, line in enumerate(lines, 1) if line.strip()
    ]


def _parse(line: str, place: str) -> Question:
    try:
        return Question.model_validate(json.loads(line))
    except json.JSONDecodeError as error:
        raise RapporteurError(f"{place}: not JSON ({error.msg}).") from error
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"]) or "question"
        raise RapporteurError(f"{place}: {where}: {first['msg']}.") from error
