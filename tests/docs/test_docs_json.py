"""The page of the JSON contracts names every field that the program gives, and the ones a program may send."""

from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest

from answer.model import Answer, Citation, Statement
from check.quote.finding import Difference, Finding
from cite.match import Lookup, Match
from index.hit import Filters, Hit
from ingest.document import Document, Passage
from ingest.work.pipeline import IngestReport

PAGE = (Path(__file__).resolve().parents[2] / "docs/reference/json.md").read_text(encoding="utf-8")


def _document() -> Document:
    return Document(
        id="d",
        content_hash="d",
        symbols=("A/RES/70/125",),
        title="Outcome document",
        date="2015-12-16",
        body="General Assembly",
        language="en",
        url=None,
        kind="resolution",
        format="pdf",
        pages=1,
    )


def _passage() -> Passage:
    return Passage(
        id="p",
        document_id="d",
        ordinal=0,
        text="We reaffirm this.",
        section=(),
        paragraph="1",
        language="en",
        speaker=None,
        pages=(1,),
        start=0,
        end=17,
    )


def _given() -> dict[str, dict[str, Any]]:
    document, passage = _document(), _passage()
    match = Match(document=document, passage=passage)
    return {
        "ask": Answer(status="not_found").as_dict(),
        "statement": Statement(text="Yes.", citations=(1,), verdict="verbatim").as_dict(),
        "citation": Citation(n=1, passage=passage, document=document, quote="We reaffirm").as_dict(),
        "search": Hit(passage=passage, document=document, score=0.5).as_dict(),
        "cite": Lookup(status="not_found").as_dict(),
        "match": match.as_dict(),
        "check": Finding(quote="so", verdict="not_found", source=match).as_dict(),
        "difference": Difference(quoted="a", original="b", gravity="minor").as_dict(),
        "ingest": IngestReport().as_dict(),
    }


@pytest.mark.parametrize("part", sorted(_given()))
def test_every_field_is_told(part: str) -> None:
    missing = [name for name in _given()[part] if f'"{name}":' not in PAGE]
    assert not missing


def test_every_filter_is_told() -> None:
    assert all(f"`{field.name}`" in PAGE for field in fields(Filters))
