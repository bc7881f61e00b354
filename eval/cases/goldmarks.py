"""From a gold passage, as a question names it, to the passages the register holds today."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import PurePath

from eval.cases.questions import EVERY_GOLD_WANTED, UNREVIEWED, Gold, Question
from eval.cases.typography import normal, says
from ingest.document import Document, Passage
from ingest.register import Register


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """What a question says that the register does not bear out; ``gold`` is None where all of it is meant."""

    question: str
    gold: Gold | None
    reason: str

    def __str__(self) -> str:
        return ": ".join(filter(None, (self.question, _place(self.gold), self.reason)))


class Goldmarks:
    """Finds gold passages in a register, reading each document once.

    Args:
        register: The register.
    """

    def __init__(self, register: Register) -> None:
        self._register = register
        self._stems: dict[str, list[str]] = {}
        for path, document_id in register.sources():
            stem = PurePath(path).stem
            for name in {stem, stem.partition("_")[0]}:
                self._stems.setdefault(name, []).append(document_id)
        self._passages: dict[str, list[Passage]] = {}

    def documents(self, name: str) -> list[Document]:
        """The documents called ``name``: by symbol, else by file name ("RL-07_title.pdf": "RL-07")."""
        found = self._register.documents_by_symbol(name)
        if found:
            return found
        named = (self._register.document(document_id) for document_id in self._stems.get(name, []))
        return [document for document in named if document is not None]

    def passages(self, gold: Gold) -> frozenset[str]:
        """Ids of the passages that count as this gold passage: the anchor's place with its paragraph.

        Paragraph numbers start anew in annexes, so a paragraph found by its anchor takes in only the parts
        of the same section.
        """
        return frozenset(passage_id for place in gold.places for passage_id in self._at(place))

    def _at(self, gold: Gold) -> frozenset[str]:
        every = self._all(gold)
        numbered = [p for p in every if gold.paragraph is not None and is_paragraph(p, gold.paragraph)]
        if gold.anchor is None:
            return frozenset(passage.id for passage in numbered)
        anchored = [passage for passage in every if _holds(passage, gold.anchor)]
        places = {(passage.document_id, passage.section) for passage in anchored}
        beside = [passage for passage in numbered if (passage.document_id, passage.section) in places]
        return frozenset(passage.id for passage in (*anchored, *beside))

    def missing(self, question: Question) -> list[str]:
        """Names of the documents that the library lacks and the question cannot do without."""
        missing = [gold for gold in question.gold if not any(self.documents(p.symbol) for p in gold.places)]
        needs_all = question.kind in EVERY_GOLD_WANTED
        wanted = missing if needs_all or len(missing) == len(question.gold) else []
        needed = [name for name in question.needs if not self.documents(name)]
        return list(dict.fromkeys((*needed, *(gold.symbol for gold in wanted))))

    def problems(self, question: Question) -> list[Problem]:
        """What is wrong with a question's gold passages; documents that are absent are not looked into.

        Where all of them are here, its facts must stand in them, and what must not be said must not.
        """
        places = [place for gold in question.gold for place in gold.places]
        present = [place for place in places if self.documents(place.symbol)]
        found = [(gold, self._reason(gold)) for gold in present]
        problems = [Problem(question=question.id, gold=g, reason=reason) for g, reason in found if reason]
        told = [] if problems or len(present) < len(places) else self._facts(question)
        if question.note.startswith(UNREVIEWED):
            told.append("nobody has reviewed it: read its passages, and write a note of your own")
        return problems + [Problem(question=question.id, gold=None, reason=reason) for reason in told]

    def _facts(self, question: Question) -> list[str]:
        """Facts that stand in no gold passage nor its reference, and neighbours' words that do."""
        passages = self._register.passages(sorted({i for gold in question.gold for i in self.passages(gold)}))
        texts = [passage.text for passage in passages.values()]
        known = " ".join((*texts, *map(self._reference, passages.values())))
        missing = [fact[0] for fact in question.facts if not any(says(known, words) for words in fact)]
        astray = [words for words in question.not_facts if any(says(text, words) for text in texts)]
        return [f"its fact “{words}” stands in no gold passage" for words in missing] + [
            f"“{words}” must not be said, but stands in a gold passage" for words in astray
        ]

    def _reference(self, passage: Passage) -> str:
        document = self._register.document(passage.document_id)
        about = (document.title, *document.symbols, document.date) if document else ()
        return " ".join(filter(None, (*about, passage.speaker, passage.paragraph, *passage.section)))

    def _reason(self, gold: Gold) -> str:
        places = self._all(gold)
        if gold.paragraph is not None:
            places = [passage for passage in places if is_paragraph(passage, gold.paragraph)]
            if not places:
                return "the register has no such paragraph"
        if gold.anchor is not None:
            places = [passage for passage in places if _holds(passage, gold.anchor)]
            if not places:
                return f"“{gold.anchor}” does not stand there"
        if gold.speaker is not None and all(passage.speaker != gold.speaker for passage in places):
            speakers = ", ".join(sorted({passage.speaker or "nobody" for passage in places}))
            return f"the speaker is {speakers}, not {gold.speaker}"
        return ""

    def _all(self, gold: Gold) -> list[Passage]:
        return [passage for document in self.documents(gold.symbol) for passage in self._of(document.id)]

    def _of(self, document_id: str) -> Sequence[Passage]:
        if document_id not in self._passages:
            self._passages[document_id] = self._register.document_passages(document_id)
        return self._passages[document_id]


def _place(gold: Gold | None) -> str:
    return gold.symbol + (f", para. {gold.paragraph}" if gold.paragraph else "") if gold else ""


def all_problems(questions: Iterable[Question], marks: Goldmarks) -> list[Problem]:
    """Every problem of every question, in order."""
    return [problem for question in questions for problem in marks.problems(question)]


def is_paragraph(passage: Passage, number: str) -> bool:
    """Whether a passage is the paragraph, or a part of it: "35" has the parts "35 (a)", "35 (b)"."""
    own = passage.paragraph
    return own is not None and (own == number or own.startswith(f"{number} ("))


def _holds(passage: Passage, anchor: str) -> bool:
    return normal(anchor).casefold() in normal(passage.text).casefold()


def is_spoken_by(gold: Gold, speaker: str | None) -> bool:
    """Whether ``speaker`` is the one the gold passage names; one that names none agrees with any."""
    return gold.speaker is None or gold.speaker == speaker
