"""Questions by hand with passages that answer and passages that look so, for the cross-encoder to learn from."""

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from index.library import Library
from index.models.cross_encoder import Window, windows_of
from index.ranking.reading import MOST_SENTENCES, excerpt
from ingest.document import Document
from ingest.structure.sentences import sentences
from training.hand_questions import HandQuestion, Part, plain_words
from training.mined import Mined

WRONG: Final = 24  # candidates that wrong passages are drawn from
_FIRST: Final = 3.0  # how much oftener the first of them are drawn: the n-th with a weight of 1 / (n + 3)


@dataclass(frozen=True, slots=True)
class Told:
    """A window of a passage, and which of its sentences answer."""

    window: Window
    answers: tuple[bool, ...]

    @classmethod
    def nothing(cls, window: Window) -> "Told":
        """A window that does not answer."""
        return cls(window, (False,) * len(window.spans))


@dataclass(frozen=True, slots=True)
class Lesson:
    """A question with the window that answers it and passages that do not.

    Attributes:
        question: The question.
        right: The window with the most of the evidence.
        wrong: Ids of passages, likeliest first.
        read: Ids of the candidates that the search would read, whatever they say.
    """

    question: HandQuestion
    right: Told
    wrong: tuple[str, ...]
    read: tuple[str, ...]

    def some_wrong(self, count: int, chance: random.Random) -> list[str]:
        """Wrong passages, those that look likeliest oftener."""
        keys = {name: chance.random() ** (place + _FIRST) for place, name in enumerate(self.wrong)}
        return sorted(keys, key=lambda name: -keys[name])[:count]


@dataclass(slots=True)
class PassageWindows:
    """The windows of a library's passages, cut when they are asked for."""

    library: Library
    _windows: dict[str, list[Window]] = field(default_factory=dict)
    _documents: dict[str, Document] = field(default_factory=dict)

    def windows(self, name: str) -> list[Window]:
        """The windows of a passage."""
        if name not in self._windows:
            passage = self.library.register.passages([name])[name]
            self._windows[name] = list(windows_of(excerpt(self._document(passage.document_id), passage)))
        return self._windows[name]

    def told(self, name: str, evidence: Sequence[str]) -> Told:
        """The window of a passage that has most of the evidence, with the sentences that hold it."""
        passage = self.library.register.passages([name])[name]
        spans = sentences(passage.text, passage.language)[:MOST_SENTENCES]
        answers = holding([span.of(passage.text) for span in spans], evidence)
        found = []
        for window in self.windows(name):
            found.append(Told(window, tuple(answers[: len(window.spans)])))
            answers = answers[len(window.spans) :]
        return max(found, key=lambda told: sum(told.answers))

    def _document(self, name: str) -> Document:
        if name not in self._documents:
            document = self.library.register.document(name)
            if document is None:
                raise KeyError(name)
            self._documents[name] = document
        return self._documents[name]


def holding(texts: Sequence[str], evidence: Sequence[str]) -> list[bool]:
    """Which sentences hold half of a run of evidence, or are half of one."""
    words = [plain_words(text) for text in texts]
    flat = [(word, number) for number, row in enumerate(words) for word in row]
    found = [False] * len(texts)
    for run in map(plain_words, evidence):
        start = next((i for i in range(len(flat)) if [w for w, _ in flat[i : i + len(run)]] == run), None)
        if start is None or not run:
            continue
        touched = [number for _, number in flat[start : start + len(run)]]
        for number in set(touched):
            share = touched.count(number)
            found[number] |= share >= min(len(run), len(words[number])) / 2
    return found


def lessons(
    texts: PassageWindows, asked: Sequence[HandQuestion], mined: Mapping[str, Mined], part: Part, depth: int
) -> list[Lesson]:
    """What one part of the documents has to teach; questions whose evidence is not found are left out.

    Args:
        texts: The library.
        asked: All questions.
        mined: What the search has to choose from.
        part: The part.
        depth: Candidates that the search would read.
    """
    found = []
    for question in asked:
        if question.part != part or not question.answerable or question.id not in mined:
            continue
        right = max(
            (texts.told(name, question.evidence) for name in question.own), key=lambda told: sum(told.answers)
        )
        names = mined[question.id].names
        wrong = tuple(name for name in names if name not in question.copies)[:WRONG]
        if any(right.answers) and wrong:
            found.append(Lesson(question, right, wrong, tuple(names[:depth])))
    return found
