import json

import pytest

from errors import LibraryError
from ingest.work.pipeline import PIPELINE_VERSION, ingest


@pytest.fixture
def folder(tmp_path):
    folder = tmp_path / "documents"
    folder.mkdir()
    (folder / "lamps.txt").write_text(
        "# Lamps\n\n1. Lamps are lit.\n\n2. Lamps are put out.\n", encoding="utf-8"
    )
    (folder / "candles.md").write_text("# Candles\n\nCandles are free.\n", encoding="utf-8")
    (folder / "broken.pdf").write_bytes(b"%PDF-1.7 and no more")
    (folder / "table.csv").write_text("year,lamps\n", encoding="utf-8")
    (folder / ".hidden.txt").write_text("Nobody reads this.", encoding="utf-8")
    return folder


class Steps:
    def __init__(self):
        self.total, self.done = 0, []

    def begin(self, total):
        self.total = total

    def advance(self, path):
        self.done.append(path.name)


def test_a_folder_is_read_reported_and_recorded(folder, register, settings):
    recorded, steps = [], Steps()
    report = ingest([folder], register, settings, on_recorded=recorded.append, progress=steps)
    assert (report.added, report.updated, report.unchanged, report.passages) == (2, 0, 0, 3)
    assert [failure.path.rpartition("/")[2] for failure in report.failed] == ["broken.pdf"]
    assert [(w.path.rpartition("/")[2], w.reason) for w in report.warnings] == [
        ("table.csv", "It is not a kind of file this program reads.")
    ]
    assert sorted(document.title for document in recorded) == ["Candles", "Lamps"]
    assert (steps.total, sorted(steps.done)) == (3, ["broken.pdf", "candles.md", "lamps.txt"])
    assert register.counts()["passages"] == 3
    assert set(json.loads(json.dumps(report.as_dict()))) == {
        "added", "updated", "unchanged", "removed", "failed", "warnings", "passages", "pages", "seconds",
    }  # fmt: skip


def test_a_second_run_does_nothing_and_repeats_failures(folder, register, settings):
    ingest([folder], register, settings)
    again = ingest([folder], register, replace_workers(settings))
    assert (again.added, again.updated, again.unchanged) == (0, 0, 2)
    assert len(again.failed) == 1


def replace_workers(settings):
    return settings.model_copy(update={"document_seconds": 1})


def test_a_changed_file_is_replaced(folder, register, settings):
    ingest([folder], register, settings)
    (folder / "candles.md").write_text("# Candles\n\nCandles cost a coin.\n", encoding="utf-8")
    report = ingest([folder], register, settings)
    assert (report.added, report.updated, report.unchanged) == (0, 1, 1)
    texts = [p.text for document in register.documents() for p in register.document_passages(document.id)]
    assert "Candles cost a coin." in texts
    assert "Candles are free." not in texts


def test_the_same_bytes_under_two_names_are_kept_once(folder, register, settings):
    (folder / "lamps_again.txt").write_bytes((folder / "lamps.txt").read_bytes())
    report = ingest([folder], register, settings)
    assert report.added == 2
    assert any("same bytes" in warning.reason for warning in report.warnings)
    lamps = next(document for document in register.documents() if document.title == "Lamps")
    assert len(register.sources(lamps.id)) == 2
    assert ingest([folder], register, settings).unchanged == 3


def test_files_named_that_cannot_be_read_are_failures(tmp_path, register, settings):
    picture = tmp_path / "picture.png"
    picture.write_bytes(b"\x89PNG\r\n")
    report = ingest([picture, tmp_path / "missing.pdf"], register, settings)
    reasons = {failure.path.rpartition("/")[2]: failure.reason for failure in report.failed}
    assert reasons["missing.pdf"] == "There is no such file or folder."
    assert "not a kind of file" in reasons["picture.png"]


def test_missing_sources_go_only_when_asked(folder, register, settings):
    ingest([folder], register, settings)
    (folder / "candles.md").unlink()
    assert ingest([folder], register, settings).removed == 0
    assert register.counts()["documents"] == 2
    assert ingest([folder], register, settings, remove_missing=True).removed == 1
    assert register.counts()["documents"] == 1


def test_another_pipeline_version_is_read_again(folder, register, settings):
    ingest([folder], register, settings)
    lamps = next(document for document in register.documents() if document.title == "Lamps")
    with register.transaction() as db:
        db.execute("UPDATE sources SET stamp = 'of-old' WHERE document_id = ?", (lamps.id,))
        db.execute("UPDATE documents SET pipeline = 'of-old' WHERE id = ?", (lamps.id,))
    report = ingest([folder], register, settings)
    assert (report.updated, report.unchanged) == (1, 1)
    source = register.sources(lamps.id)[0][0]
    assert register.source_hash(source) == (lamps.content_hash, PIPELINE_VERSION)


def test_a_second_ingest_at_the_same_time_is_told_to_wait(folder, register, settings):
    with register.database.lock("ingest"), pytest.raises(LibraryError, match="Another ingest"):
        ingest([folder], register, settings)


def test_an_interrupted_run_leaves_what_was_read_and_the_next_one_finishes(folder, register, settings):
    recorded = []

    def interrupt(document):
        recorded.append(document)
        if len(recorded) == 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        ingest([folder], register, settings, on_recorded=interrupt)
    assert register.counts()["documents"] == 1
    report = ingest([folder], register, settings)
    assert report.added + report.unchanged == 2


def test_a_document_that_takes_too_long_is_set_aside(tmp_path, register, settings):
    slow = tmp_path / "slow.txt"
    slow.write_text("(a) lamp and candle; " * 400_000, encoding="utf-8")
    report = ingest([slow], register, settings.model_copy(update={"document_seconds": 1, "workers": 1}))
    assert "longer than 1 seconds" in report.failed[0].reason
