"""Documents and passages as the rows of the register, and back."""

import json
from collections.abc import Sequence
from dataclasses import asdict
from typing import Any, Final, cast

from errors import LibraryError
from ingest.document import Document, Passage, PassageKind, Reading

PASSAGE_COLUMNS: Final = (
    'id, document_id, ordinal, text, section, paragraph, speaker, pages, start, "end", language, kind, ocr'
)


def document_row(reading: Reading, pipeline: str) -> tuple[Any, ...]:
    """The columns of a document, in the order of the table."""
    document = reading.document
    return (
        document.id,
        document.content_hash,
        json.dumps(document.symbols, ensure_ascii=False),
        document.title,
        document.date,
        document.body,
        document.language,
        document.url,
        document.kind,
        document.format,
        document.pages,
        pipeline,
        json.dumps([{"reason": w.reason, "page": w.page} for w in reading.warnings], ensure_ascii=False),
        document.author,
        document.original_language,
        reading.text_hash(),
        document.session,
        document.agenda_item,
        document.job_number,
        json.dumps(asdict(reading.balance)) if reading.balance else None,
    )


def passage_row(passage: Passage) -> tuple[Any, ...]:
    """The columns of a passage, as ``PASSAGE_COLUMNS`` names them."""
    return (
        passage.id,
        passage.document_id,
        passage.ordinal,
        passage.text,
        json.dumps(passage.section, ensure_ascii=False),
        passage.paragraph,
        passage.speaker,
        json.dumps(passage.pages),
        passage.start,
        passage.end,
        passage.language,
        passage.kind,
        int(passage.ocr),
    )


def as_passage(row: Sequence[Any]) -> Passage:
    """A passage from its ``PASSAGE_COLUMNS``."""
    return Passage(
        id=row[0],
        document_id=row[1],
        ordinal=row[2],
        text=row[3],
        section=tuple(listed(row[4])),
        paragraph=row[5],
        speaker=row[6],
        pages=tuple(listed(row[7])),
        start=row[8],
        end=row[9],
        language=row[10],
        kind=cast(PassageKind, row[11]),
        ocr=bool(row[12]),
    )


def as_document(row: Sequence[Any]) -> Document:
    """A document from all its columns."""
    return Document(
        id=row[0],
        content_hash=row[1],
        symbols=tuple(listed(row[2])),
        title=row[3],
        date=row[4],
        body=row[5],
        language=row[6],
        url=row[7],
        kind=row[8],
        format=row[9],
        pages=row[10],
        author=row[13],
        original_language=row[14],
        session=row[16],
        agenda_item=row[17],
        job_number=row[18],
    )


def listed(text: str) -> list[Any]:
    """A list that is kept as JSON.

    Raises:
        LibraryError: it is damaged.
    """
    try:
        found: list[Any] = json.loads(text)
    except (ValueError, TypeError) as error:
        raise LibraryError(f"A row of the register is damaged ({error}): run `rapporteur doctor`.") from error
    return found
