"""A reader is told of a later version of what is cited."""

from pathlib import Path

from answer.compose.draft import Draft
from answer.compose.superseded import later_versions, superseded
from ingest.document import Reading
from ingest.register import Register
from tests.answer.making import document, passage


def test_a_later_version_is_told(tmp_path: Path) -> None:
    register = Register(tmp_path / "register.sqlite")
    texts = {symbol: document(symbol, content_hash=symbol) for symbol in ("A/80/900", "A/80/900/Rev.1")}
    for symbol, text in texts.items():
        passages = (passage(f"Cables, in {symbol}.", text),)
        register.record(symbol, Reading(document=text, passages=passages), "test")
    draft = Draft()
    first = texts["A/80/900"]
    draft.state("“Cables”", (draft.cite(first, passage("Cables, in A/80/900.", first), "Cables"),))
    newer = later_versions(draft.answer(), register)
    assert newer == {"A/80/900": ("A/80/900/Rev.1",)}
    assert "A/80/900/Rev.1" in superseded(newer, "en")
    register.close()
