"""A question proposed from a passage, or from an answer somebody kept: for a person to read, never taken as it is."""

import json
import re
from collections.abc import Iterable, Sequence
from pathlib import Path, PurePath
from typing import Any, Final, get_args

from answer.question.question import understand
from cite.lookup import look_up
from errors import RapporteurError
from eval.cases.questions import LONGEST_ANCHOR, UNREVIEWED, Gold, Question, QuestionKind, split_of
from eval.cases.typography import normal
from ingest.document import Passage
from ingest.register import Register

SHORT_ANCHOR: Final = 6  # words that tell most passages of a document apart
_NUMBERED: Final = re.compile(r"(.+)-(\d+)")


def candidate(asked: str, passages: Sequence[Passage], register: Register, question_id: str) -> Question:
    """The question with its passages as gold, and what can be told of it without a person.

    Args:
        asked: The question.
        passages: Passages that are thought to answer it; none where nothing should.
        register: The register they are in.
        question_id: Its id, which decides its split.
    """
    understood = understand(asked)
    kind: str = understood.kind if understood.kind in get_args(QuestionKind) else "fact"
    return Question.model_validate(
        {
            "id": question_id,
            "q": asked,
            "language": understood.language,
            "kind": kind if passages else "unanswerable",
            "gold": [gold_of(passage, register) for passage in passages],
            "status": "answered" if passages else "not_found",
            "split": split_of(question_id),
            "note": UNREVIEWED,
        }
    )


def gold_of(passage: Passage, register: Register) -> Gold:
    """The passage as a question names it, with a few words that no other passage of its document has."""
    document = register.document(passage.document_id)
    stems = (PurePath(path).stem for path, owner in register.sources() if owner == passage.document_id)
    name = (document.symbol if document else None) or next(stems, passage.document_id)
    others = [p.text for p in register.document_passages(passage.document_id) if p.id != passage.id]
    return Gold(
        symbol=name,
        paragraph=passage.paragraph,
        anchor=_anchor(passage.text, others),
        speaker=passage.speaker,
    )


def referred(reference: str, register: Register) -> list[Passage]:
    """The passages a reference points at.

    Raises:
        RapporteurError: it points at none, or at several that are not one.
    """
    found = look_up(register, reference)
    passages = [match.passage for match in found.matches if match.passage is not None]
    if found.status != "found" or not passages:
        raise RapporteurError(
            found.message or f"“{reference}” names a whole document: name a paragraph of it."
        )
    return passages


def cited(path: Path, register: Register) -> tuple[str, list[Passage]]:
    """The question, where the file tells it, and the passages cited by an answer kept as JSON.

    Raises:
        RapporteurError: the file is no answer, or cites a passage that the register does not have.
    """
    try:
        told: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        ids = [str(citation["passage_id"]) for citation in told["citations"]]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise RapporteurError(
            f"{path} is not an answer as rapporteur ask --json gives it ({error})."
        ) from error
    found = register.passages(ids)
    if len(found) < len(set(ids)):
        raise RapporteurError(f"{path} cites a passage that is not in this library.")
    return str(told.get("q", "")), list(found.values())


def next_id(prefix: str, taken: Iterable[str]) -> str:
    """The next free id of a set: "corpus-125" after "corpus-124"."""
    numbers = [int(m[2]) for m in map(_NUMBERED.fullmatch, taken) if m and m[1] == prefix]
    return f"{prefix}-{max(numbers, default=0) + 1:03d}"


def _anchor(text: str, others: Sequence[str]) -> str:
    """The first few words of a text that stand in none of the others; the first words where all do."""
    words = normal(text).split()
    known = [normal(other).casefold() for other in others]
    for length in (SHORT_ANCHOR, LONGEST_ANCHOR):
        for start in range(max(1, len(words) - length + 1)):
            anchor = " ".join(words[start : start + length])
            if not any(anchor.casefold() in other for other in known):
                return anchor
    return " ".join(words[:LONGEST_ANCHOR])
