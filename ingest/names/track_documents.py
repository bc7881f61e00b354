"""The documents that matter for the UN's cyber, ICT and WSIS tracks, and ICANN's papers on them.

The data is ``catalogue.tsv``, one document a row. A field that could not be supported is empty; the column
``checked`` says what supports the row: "corpus" (the document was read), "cited in SYMBOL" (another document
that was read names it), "known" (neither: symbol and title are general knowledge).
"""

import csv
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from errors import RapporteurError
from ingest.names.symbols import normalise, official_url, parse


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One document of the catalogue.

    Attributes:
        symbol: Symbol or paper number, in its one spelling.
        title: Title; empty where it is not sure.
        date: ISO date; empty where it is not sure.
        track: The process it belongs to: oewg, gge, ahc, wsis, igf, gdc, ai, rights, ctf …
        page: Address of the page that offers it, where none can be made from the symbol.
        checked: What supports the row.
    """

    symbol: str
    title: str
    date: str
    track: str
    page: str
    checked: str

    @property
    def body(self) -> str:
        """The organ that the document belongs to."""
        return parse(self.symbol).body

    @property
    def address(self) -> str:
        """Official address: made from the symbol, or the page that offers the paper."""
        return official_url(self.symbol) or self.page

    @property
    def can_be_fetched(self) -> bool:
        """Whether its address is that of the document itself."""
        return official_url(self.symbol) is not None


@cache
def catalogue() -> tuple[Entry, ...]:
    """Every entry, by track and symbol."""
    text = files("ingest.names").joinpath("track_documents.tsv").read_text(encoding="utf-8")
    return tuple(
        Entry(
            symbol=row["symbol"],
            title=row["title"],
            date=row["date"],
            track=row["track"],
            page=row["address"],
            checked=row["checked"],
        )
        for row in csv.DictReader(text.splitlines(), delimiter="\t")
    )


def tracks() -> tuple[str, ...]:
    """The names of the tracks."""
    return tuple(sorted({entry.track for entry in catalogue()}))


def of_track(track: str) -> list[Entry]:
    """The entries of one track.

    Raises:
        RapporteurError: there is no such track.
    """
    found = [entry for entry in catalogue() if entry.track == track.lower()]
    if not found:
        raise RapporteurError(f"There is no track “{track}”: choose from {', '.join(tracks())}.")
    return found


def entry(symbol: str) -> Entry | None:
    """The entry of a symbol, however it is spelt."""
    text = normalise(symbol)
    return next((item for item in catalogue() if item.symbol == text), None)
