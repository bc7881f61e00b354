"""An invented library and an assistant that answers from it by rote."""

from collections.abc import Iterator, Sequence
from typing import Any

from answer.model import Answer, Citation, Statement, Turn
from ingest.document import Document, Passage, ReadingWarning
from ingest.register import Failure

HOSTILE = (
    '<img src=x onerror="window.hacked=1"><script>window.hacked=1</script> [1](javascript:alert(1)) '
    "**bold** `code` $x^2$ \\(y\\) ${window.hacked=1} {{value}} \u202egnorw\u202c </details> &lt;b&gt; https://evil.example/"
)

LONG = "The delegation, having heard the others and thanked the keepers of the northern coast, said that"


def document(number: int = 1, **changes: object) -> Document:
    """An invented document."""
    facts: dict[str, Any] = {
        "id": f"{number:016x}",
        "content_hash": f"{number:064x}",
        "symbols": (f"A/AC.999/2031/{number}",),
        "title": "Report of the working group on lighthouses",
        "date": "2031-03-14",
        "body": "General Assembly",
        "language": "en",
        "url": f"https://docs.example.org/A/AC.999/2031/{number}",
        "kind": "report",
        "format": "pdf",
        "pages": 12,
    }
    return Document(**{**facts, **changes})


def passage(of: Document, text: str, **changes: object) -> Passage:
    """An invented passage of a document."""
    facts: dict[str, Any] = {
        "id": f"{of.id}-1",
        "document_id": of.id,
        "ordinal": 0,
        "text": text,
        "section": ("III. Views expressed", "B. Keepers"),
        "paragraph": "35",
        "speaker": "Atlantis",
        "pages": (7,),
        "start": 0,
        "end": len(text),
        "language": of.language,
    }
    return Passage(**{**facts, **changes})


def cited(n: int, quote: str, text: str | None = None, **changes: object) -> Citation:
    """A citation of an invented passage."""
    of = document(n)
    return Citation(n=n, document=of, passage=passage(of, text or quote, **changes), quote=quote)


def answered(*citations: Citation, message: str = "") -> Answer:
    """An answer of one verbatim statement a citation."""
    statements = tuple(
        Statement(text=f"**{c.passage.speaker}:** “{c.quote}”", citations=(c.n,), verdict="verbatim")
        for c in citations
    )
    return Answer(
        status="answered",
        text=" ".join(f"{s.text} [{s.citations[0]}]" for s in statements),
        statements=statements,
        citations=citations,
        message=message,
        timings_ms={"retrieve": 120, "answer": 300, "total": 420},
    )


class RoteAssistant:
    """Answers by the first word of the question; remembers the histories it was given."""

    engine_name = "extractive"

    def __init__(self) -> None:
        self.histories: list[list[Turn]] = []

    def stream(self, question: str, history: Sequence[Turn] = ()) -> Iterator[Answer]:
        """The invented answer, one statement more at a time."""
        self.histories.append(list(history))
        word = question.split(maxsplit=1)[0].lower()
        if word == "unknown":
            of = document(7)
            reading = (of, passage(of, "Lamps are lit at dusk.", id="near"))
            yield Answer(status="not_found", message="No passage speaks of that.", nearest=(reading,))
            return
        if word == "hostile":
            yield answered(cited(1, "onerror", HOSTILE, speaker=HOSTILE, section=(HOSTILE,)))
            return
        if word == "arabic":
            yield answered(
                cited(
                    1,
                    "يجب صيانة المنارات كل عام",
                    "وأشار الوفد إلى أنه يجب صيانة المنارات كل عام.",
                    language="ar",
                )
            )
            return
        citations = (
            cited(1, "every lamp needs a keeper", f"{LONG} every lamp needs a keeper. It regretted delays."),
            cited(2, "keepers should be paid", "Others: keepers should be paid.", speaker="Lemuria"),
        )
        yield answered(citations[0])
        yield answered(*citations, message="Two speakers are quoted.")


class InventedRegister:
    """Three documents and a file that was set aside."""

    def documents(self) -> list[Document]:
        """The documents."""
        return [
            document(1, pages=9),
            document(2, pages=30, title="<b>Bold</b> $x$ **plan**"),
            document(3, symbols=()),
        ]

    def passage_counts(self) -> dict[str, int]:
        """Passages of two of them."""
        return {document(1).id: 40, document(2).id: 80}

    def warnings(self, document_id: str) -> list[ReadingWarning]:
        """Two about the second."""
        reasons = [ReadingWarning(reason="no text", page=4), ReadingWarning(reason="no date")]
        return reasons if document_id == document(2).id else []

    def failures(self) -> list[Failure]:
        """The one set aside."""
        return [Failure(path="/papers/locked.pdf", reason="it is protected by a password")]


class InventedLibrary:
    """A library's account of itself, and its register."""

    def __init__(self, documents: int = 3) -> None:
        self.documents = documents
        self.register = InventedRegister()

    def status(self) -> dict[str, Any]:
        """Counts and model."""
        return {"documents": self.documents, "pages": 36, "passages": 120, "model": "multilingual-e5-small"}
