"""Libraries of earlier releases, as their own ``backup`` wrote them, come back, are upgraded and go on.

``data/schema-N.zip`` was made by the release whose register had that version: one invented document of two
paragraphs ("/papers/lamps.md"), its words and its vectors.
"""

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from index.care.backup import restore
from index.care.doctor import examine, repair
from index.library import Library
from index.models import chosen
from ingest.register import SCHEMA_VERSION
from settings import Settings
from tests.several_readers import Hashed

DATA = Path(__file__).parents[1] / "data"
VERSIONS = (2, 3)


@pytest.fixture(params=VERSIONS, ids=lambda version: f"schema {version}")
def earlier(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    monkeypatch.setattr(chosen, "chosen_embedder", lambda _: Hashed())
    restore(DATA / f"schema-{request.param}.zip", tmp_path / "library")
    with closing(sqlite3.connect(tmp_path / "library" / "register.sqlite")) as db:
        assert db.execute("PRAGMA user_version").fetchone() == (request.param,)
    return Settings(library=tmp_path / "library", workers=0, threads=1)


def test_it_is_upgraded_where_it_is_opened_and_answers(earlier: Settings) -> None:
    library = Library(earlier)
    assert library.register.connection.execute("PRAGMA user_version").fetchone() == (SCHEMA_VERSION,)
    (found, *_) = library.search("Who keeps every lamp?")
    assert "needs a keeper" in found.passage.text
    assert found.dense is not None
    library.close()


def test_the_doctor_finds_it_well_or_makes_it_well(earlier: Settings) -> None:
    repair(earlier, examine(earlier))
    assert [finding.fault for finding in examine(earlier) if finding.fault] == []


def test_a_document_is_read_anew_where_its_file_is_there_and_kept_where_it_is_not(
    earlier: Settings, tmp_path: Path
) -> None:
    library = Library(earlier)
    (tmp_path / "oil.md").write_text("# Oil\n\n1. Oil is bought in May.\n", encoding="utf-8")
    assert library.ingest([tmp_path / "oil.md"]).added == 1
    assert library.register.counts()["documents"] == 2
    assert library.status()["indexed_vectors"] == library.status()["passages"] == 3
    library.close()


@pytest.mark.parametrize("lost", ["chroma", "lexical"])
def test_what_is_derived_is_made_anew_from_an_earlier_register(earlier: Settings, lost: str) -> None:
    if lost == "chroma":
        shutil.rmtree(earlier.library / "chroma")
    else:
        with closing(sqlite3.connect(earlier.library / "register.sqlite")) as db:
            db.execute("DROP TABLE lexical_1")
            db.commit()
    assert repair(earlier, examine(earlier))
    assert [finding.fault for finding in examine(earlier) if finding.fault] == []
    library = Library(earlier)
    assert library.search("Who keeps every lamp?")
    library.close()
