"""Whether what came is the document asked for."""

from pathlib import Path

from ingest.fetch.content_check import doubt, format_of, own_symbols, own_symbols_apart
from tests.ingest.fetch.papers import pdf, resolution


def saved(folder: Path, content: bytes) -> Path:
    path = folder / "came.part"
    path.write_bytes(content)
    return path


def test_the_format_is_told_from_the_bytes(tmp_path: Path) -> None:
    assert format_of(saved(tmp_path, resolution("A/RES/99/1"))) == "pdf"
    assert format_of(saved(tmp_path, b"PK\x03\x04 broken")) is None
    assert format_of(saved(tmp_path, b"")) is None


def test_symbols_that_are_only_spoken_of_do_not_count(tmp_path: Path) -> None:
    paper = saved(tmp_path, pdf("United Nations A/99/62-E/2099/12", "on the report (A/99/400) of it"))
    assert own_symbols(paper) == ("A/99/62", "E/2099/12")
    assert doubt(paper, "E/2099/12", own_symbols) is None
    assert doubt(paper, "A/99/400", own_symbols) == "it is A/99/62, not A/99/400"


def test_a_broken_file_names_nothing_in_a_process_of_its_own(tmp_path: Path) -> None:
    assert own_symbols_apart(saved(tmp_path, b"%PDF-1.4 broken")) == ()
    assert own_symbols_apart(saved(tmp_path, resolution("A/RES/99/1"))) == ("A/RES/99/1",)
