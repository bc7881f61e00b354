"""An answer in the making: numbers citations in order of first use and puts the text together."""

from collections.abc import Iterator
from dataclasses import replace

from answer.model import Answer, Citation, Kind, Statement, Verdict
from ingest.document import Document, Passage


class Draft:
    """Collects statements; every statement is tied to passages by exact words.

    Args:
        engine: Who writes ("extractive" or "llm:NAME").
    """

    def __init__(self, engine: str = "extractive") -> None:
        self._engine = engine
        self._citations: list[Citation] = []
        self._statements: list[Statement] = []

    def __len__(self) -> int:
        return len(self._statements)

    def cite(self, document: Document, passage: Passage, quote: str, kind: Kind = "quotation") -> int:
        """The number of the citation of these words; the same words get the same number.

        Args:
            document: The passage's document.
            passage: The passage.
            quote: Exact words of it.
            kind: Whether they are somebody's own words or a report.

        Raises:
            NotVerbatimError: the words are not in the passage.
        """
        for known in self._citations:
            if known.passage.id == passage.id and known.quote == quote:
                return known.n
        citation = Citation(
            n=len(self._citations) + 1, passage=passage, document=document, quote=quote, kind=kind
        )
        self._citations.append(citation)
        return citation.n

    def state(self, text: str, citations: tuple[int, ...], verdict: Verdict = "verbatim") -> None:
        """Add a statement; ``text`` is Markdown without citation marks."""
        self._statements.append(Statement(text=text, citations=citations, verdict=verdict))

    def answer(self, message: str = "") -> Answer:
        """The answer so far.

        Raises:
            ValueError: nothing has been stated.
        """
        if not self._statements:
            raise ValueError("An answer without statements is an abstention")
        used = {n for statement in self._statements for n in statement.citations}
        return Answer(
            status="answered",
            text=_markdown(self._statements),
            statements=tuple(self._statements),
            citations=tuple(citation for citation in self._citations if citation.n in used),
            message=message,
            engine=self._engine,
        )


def joined(answer: Answer, more: Answer) -> Answer:
    """An answer with the statements of another behind its own; citations are numbered anew."""
    draft = Draft(answer.engine)
    for each in (answer, more):
        cited = {citation.n: citation for citation in each.citations}
        for statement in each.statements:
            sources = [cited[n] for n in statement.citations]
            numbers = tuple(draft.cite(c.document, c.passage, c.quote, c.kind) for c in sources)
            draft.state(statement.text, numbers, statement.verdict)
    whole = draft.answer(answer.message)
    return replace(whole, confidence=answer.confidence, partly=answer.partly)


def growing(answer: Answer) -> Iterator[Answer]:
    """The same answer statement by statement, for a reader who watches it being written."""
    for count in range(1, len(answer.statements)):
        statements = answer.statements[:count]
        used = {n for statement in statements for n in statement.citations}
        yield Answer(
            status=answer.status,
            text=_markdown(list(statements)),
            statements=statements,
            citations=tuple(citation for citation in answer.citations if citation.n in used),
            engine=answer.engine,
            confidence=answer.confidence,
        )
    yield answer


def _markdown(statements: list[Statement]) -> str:
    lines = [f"{statement.text} {''.join(f'[{n}]' for n in statement.citations)}" for statement in statements]
    return lines[0] if len(lines) == 1 else "\n".join(f"- {line}" for line in lines)
