"""A register copied to the other back end holds the same."""

import pytest

from errors import LibraryError
from ingest.register import Register
from ingest.register.copying import copy_register
from ingest.work.pipeline import ingest


def test_a_copy_holds_the_same(register, settings, tmp_path, monkeypatch):
    monkeypatch.setattr("ingest.register.copying._BATCH", 2)
    papers = tmp_path / "papers"
    papers.mkdir()
    for number in range(3):
        text = f"# Lamps {number}\n\n1. Lamp {number} is lit, A/RES/70/{number}.\n\n2. It is put out.\n"
        (papers / f"{number}.md").write_text(text, encoding="utf-8")
    (papers / "broken.pdf").write_bytes(b"%PDF-1.7 and no more")
    source = Register(tmp_path / "source.sqlite")
    ingest([papers], source, settings)
    told: list[int] = []
    copy_register(source, register, told.append)
    assert told[-1] == source.counts()["passages"]
    assert register.counts() == source.counts()
    assert register.documents() == source.documents()
    assert register.sources() == source.sources()
    assert register.failures() == source.failures()
    assert register.symbols() == source.symbols()
    for document in source.documents():
        assert register.document_passages(document.id) == source.document_passages(document.id)
    assert ingest([papers], register, settings).unchanged == 3
    with pytest.raises(LibraryError, match="name an empty one"):
        copy_register(source, register)
    source.close()
