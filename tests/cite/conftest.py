"""Invented documents in a register, with the lexical index in its file."""

from collections.abc import Iterator

import pytest

from index.library import Library
from ingest.document import Document, Passage, Reading
from ingest.register import Register
from settings import Settings
from tests.answer.making import document, passage


def put(register: Register, of: Document, rows: list[dict[str, object]]) -> None:
    """Record a document with its passages."""
    passages: list[Passage] = []
    for ordinal, row in enumerate(rows):
        fields = {name: value for name, value in row.items() if name != "text"}
        passages.append(passage(str(row["text"]), of, ordinal=ordinal, **fields))
    register.record(f"/papers/{of.id}.txt", Reading(document=of, passages=tuple(passages)), "test")


@pytest.fixture(scope="module")
def register(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Register]:
    """A resolution with two annexes, its revision, a convention and a paper with speakers."""
    library = Library(Settings(library=tmp_path_factory.mktemp("cite"), workers=0, threads=1))
    one = document("A/RES/70/125", title="Cables of Ruritania", content_hash="1" * 64)
    annex, other = ("Annex I", "Scope"), ("Annex II",)
    put(
        library.register,
        one,
        [
            {"text": "Recalling the cables of Strelsau,", "paragraph": "PP1"},
            {"text": "Decides to lay a cable.", "paragraph": "1"},
            {"text": "Requests three reports:\n(a) On tar;\n(b) On copper;", "paragraph": "2"},
            {"text": "A note on tar.", "paragraph": "fn 1", "kind": "footnote"},
            {"text": "(c) On glass.", "paragraph": "2"},
            {"text": "On the sea bed.", "paragraph": "2 (d)", "pages": (2,)},
            {"text": "Remains seized.", "paragraph": "3", "pages": (2,)},
            {"text": "The scope is wide.", "paragraph": "1", "section": annex, "pages": (3,)},
            {"text": "The scope is deep.", "paragraph": "4", "section": annex, "pages": (3,)},
            {"text": "The terms are few.", "paragraph": "1", "section": other, "pages": (3,)},
        ],
    )
    put(library.register, document("A/80/9", content_hash="2" * 64), [{"text": "Old.", "paragraph": "1"}])
    put(
        library.register,
        document("A/80/9/Rev.1", content_hash="3" * 64),
        [{"text": "New.", "paragraph": "1"}],
    )
    put(
        library.register,
        document(None, title="Convention on Marmalade", content_hash="4" * 64),
        [
            {"text": "Marmalade is free.", "paragraph": "art. 5 (1)"},
            {"text": "It is sweet.", "paragraph": "art. 5 (2)"},
        ],
    )
    put(
        library.register,
        document("GE-005", content_hash="5" * 64),
        [
            {"text": "Cuba: “We like the copper cable of Strelsau.”", "speaker": "Cuba"},
            {"text": "China: “We prefer glass.”", "speaker": "China", "pages": (2,)},
        ],
    )
    library.words().sync()
    yield library.register
    library.close()
