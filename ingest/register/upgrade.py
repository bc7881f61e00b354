"""Bringing an older register up to this release, in the transaction that opens it."""

from collections.abc import Callable, Mapping
from typing import Final

from ingest.register.database import Connection

STEPS: Final[Mapping[int, tuple[str, ...]]] = {
    1: (
        "ALTER TABLE documents ADD COLUMN author TEXT",
        "ALTER TABLE documents ADD COLUMN original_language TEXT",
        "ALTER TABLE documents ADD COLUMN text_hash TEXT",
        "ALTER TABLE sources ADD COLUMN content_hash TEXT",
        "ALTER TABLE sources ADD COLUMN stamp TEXT",
        "ALTER TABLE passages ADD COLUMN ocr INTEGER NOT NULL DEFAULT 0",
        "CREATE INDEX documents_text ON documents (text_hash) WHERE text_hash IS NOT NULL",
    ),
    2: (
        "ALTER TABLE documents ADD COLUMN session TEXT",
        "ALTER TABLE documents ADD COLUMN agenda_item TEXT",
        "ALTER TABLE documents ADD COLUMN job_number TEXT",
    ),
    3: ("CREATE INDEX IF NOT EXISTS passages_language ON passages (language)",),
    4: ("ALTER TABLE documents ADD COLUMN letters TEXT",),
}
"""What brings a register of each version to the next one. Only adds: nothing is read or indexed anew."""


def upgrade(db: Connection, found: int, wanted: int, spelled: Callable[[str], str]) -> bool:
    """Bring the register from one version to another; False where there is no way.

    Args:
        db: The register, in a transaction.
        found: The version it has.
        wanted: The version it is to have.
        spelled: Writes a statement as the database has it.
    """
    if any(version not in STEPS for version in range(found, wanted)):
        return False
    for version in range(found, wanted):
        for statement in STEPS[version]:
            db.execute(spelled(statement))
    return True
