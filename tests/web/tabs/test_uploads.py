import zipfile
from pathlib import Path

import pytest
from pypdf import PdfWriter

from errors import RapporteurError
from settings import Settings
from web.tabs.uploads import accept

KINDS = (".pdf", ".docx", ".txt", ".md")


@pytest.fixture
def limits(tmp_path: Path) -> Settings:
    return Settings(library=tmp_path, upload_mb=1, upload_pages=3)


def pdf(path: Path, pages: int, password: str = "") -> Path:
    writer = PdfWriter()
    for _ in range(pages):
        writer.add_blank_page(100, 100)
    if password:
        writer.encrypt(password)
    writer.write(path)
    return path


def docx(path: Path, body: bytes = b"<w/>") -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", body)
    return path


def test_what_is_meant_is_taken(tmp_path: Path, limits: Settings) -> None:
    text = tmp_path / "a.txt"
    text.write_text("words", encoding="utf-16")
    for path in (pdf(tmp_path / "a.PDF", 3), docx(tmp_path / "a.docx"), text):
        accept(path, limits, KINDS)


def test_another_kind_is_refused(tmp_path: Path, limits: Settings) -> None:
    for name, data in (("a.exe", b"MZ"), ("a", b"words"), ("a.pdf.html", b"<p>")):
        (tmp_path / name).write_bytes(data)
        with pytest.raises(RapporteurError, match="give one of"):
            accept(tmp_path / name, limits, KINDS)


@pytest.mark.parametrize(("name", "data"), [("a.pdf", b"MZ"), ("a.docx", b"%PDF-"), ("a.txt", b"MZ\x00\x01")])
def test_bytes_of_another_kind_are_refused(tmp_path: Path, limits: Settings, name: str, data: bytes) -> None:
    (tmp_path / name).write_bytes(data)
    with pytest.raises(RapporteurError, match="not what its ending says"):
        accept(tmp_path / name, limits, KINDS)


def test_a_large_file_is_refused(tmp_path: Path, limits: Settings) -> None:
    (tmp_path / "a.txt").write_bytes(b"x" * (1024**2 + 1))
    with pytest.raises(RapporteurError, match="larger than 1 MB"):
        accept(tmp_path / "a.txt", limits, KINDS)


def test_a_bomb_is_refused(tmp_path: Path, limits: Settings) -> None:
    with pytest.raises(RapporteurError, match="not what its ending says"):
        accept(docx(tmp_path / "a.docx", b"x" * 20_000_000), limits, KINDS)


def test_too_many_pages_are_refused(tmp_path: Path, limits: Settings) -> None:
    with pytest.raises(RapporteurError, match="4 pages"):
        accept(pdf(tmp_path / "a.pdf", 4), limits, KINDS)


def test_a_locked_or_damaged_pdf_is_said(tmp_path: Path, limits: Settings) -> None:
    with pytest.raises(RapporteurError, match="password"):
        accept(pdf(tmp_path / "a.pdf", 1, "secret"), limits, KINDS)
    (tmp_path / "b.pdf").write_bytes(b"%PDF-1.7\nnothing")
    with pytest.raises(RapporteurError, match="damaged"):
        accept(tmp_path / "b.pdf", limits, KINDS)
