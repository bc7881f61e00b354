"""What readers thought of answers: kept in SQLite with question, answer and the state of the library.

Each is kept for the days that the setting ``feedback_days`` names; older ones go when the page starts and when
another comes in. What is deleted is overwritten in the file.
"""

import json
import logging
import sqlite3
from collections.abc import Collection, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Final

from errors import LibraryError
from index.library import Library
from ingest.register.sqlite_connection import FAULTS
from web.history.conversation import Exchange
from web.history.keeping import as_kept

FILE: Final = "feedback.sqlite"
LONGEST_REASON: Final = 2_000  # characters

_LOG = logging.getLogger("rapporteur.feedback")

_SCHEMA: Final = """
CREATE TABLE IF NOT EXISTS feedback (
    id INTEGER PRIMARY KEY AUTOINCREMENT, at TEXT NOT NULL, good INTEGER NOT NULL, reason TEXT NOT NULL,
    question TEXT NOT NULL, filters TEXT NOT NULL, answer TEXT NOT NULL, library TEXT NOT NULL
)
"""


class Feedback:
    """The judgements on one library's answers.

    Args:
        library: The library; the file lies in its folder.
    """

    def __init__(self, library: Library) -> None:
        self._library = library
        self._path: Path = library.settings.library / FILE
        self._days = library.settings.feedback_days

    def prune(self) -> None:
        """Let go of what is older than it may be; a file that cannot be read stops no page."""
        try:
            if self._path.exists():
                with opened(self._path) as db:
                    self._prune(db)
        except LibraryError as error:
            _LOG.warning("%s", error)

    def _prune(self, db: sqlite3.Connection) -> None:
        oldest = datetime.now(UTC) - timedelta(days=self._days)
        db.execute("DELETE FROM feedback WHERE at < ?", (oldest.isoformat(timespec="seconds"),))

    def add(self, exchange: Exchange, reason: str, *, good: bool) -> None:
        """Keep a judgement on an exchange that has an answer.

        Raises:
            LibraryError: the file cannot be written.
        """
        assert exchange.answer is not None
        if not self._days:
            return
        row = (
            datetime.now(UTC).isoformat(timespec="seconds"),
            int(good),
            reason.strip()[:LONGEST_REASON],
            exchange.question,
            json.dumps(as_kept(exchange.filters), ensure_ascii=False),
            json.dumps(exchange.answer.as_dict(), ensure_ascii=False),
            json.dumps(stamp(self._library), ensure_ascii=False),
        )
        with opened(self._path) as db:
            self._prune(db)
            db.execute(
                "INSERT INTO feedback (at, good, reason, question, filters, answer, library) "
                "VALUES (?, ?, ?, ?, ?, ?, ?)",
                row,
            )

    def candidates(self) -> Iterator[dict[str, Any]]:
        """Questions for the evaluation's sets, one a judgement, to be looked through by a person.

        Passages of an answer called good are proposed as gold by symbol and paragraph; "note" holds the
        judgement. Each begins with the word by which the question sets know what nobody has reviewed.
        """
        with opened(self._path) as db:
            rows = db.execute(
                "SELECT id, good, reason, question, answer FROM feedback ORDER BY id"
            ).fetchall()
        for number, good, reason, question, answer in rows:
            told = json.loads(answer)
            gold = [
                {"symbol": each["symbol"], "paragraph": each["paragraph"]}
                for each in told["citations"]
                if good and each["symbol"] and each["paragraph"]
            ]
            verdict = "good" if good else "bad"
            yield {
                "id": f"reader-{number}",
                "q": question,
                "gold": gold,
                "status": told["status"],
                "note": f"candidate: a reader called the answer {verdict}{': ' if reason else ''}{reason}",
            }


@dataclass(frozen=True, slots=True)
class Judgement:
    """What is told of a judgement to whoever looks after the library.

    Attributes:
        number: By which it can be deleted.
        at: When it was given, as ISO 8601 has it.
        good: Whether the answer was called good.
        question: What was asked.
        reason: What the reader wrote.
    """

    number: int
    at: str
    good: bool
    question: str
    reason: str


def judgements(library: Path) -> list[Judgement]:
    """What is kept in a library's folder, the oldest first.

    Raises:
        LibraryError: the file cannot be read.
    """
    if not (library / FILE).exists():
        return []
    with opened(library / FILE) as db:
        rows = db.execute("SELECT id, at, good, question, reason FROM feedback ORDER BY id").fetchall()
    return [
        Judgement(number, at, bool(good), question, reason) for number, at, good, question, reason in rows
    ]


def delete(library: Path, numbers: Collection[int]) -> int:
    """Delete judgements by their numbers; how many there were.

    Raises:
        LibraryError: the file cannot be written.
    """
    if not (library / FILE).exists():
        return 0
    with opened(library / FILE) as db:
        return sum(db.execute("DELETE FROM feedback WHERE id = ?", (each,)).rowcount for each in numbers)


@contextmanager
def opened(path: Path) -> Iterator[sqlite3.Connection]:
    """The file, for one transaction.

    Raises:
        LibraryError: it cannot be used.
    """
    try:
        with closing(sqlite3.connect(path, timeout=10)) as db, db:
            db.execute("PRAGMA secure_delete = ON")
            db.execute(_SCHEMA)
            yield db
    except FAULTS as error:
        raise LibraryError(
            f"What readers said of answers cannot be read or kept ({error}): give this user the right to write "
            f"to {path}, or move that file away."
        ) from error


def stamp(library: Library) -> dict[str, Any]:
    """The state of a library that an answer came from: its size, its model and its indexes' generations."""
    register = library.register
    return {
        **register.counts(),
        "model": library.status().get("model"),
        "vectors": register.meta("vectors.edition"),
        "lexical": register.meta("lexical.edition"),
    }
