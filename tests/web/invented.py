"""An invented library and an assistant that answers from it by rote."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import Any

from answer.compose.draft import Draft
from answer.compose.quotation import Quotation, state_quotation
from answer.evidence.attribution import Voice
from answer.model import Answer, Citation, Closest, Turn
from index.hit import Filters, Hit
from index.library import Library
from index.progress import Reports
from ingest.document import Document, Passage, Reading, ReadingWarning
from ingest.register import Register
from ingest.structure.sentences import Span
from settings import Settings
from tests.web.small_pdf import small_pdf

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
    """An answer of one verbatim statement a citation, each as the program states it."""
    draft = Draft()
    for cited in citations:
        at = cited.passage.text.index(cited.quote)
        span = Span(at, at + len(cited.quote))
        hit = Hit(passage=cited.passage, document=cited.document, score=1.0)
        voice: Voice = "reported" if cited.passage.speaker else "author"
        state_quotation(draft, "en", Quotation(hit=hit, span=span, sentence=span, voice=voice))
    return replace(draft.answer(message), timings_ms={"retrieve": 120, "answer": 300, "total": 420})


LAMPS = (
    cited(1, "every lamp needs a keeper", f"{LONG} every lamp needs a keeper. It regretted delays."),
    cited(2, "keepers should be paid", "Others: keepers should be paid.", speaker="Lemuria"),
)
NEAR = Closest(
    document=document(7),
    passage=passage(document(7), "Lamps are lit at dusk."),
    quote="Lamps are lit at dusk.",
)


class RoteAssistant:
    """Answers by the first word of the question; remembers the histories it was given."""

    engine_name = "extractive"

    def __init__(self, folder: Path | None = None) -> None:
        self.histories: list[list[Turn]] = []
        if folder:
            self.printed = printed(folder)

    def stream(
        self, question: str, history: Sequence[Turn] = (), filters: Filters | None = None
    ) -> Iterator[Answer]:
        """The invented answer, one statement more at a time."""
        self.histories.append(list(history))
        word = question.split(maxsplit=1)[0].lower()
        if word == "unknown":
            yield Answer(status="not_found", message="No passage speaks of that.", closest=(NEAR,))
            return
        if word == "hostile":
            yield answered(cited(1, "onerror", HOSTILE, speaker=HOSTILE, section=(HOSTILE,)))
            return
        if word == "filtered":
            told = f"narrowed by {', '.join(filters.speakers) if filters and filters.speakers else 'nothing'}"
            yield answered(LAMPS[0], message=told)
            return
        if word == "printed":
            of, found, _ = self.printed
            yield answered(Citation(n=1, document=of, passage=found, quote="every lamp needs a keeper"))
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
        yield answered(LAMPS[0])
        yield answered(*LAMPS, message="Two speakers are quoted.")


PRINTED = (
    ["Report of the working group on lighthouses", "35. It recalled that every lamp needs"],
    ["a keeper, and that keepers1 should", "be paid. It regretted delays."],
)


def printed(folder: Path) -> tuple[Document, Passage, Path]:
    """A PDF of two pages, with a passage that runs from the first to the second past a footnote mark."""
    content = small_pdf(PRINTED)
    path = folder / "printed.pdf"
    path.write_bytes(content)
    digest = sha256(content).hexdigest()
    of = document(5, id=digest[:16], content_hash=digest, pages=2)
    text = "It recalled that every lamp needs a keeper, and that keepers should be paid. It regretted delays."
    return of, passage(of, text, pages=(1, 2)), path


def register(folder: Path) -> Register:
    """A register of what is cited here, a document with warnings, and a file that was set aside."""
    held = Register(folder / "register.sqlite")
    for of, found in [(each.document, each.passage) for each in (*LAMPS, NEAR)]:
        held.record(f"/papers/{of.id}", Reading(document=of, passages=(found,)), "test")
    of, found, path = printed(folder)
    after = passage(of, "The meeting rose at noon.", id="rose", ordinal=1, paragraph="36", speaker="Lemuria")
    held.record(str(path), Reading(document=of, passages=(found, after)), "test")
    plan = document(9, symbols=(), title="<b>Bold</b> $x$ **plan**", pages=30)
    warnings = (ReadingWarning(reason="no text", page=4), ReadingWarning(reason="no date"))
    held.record("/papers/plan", Reading(document=plan, passages=(), warnings=warnings), "test")
    held.record_failure("/papers/locked.pdf", "0", "test", "it is protected by a password")
    return held


class InventedLibrary(Library):
    """The documents above with their lexical index, and no vectors."""

    def __init__(self, folder: Path) -> None:
        register(folder).close()
        super().__init__(Settings(library=folder, workers=0, threads=1))
        self.words().sync()

    def status(self) -> dict[str, Any]:
        """Counts and model."""
        return {**self.register.counts(), "model": "multilingual-e5-small"}

    def sync(self, progress: Reports | None = None) -> None:
        """Words only: the model is not loaded."""
        self.words().sync(progress)
