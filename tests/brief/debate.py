"""A library of an invented debate, read from Markdown as any document is."""

from pathlib import Path
from typing import Any

from index.library import Library
from ingest.document import Document, Passage, Reading
from settings import Settings

SPOKEN: tuple[tuple[str | None, tuple[str, ...], str], ...] = (
    (None, ("Note by the Secretariat",), "The secretariat has compiled the following statements."),
    (
        "Chile",
        ("Chile",),
        "Chile supports a register of lighthouses in every sea. We thank the Chair for lunch.",
    ),
    ("Chile", ("Chile",), "Our fishermen had a good year and the weather was fair."),
    (
        "Norway",
        ("Norway (on behalf of the Nordic countries)",),
        "The Nordic countries ask that the register of lighthouses be open to all.",
    ),
    (
        "Norway",
        ("Norway (on behalf of the Nordic countries)",),
        "In our national capacity, Norway will pay for the register of lighthouses.",
    ),
    ("Peru", ("Peru",), "Peru deplores the price of copper and of bread."),
    ("Microsoft", ("Microsoft",), "We would host the register of lighthouses without charge."),
)


def document(name: str, symbol: str, kind: str, date: str) -> Document:
    """A document of invented facts."""
    return Document(
        id=name * 16,
        content_hash=name * 64,
        symbols=(symbol,),
        title=f"Official record {symbol}",
        date=date,
        body="General Assembly",
        language="en",
        url=f"https://example.org/{symbol}",
        kind=kind,
        format="md",
        pages=1,
    )


def reading(of: Document, spoken: tuple[tuple[str | None, tuple[str, ...], str], ...]) -> Reading:
    """Its passages, a line of ``spoken`` each."""
    made: list[Passage] = []
    for ordinal, (speaker, section, text) in enumerate(spoken):
        facts: dict[str, Any] = {"start": 0, "end": len(text), "language": "en", "pages": (1,)}
        made.append(
            Passage(
                id=f"{of.id[:4]}-{ordinal}",
                document_id=of.id,
                ordinal=ordinal,
                text=text,
                section=section,
                paragraph=None,
                speaker=speaker,
                **facts,
            )
        )
    return Reading(document=of, passages=tuple(made))


LATER = (("Peru", ("Peru",), "Peru now supports the register of lighthouses."),)
DECIDED = ((None, (), "Decides to establish a register of lighthouses in every sea;"),)


def debate_library(folder: Path) -> Library:
    """The library in a folder, with words and vectors."""
    library = Library(Settings(library=folder, workers=0, threads=2))
    compendium = document("a", "A/80/901", "compendium", "2025-07-11")
    resolution = document("b", "A/RES/80/902", "resolution", "2025-12-01")
    library.register.record("one.md", reading(compendium, SPOKEN), "test")
    library.register.record("two.md", reading(resolution, DECIDED), "test")
    library.sync()
    return library
