"""The tables of the register, and how a database gets them; the same words for every back end."""

from errors import LibraryError
from ingest.register.database import Database
from ingest.register.upgrade import upgrade

SCHEMA_VERSION = 5

SCHEMA = """
CREATE TABLE IF NOT EXISTS meta (key TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS documents (
    id TEXT PRIMARY KEY, content_hash TEXT NOT NULL UNIQUE, symbols TEXT NOT NULL, title TEXT NOT NULL,
    date TEXT, body TEXT, language TEXT NOT NULL, url TEXT, kind TEXT NOT NULL, format TEXT NOT NULL,
    pages INTEGER NOT NULL, pipeline TEXT NOT NULL, warnings TEXT NOT NULL,
    author TEXT, original_language TEXT, text_hash TEXT,
    session TEXT, agenda_item TEXT, job_number TEXT, letters TEXT
);
CREATE INDEX IF NOT EXISTS documents_text ON documents (text_hash) WHERE text_hash IS NOT NULL;
CREATE TABLE IF NOT EXISTS symbols (
    symbol TEXT NOT NULL, document_id TEXT NOT NULL REFERENCES documents (id) ON DELETE CASCADE,
    PRIMARY KEY (symbol, document_id)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS sources (
    path TEXT PRIMARY KEY, document_id TEXT NOT NULL REFERENCES documents (id), added_at TEXT NOT NULL,
    content_hash TEXT, stamp TEXT
);
CREATE INDEX IF NOT EXISTS sources_document ON sources (document_id);
CREATE TABLE IF NOT EXISTS failures (
    path TEXT PRIMARY KEY, content_hash TEXT NOT NULL, pipeline TEXT NOT NULL, reason TEXT NOT NULL
);
CREATE TABLE IF NOT EXISTS passages (
    row INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE,
    document_id TEXT NOT NULL REFERENCES documents (id) ON DELETE CASCADE, ordinal INTEGER NOT NULL,
    text TEXT NOT NULL, section TEXT NOT NULL, paragraph TEXT, speaker TEXT, pages TEXT NOT NULL,
    start INTEGER NOT NULL, "end" INTEGER NOT NULL, language TEXT NOT NULL, kind TEXT NOT NULL,
    ocr INTEGER NOT NULL DEFAULT 0
);
CREATE UNIQUE INDEX IF NOT EXISTS passages_place ON passages (document_id, ordinal);
CREATE INDEX IF NOT EXISTS passages_speaker ON passages (speaker) WHERE speaker IS NOT NULL;
CREATE INDEX IF NOT EXISTS passages_language ON passages (language);
CREATE TABLE IF NOT EXISTS journal (
    at TEXT NOT NULL, action TEXT NOT NULL, path TEXT NOT NULL, detail TEXT NOT NULL
);
"""


def refuse_later(place: str, found: int) -> None:
    """Keep this release away from a register that a later one has written.

    Args:
        place: The library, as messages name it.
        found: The version of its tables.

    Raises:
        LibraryError: it is of a later release.
    """
    if found > SCHEMA_VERSION:
        raise LibraryError(
            f"The library at {place} was written by a later release (register version {found}, this one has "
            f"{SCHEMA_VERSION}): install that release of rapporteur, or a newer one; nothing was changed."
        )


def prepare(database: Database) -> None:
    """Make the tables where there are none, and bring those of an older release up to this one.

    Raises:
        LibraryError: the database cannot be opened, or is of another release.
    """
    # Looked at first: a library that is as it should be is opened without writing, on a full disk, too.
    if database.exists() and database.version(database.connection) == SCHEMA_VERSION:
        return
    with database.opening() as db:
        found = database.version(db)
        refuse_later(database.place, found)
        if found and not upgrade(db, found, SCHEMA_VERSION, database.spelled):
            raise LibraryError(
                f"The library at {database.place} was made by an earlier release that this one cannot read "
                f"(register version {found}, this one has {SCHEMA_VERSION}): "
                f"{database.fresh} and ingest again."
            )
        if found == 0:
            for statement in SCHEMA.split(";\n"):
                if statement.strip():
                    db.execute(database.spelled(statement))
        if found != SCHEMA_VERSION:
            database.set_version(db, SCHEMA_VERSION)
