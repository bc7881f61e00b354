"""What the ingestion benchmark makes to measure on, and how it measures."""

import os
import sys

import pytest
from pypdf import PdfReader, PdfWriter

from benchmarks.reading.made_documents import many_pages, thousand
from benchmarks.usage import run_measured
from errors import RapporteurError


@pytest.fixture
def pdfs(tmp_path):
    paths = []
    for number in (1, 2):
        writer = PdfWriter()
        for page in range(3):
            writer.add_blank_page(100 * number, 100 + page)
        paths.append(tmp_path / f"source{number}.pdf")
        writer.write(paths[-1])
    return paths


def test_a_document_has_just_the_pages_asked_for(pdfs, tmp_path):
    assert len(PdfReader(many_pages(pdfs, 10, tmp_path / "long.pdf")).pages) == 10


def test_documents_made_all_differ(pdfs, tmp_path):
    text = tmp_path / "text.txt"
    text.write_text("Harbour masters register whatever vessels arrive. " * 20, encoding="utf-8")
    folder = tmp_path / "made"
    folder.mkdir()
    thousand(pdfs, [text], folder, wanted=20)
    contents = [path.read_bytes() for path in folder.iterdir()]
    assert len(contents) == len(set(contents)) == 20
    assert len(list(folder.glob("*.pdf"))) == 4


@pytest.mark.skipif(sys.platform != "linux", reason="memory is measured through /proc")
def test_time_and_memory_of_all_processes_are_seen():
    child = "block = bytearray(200_000_000); import time; time.sleep(0.5)"
    code = f"import subprocess, sys; subprocess.run([sys.executable, '-c', '{child}']); print('done')"
    usage = run_measured([sys.executable, "-c", code], os.environ)
    assert usage.output == "done\n"
    assert usage.seconds > 0.5
    assert usage.largest > 200_000_000
    assert usage.together >= usage.largest * 0.9


@pytest.mark.skipif(sys.platform != "linux", reason="memory is measured through /proc")
def test_a_command_that_fails_is_said():
    with pytest.raises(RapporteurError, match="status 3"):
        run_measured([sys.executable, "-c", "raise SystemExit(3)"], os.environ)
