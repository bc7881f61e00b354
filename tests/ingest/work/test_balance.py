from dataclasses import replace
from pathlib import Path

import pytest

from ingest.document import Reading
from ingest.manuscript import Block, Manuscript
from ingest.register import Register
from ingest.work.balance import balance, warning
from ingest.work.reader import read

TEXT = "\n\n".join(
    f"{n}. The lamp of street {n} is lit at dusk, and put out at dawn by its keeper." for n in range(1, 30)
)


@pytest.fixture
def reading(tmp_path: Path) -> Reading:
    path = tmp_path / "lamps.md"
    path.write_text(f"# On lamps\n\n## Streets\n\n{TEXT}\n", encoding="utf-8")
    return read(path)


def test_a_document_that_is_kept_whole_is_even(reading: Reading) -> None:
    assert reading.balance is not None
    assert reading.balance.shown > 1000
    assert reading.balance.lost == 0
    assert reading.warnings == ()


def test_a_loss_is_counted_and_told(reading: Reading) -> None:
    manuscript = Manuscript(format="md", blocks=(Block(kind="paragraph", text="x"),), witness=TEXT)
    found = balance(manuscript, reading.passages[:20], "On lamps")
    assert found is not None
    assert found.lost > 0.2 * found.shown
    (told,) = warning(found)
    assert "letters" in told.reason


def test_the_balance_is_kept(reading: Reading, tmp_path: Path) -> None:
    register = Register(tmp_path / "register.sqlite")
    register.record("lamps.md", reading, "test")
    assert register.balance(reading.document.id) == reading.balance
    register.record("other.md", replace(reading, balance=None), "test")
    register.close()


def test_texts_that_differ_in_a_heading_are_two_documents(reading: Reading, tmp_path: Path) -> None:
    register = Register(tmp_path / "register.sqlite")
    register.record("lamps.md", reading, "test")
    copy = replace(reading, document=replace(reading.document, id="other", content_hash="other"))
    assert register.twin("copy.md", copy, "test") is not None
    renamed = replace(copy, passages=tuple(replace(p, section=("Squares",)) for p in copy.passages))
    assert register.twin("copy.md", renamed, "test") is None
    register.close()
