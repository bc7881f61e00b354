"""Hostile and spoilt files end in text or in one sentence; the whole campaign is a script beside this."""

import os
import random
import zipfile

import pytest

from errors import UnreadableDocumentError
from ingest.document import Reading
from ingest.work.find import Finder
from ingest.work.reader import LONGEST_WORD, read
from ingest.work.workers import read_all
from settings import Settings
from starter import documents
from tests.faults.fuzz_files import hostile, jobs_for, run, spoilt

SETTINGS = Settings(document_seconds=300)  # on a machine however busy
SLOW = {"paragraphs.docx", "one-line.txt", "one-word.txt", "lines.txt", "numbers.txt", "text-bomb.pdf"}
SLOW |= {"table.html", "attribute.html", "padded.docx", "stars.md"}


@pytest.fixture(scope="module")
def outcomes(tmp_path_factory):
    folder = tmp_path_factory.mktemp("hostile")
    paths = [path for path in hostile(folder) if path.name not in SLOW]
    return {job.path.name: outcome for job, outcome in read_all(jobs_for(paths), SETTINGS)}


def test_no_hostile_file_ends_in_a_fault_of_ours(outcomes):
    assert len(outcomes) >= 40
    assert [name for name, outcome in outcomes.items() if "please report" in str(outcome)] == []
    assert all("\n" not in outcome for outcome in outcomes.values() if isinstance(outcome, str))


@pytest.mark.parametrize("name", ["outside.docx", "outside.xml", "laughs.docx", "laughs.xml"])
def test_entities_bring_nothing_in(outcomes, name):
    outcome = outcomes[name]
    text = outcome if isinstance(outcome, str) else "".join(p.text for p in outcome.passages)
    assert len(text) < 1000
    assert "root:" not in text


def test_scripts_are_no_text(outcomes):
    outcome = outcomes["scripts.html"]
    assert isinstance(outcome, Reading)
    assert "Also seen." in "".join(p.text for p in outcome.passages)
    assert not any("alert" in p.text for p in outcome.passages)


def test_deep_nesting_is_told_in_one_sentence(outcomes):
    assert "nested too deeply" in outcomes["nested.html"]


def test_spoilt_files_end_in_text_or_in_one_sentence(tmp_path):
    ends, faults = run(list(spoilt(tmp_path, documents(), 60, random.Random(7))), SETTINGS)
    assert faults == []
    assert sum(ends.values()) == 60
    assert ends["refused"]


def test_an_unbroken_stretch_is_left_out_with_a_warning(tmp_path):
    path = tmp_path / "long.txt"
    path.write_text(f"A first paragraph of words.\n\n{'x' * (LONGEST_WORD + 1)}\n\nA last one.")
    reading = read(path)
    assert all(len(passage.text) <= LONGEST_WORD for passage in reading.passages)
    assert any("without a break" in warning.reason for warning in reading.warnings)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_a_pipe_is_not_waited_for(tmp_path):
    os.mkfifo(tmp_path / "pipe.pdf")
    with Finder() as finder:
        assert finder.find([tmp_path / "pipe.pdf"]) == []
        assert "neither a file" in finder.failed[0].reason


def test_a_damaged_declaration_of_the_encoding_is_one_sentence(tmp_path):
    path = tmp_path / "page.html"
    path.write_bytes(
        b'<html><head><meta charset="utf\x01-8"></head><body><p>Words of a page.</p></body></html>'
    )
    with pytest.raises(UnreadableDocumentError, match="encoding is damaged"):
        read(path)


def test_a_packed_file_of_an_unknown_version_is_one_sentence(tmp_path):
    path = tmp_path / "paper.docx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("word/document.xml", "<x/>")
    data = bytearray(path.read_bytes())
    data[data.index(b"PK\x01\x02") + 6] = 84  # "version needed to extract", 8.4
    path.write_bytes(data)
    with pytest.raises(UnreadableDocumentError):
        read(path)
