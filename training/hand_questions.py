"""Questions that people wrote by hand over passages of the corpus, with the passages that answer each.

They stay outside the project; what is learned from them does not. The documents, never the questions, are parted
in three: a fifth to judge by, from which nothing is learned; a tenth to choose by, on which training is stopped
and the ranker is learned, since the cross-encoder knows the answers to what it was taught; and the rest to teach.
"""

import hashlib
import json
import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, Literal

from answer.model import Turn
from answer.question.question import understand
from eval.cases.typography import normal
from ingest.document import Passage
from ingest.register import Register

Part = Literal["teaching", "choosing", "judging"]

COPY: Final = 0.75  # share of a passage's words from which another is a near-copy of it
TELLING: Final = 5  # words of evidence that are right wherever they stand; fewer, in near-copies only
_CORPUS: Final = "/corpus/"
_RARE: Final = 8  # words by which near-copies are looked for
_COMMON: Final = 400  # passages with a word that tells nothing
_WORD: Final = re.compile(r"[^\W_]+")
_NO_SPACES: Final = re.compile(r"[\u3040-\u9fff\u0600-\u06ff]")
_LONG: Final = 12  # characters of evidence that tell as much where words are not parted by spaces


@dataclass(frozen=True, slots=True, kw_only=True)
class HandQuestion:
    """One question.

    Attributes:
        id: Unique.
        text: What is asked, standing alone.
        language: BCP 47 code of the question.
        kind: The writer's label.
        named: Whether it names its document.
        answerable: Whether its passage answers it.
        part: What its document is for.
        own: Ids of the passage it was written over; several where a file is there twice.
        right: Ids of all passages that answer; empty where none is known to.
        copies: Ids of those and of near-copies, which are no wrong answers.
        evidence: Words of the passage that answer.
    """

    id: str
    text: str
    language: str
    kind: str
    named: bool
    answerable: bool
    part: Part
    own: tuple[str, ...]
    right: frozenset[str]
    copies: frozenset[str]
    evidence: tuple[str, ...]


def part_of(file: str) -> Part:
    """What a document is for, by its name alone."""
    number = int(hashlib.sha256(file.encode()).hexdigest(), 16)
    if number % 5 == 0:
        return "judging"
    return "choosing" if number % 10 == 1 else "teaching"


def load(path: Path, register: Register) -> list[HandQuestion]:
    """The questions of a file whose passages this register holds, in order."""
    places = _Places(register)
    with path.open(encoding="utf-8") as lines:
        found = [_question(json.loads(line), places) for line in lines]
    return [question for question in found if question.own]


def plain_words(text: str) -> list[str]:
    """The words of a text without case and typography."""
    return _WORD.findall(normal(text).casefold())


class _Places:
    """The passages of a register by their words."""

    def __init__(self, register: Register) -> None:
        self.texts: dict[str, str] = {}
        self.words: dict[str, frozenset[str]] = {}
        self.having: dict[str, set[str]] = defaultdict(set)
        self._documents: dict[str, set[str]] = defaultdict(set)
        self._passages: dict[str, list[str]] = {}
        for path, document in register.sources():
            self._documents[path.rpartition(_CORPUS)[2]].add(document)
        for known in register.documents():
            passages = register.document_passages(known.id)
            self._passages[known.id] = [passage.id for passage in passages]
            for passage in passages:
                self._add(passage)

    def _add(self, passage: Passage) -> None:
        words = plain_words(passage.text)
        self.texts[passage.id] = f" {' '.join(words)} "
        self.words[passage.id] = frozenset(words)
        for word in self.words[passage.id]:
            self.having[word].add(passage.id)

    def own(self, file: str, text: str) -> list[str]:
        """The passage of a file with a text, or what is most of it."""
        words = plain_words(text)
        there = [name for document in self._documents[file] for name in self._passages[document]]
        same = [name for name in there if self.texts[name] == f" {' '.join(words)} "]
        every = frozenset(words)
        return same or [
            name for name in there if len(every & self.words[name]) >= COPY * len(every | self.words[name])
        ]

    def copies(self, text: str) -> set[str]:
        """Passages that hold most of the words of a text."""
        every = frozenset(plain_words(text))
        rare = sorted(
            (word for word in every if word in self.having), key=lambda word: len(self.having[word])
        )
        near = [self.having[word] for word in rare[:_RARE] if len(self.having[word]) < _COMMON]
        found = set[str]().union(*near)
        return {name for name in found if len(every & self.words[name]) >= COPY * len(every)}

    def holding(self, evidence: str, copies: Iterable[str]) -> set[str]:
        """Passages that hold words of evidence; short ones among near-copies only."""
        words = plain_words(evidence)
        known = [word for word in words if word in self.having]
        if not words or len(known) < len(words):
            return set()
        joined = " ".join(words)
        tells = len(words) >= TELLING or (len(joined) >= _LONG and _NO_SPACES.search(joined) is not None)
        rarest = min((self.having[word] for word in words), key=len)
        return {name for name in (rarest if tells else copies) if f" {joined} " in self.texts[name]}


def _question(row: dict[str, Any], places: _Places) -> HandQuestion:
    history: Sequence[Turn] = [
        Turn(question=turn["q"], answer=turn["a"]) for turn in row.get("history") or ()
    ]
    own = places.own(row["file"], row["passage_text"])
    copies = places.copies(row["passage_text"]) | set(own)
    evidence = tuple(row.get("evidence") or ())
    right = set(own).union(*(places.holding(run, copies) for run in evidence)) if row["answerable"] else set()
    return HandQuestion(
        id=row["id"],
        text=understand(row["q"], history).searched,
        language=row["lang"],
        kind=row["kind"],
        named=row["names_document"],
        answerable=row["answerable"],
        part=part_of(row["file"]),
        own=tuple(sorted(own)),
        right=frozenset(right),
        copies=frozenset(copies | right),
        evidence=evidence,
    )
