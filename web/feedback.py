"""What readers thought of answers: kept in SQLite with question, answer and the state of the library."""

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from index.library import Library
from web.conversation import Exchange
from web.narrowing import as_kept

FILE: Final = "feedback.sqlite"
LONGEST_REASON: Final = 2_000  # characters

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

    def add(self, exchange: Exchange, reason: str, *, good: bool) -> None:
        """Keep a judgement on an exchange that has an answer."""
        assert exchange.answer is not None
        row = (
            datetime.now(UTC).isoformat(timespec="seconds"),
            int(good),
            reason.strip()[:LONGEST_REASON],
            exchange.question,
            json.dumps(as_kept(exchange.filters), ensure_ascii=False),
            json.dumps(exchange.answer.as_dict(), ensure_ascii=False),
            json.dumps(stamp(self._library), ensure_ascii=False),
        )
        with closing(self._connection()) as db, db:
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
        with closing(self._connection()) as db:
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

    def _connection(self) -> sqlite3.Connection:
        db = sqlite3.connect(self._path, timeout=10)
        db.execute(_SCHEMA)
        return db


def stamp(library: Library) -> dict[str, Any]:
    """The state of a library that an answer came from: its size, its model and its indexes' editions."""
    register = library.register
    return {
        **register.counts(),
        "model": library.status().get("model"),
        "vectors": register.meta("vectors.edition"),
        "lexical": register.meta("lexical.edition"),
    }
