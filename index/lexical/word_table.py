"""What the lexical index asks of the database that keeps its words, whichever it is."""

from collections.abc import Iterable, Sequence
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from index.hit import Filters
from index.lexical.bm25 import Part, Totals
from ingest.register import Connection

Rows = NDArray[np.int32]
Tokens = tuple[str, ...]


class WordTable(Protocol):
    """The table of one generation: rowid, context and text, tokens separated by spaces, found by their words.

    Attributes:
        name: Its name in SQL; all back ends have the columns rowid, context and text.
    """

    name: str

    def create(self, db: Connection) -> None:
        """Make it, empty."""

    def drop(self, db: Connection) -> None:
        """Remove it."""

    def add(self, db: Connection, rows: Sequence[tuple[int, str, str]]) -> None:
        """Take rows in: number, context, text."""

    def remove(self, db: Connection, rows: Sequence[int]) -> None:
        """Forget rows; those that are not there do not matter."""

    def checked(self, db: Connection) -> int:
        """Number of rows, after everything that hangs together was compared.

        Raises:
            LibraryError: the table is damaged.
        """

    def last(self) -> int:
        """Number of the last row, as far as this thread reads; 0 where there is none."""

    def totals(self) -> Totals:
        """Number of rows and of tokens."""

    def counts(self, sought: Iterable[Tokens]) -> dict[Tokens, int]:
        """Number of rows that have tokens one after the other; those that none has may be left out."""

    def ranked(self, parts: Sequence[Part], top: int, filters: Filters) -> dict[str, float] | None:
        """The best passages by BM25 over all rows that have a part; None where the database cannot rank."""

    def containing(self, phrases: Sequence[Tokens], most: int) -> list[str]:
        """Ids of passages in whose text one of the phrases stands, the shortest first."""

    def matching(self, part: Part, after: int, last: int) -> Rows:
        """Rows that have a part, from the one after ``after`` to ``last``."""

    def lengths(self, start: int) -> tuple[Rows, Rows]:
        """The rows from ``start`` on in rising order, and the number of tokens of each."""
