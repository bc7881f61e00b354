"""The gold references, looked up in a small library made of just the documents they need."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from benchmarks.answers.reference_bench import fault, gold, run
from cite.match import Lookup
from index.library import Library
from ingest.register import Register
from ingest.work.pipeline import ingest
from settings import Settings


@pytest.fixture(scope="module")
def register(corpus: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Register]:
    """A register of the gold's documents, with words indexed and nothing embedded."""
    settings = Settings(library=tmp_path_factory.mktemp("gold"), workers=2, threads=1)
    library = Library(settings)
    names = {case["file"] for case in gold() if "file" in case}
    names |= {f"un/udhr/udhr_{language}.xml" for language in ("ar", "en", "es", "fr", "ru", "zh")}
    words = library.words()
    ingest(sorted(corpus / name for name in names), library.register, settings)
    words.sync()
    yield library.register
    library.close()


def test_every_gold_reference_is_right(register: Register) -> None:
    faults = {outcome.case["ref"]: outcome.fault for outcome in run(register, gold()) if outcome.fault}
    assert faults == {}


def test_the_gold_is_well_formed() -> None:
    cases = gold()
    assert len({case["ref"] for case in cases}) == len(cases) >= 120
    assert sum(case["status"] != "found" for case in cases) >= 40
    assert all(len(anchor.split()) <= 12 for case in cases for anchor in case.get("anchors", ()))


def test_a_wrong_outcome_is_a_fault() -> None:
    case = {"ref": "x", "status": "not_found", "says": "not here", "near": ["y"]}
    assert "ambiguous" in fault(case, Lookup(status="ambiguous"))
    assert "message" in fault(case, Lookup(status="not_found", message="No."))
    assert "offered" in fault(case, Lookup(status="not_found", message="It is not here."))
    assert not fault(case, Lookup(status="not_found", message="It is not here.", near=("y",)))
