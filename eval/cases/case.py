"""One question with what a system made of it: all that the metrics look at."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from eval.cases.questions import EVERY_GOLD_WANTED, Question
from ingest.document import Document, Passage


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What a system did with a question, as it is stored.

    Attributes:
        answer: The answer as the JSON contract has it.
        retrieved: Ids of the passages retrieved, the best first.
        seconds: Wall time of the whole answer.
        confidence: How likely the system held its best evidence to be an answer, 0 to 1; None where not asked.
    """

    answer: dict[str, Any]
    retrieved: tuple[str, ...]
    seconds: float
    confidence: float | None = None

    @property
    def answered(self) -> bool:
        """Whether the system gave an answer rather than an abstention."""
        return bool(self.answer["status"] == "answered")

    @property
    def text(self) -> str:
        """The answer's Markdown; empty on an abstention."""
        return str(self.answer["answer"])

    @property
    def citations(self) -> list[dict[str, Any]]:
        """The citations as the JSON contract has them."""
        return list(self.answer["citations"])

    @property
    def statements(self) -> list[dict[str, Any]]:
        """The statements as the JSON contract has them."""
        return list(self.answer["statements"])


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A question, its outcome, and what the register says of the passages concerned.

    Attributes:
        question: The question.
        outcome: What the system did.
        gold: For each gold passage of the question, the ids that count as it.
        gold_documents: Ids of the documents that the gold passages are of.
        passages: The register's current passages among those cited, by id.
        documents: Their documents, by id.
    """

    question: Question
    outcome: Outcome
    gold: tuple[frozenset[str], ...]
    gold_documents: frozenset[str] = frozenset()
    passages: Mapping[str, Passage] = field(default_factory=dict)
    documents: Mapping[str, Document] = field(default_factory=dict)

    @property
    def every_gold_wanted(self) -> bool:
        """Whether each gold passage is needed, rather than any one of them."""
        return self.question.kind in EVERY_GOLD_WANTED

    @property
    def cited(self) -> list[str]:
        """Ids of the cited passages, in order of the citations."""
        return [str(citation["passage_id"]) for citation in self.outcome.citations]

    def sources_of(self, statement: dict[str, Any]) -> list[Passage]:
        """The current passages that a statement cites."""
        wanted = set(statement["citations"])
        ids = [str(c["passage_id"]) for c in self.outcome.citations if c["n"] in wanted]
        return [self.passages[passage_id] for passage_id in ids if passage_id in self.passages]

    def gold_found(self, ids: Sequence[str]) -> float:
        """Share of the gold passages that are among ``ids``; where they are alternatives, 1 for any."""
        return share_found(self.gold, ids, every=self.every_gold_wanted)


def share_found(gold: Sequence[frozenset[str]], ids: Sequence[str], *, every: bool) -> float:
    """Share of the gold passages that are among ``ids``; where any one will do, 1 for any."""
    found = [bool(alternative.intersection(ids)) for alternative in gold]
    return sum(found) / len(found) if every else float(any(found))
