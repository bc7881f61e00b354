"""A register of the first release is brought up to this one, and one of a later release is refused."""

import sqlite3

import pytest

from errors import LibraryError
from ingest.register import SCHEMA, SCHEMA_VERSION, Register
from ingest.register.upgrade import STEPS
from ingest.work.pipeline import ingest

NEW = (
    "session TEXT",
    "letters TEXT",
    "author TEXT",
    "original_language TEXT",
    "text_hash TEXT",
    "content_hash TEXT, stamp TEXT",
)


def _first_release(path):
    """An empty register as version 1 made it."""
    schema = SCHEMA.replace(",\n    session TEXT, agenda_item TEXT, job_number TEXT, letters TEXT", "")
    schema = schema.replace(",\n    author TEXT, original_language TEXT, text_hash TEXT", "")
    schema = schema.replace(",\n    content_hash TEXT, stamp TEXT", "")
    schema = schema.replace(",\n    ocr INTEGER NOT NULL DEFAULT 0", "")
    schema = "\n".join(line for line in schema.splitlines() if "documents_text" not in line)
    assert not any(new in schema for new in NEW)
    path.parent.mkdir(parents=True, exist_ok=True)
    with sqlite3.connect(path) as db:
        db.executescript(schema)
        db.execute("INSERT INTO documents VALUES ('d', 'hash', '[]', 'Lamps', NULL, NULL, 'en', NULL, 'other',"
                   " 'txt', 0, '4', '[]')")  # fmt: skip
        db.execute("INSERT INTO sources VALUES ('/lamps.txt', 'd', '2020-01-01')")
        db.execute("INSERT INTO passages VALUES (1, 'p', 'd', 0, 'Lamps.', '[]', NULL, NULL, '[]', 0, 6, 'en',"
                   " 'paragraph')")  # fmt: skip
        db.execute("PRAGMA user_version = 1")
    db.close()


def test_a_register_of_the_first_release_keeps_what_it_holds(settings, tmp_path):
    path = settings.library / "register.sqlite"
    _first_release(path)
    register = Register(path)
    assert register.connection.execute("PRAGMA user_version").fetchone()[0] == SCHEMA_VERSION
    assert register.source_hash("/lamps.txt") == ("hash", "4")
    assert register.document("d").author is None
    assert register.passages(["p"])["p"].ocr is False
    paper = tmp_path / "candles.md"
    paper.write_text("# Candles\n\nCandles are free.\n", encoding="utf-8")
    assert ingest([paper], register, settings).added == 1
    register.close()
    Register(path).close()


def test_every_version_has_a_way_up():
    assert set(STEPS) == set(range(1, SCHEMA_VERSION))


def test_a_register_of_a_later_release_is_refused(tmp_path):
    path = tmp_path / "register.sqlite"
    Register(path).close()
    with sqlite3.connect(path) as db:
        db.execute(f"PRAGMA user_version = {SCHEMA_VERSION + 1}")
    db.close()
    with pytest.raises(LibraryError, match=r"later release.*install that release"):
        Register(path)
