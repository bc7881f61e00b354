"""OCR of scans with the real programs, and how what it read is marked."""

import shutil
from dataclasses import replace

import pytest

from cite.locator import reference
from errors import RapporteurError
from ingest.readers.pdf.ocr import _ranges, require_ocr
from ingest.register import Register
from ingest.work.pipeline import ingest

NOTE = "2022-03-04_Note_Verbale_from_the_Office_of_Legal_Affairs_to_the_Permanent_Mission_of_Ukraine.pdf"


def test_pages_are_named_as_ocrmypdf_takes_them():
    assert _ranges([1, 2, 3, 7, 9, 10]) == "1-3,7,9-10"


def test_missing_programs_are_named_with_how_to_install_them(monkeypatch):
    monkeypatch.setattr("shutil.which", lambda name: None)
    with pytest.raises(RapporteurError, match="apt install ocrmypdf"):
        require_ocr()


@pytest.mark.needs_program("ocrmypdf", "tesseract")
def test_a_scan_is_read_and_marked_when_asked(corpus, tmp_path, settings):
    scan = tmp_path / NOTE
    shutil.copy(corpus / "un" / "scanned" / NOTE, scan)
    (tmp_path / "lamps.md").write_text("# Lamps\n\n1. Lamps are lit.\n", encoding="utf-8")
    paths = [scan, tmp_path / "lamps.md"]
    register = Register(settings.library / "register.db")
    assert "--ocr" in ingest(paths, register, settings).failed[0].reason
    report = ingest(paths, register, settings, ocr=True)
    assert (report.added, report.unchanged, report.failed) == (1, 1, [])
    assert any("read by OCR" in warning.reason and warning.page == 1 for warning in report.warnings)
    document = next(document for document in register.documents() if document.format == "pdf")
    passages = register.document_passages(document.id)
    assert all(passage.ocr for passage in passages)
    assert "Permanent Mission of Ukraine" in " ".join(passage.text for passage in passages)
    assert reference(document, passages[0]).endswith("read by OCR")
    assert not reference(document, replace(passages[0], ocr=False)).endswith("read by OCR")
    assert ingest(paths, register, settings).unchanged == 2
    register.close()
