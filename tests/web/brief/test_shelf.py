"""Several drafts open, one on the page."""

from dataclasses import replace

from brief.editing import Draft
from brief.model import Brief
from index.hit import Filters
from web.brief.shelf import MOST, Shelf, name, with_draft


def _draft(topic: str) -> Draft:
    return Draft(Brief(topic=topic, scope=Filters(), made="2026-12-01T12:00:00+00:00", entries=()))


def test_an_edited_draft_takes_its_own_place() -> None:
    """And no draft is no change."""
    first, second = _draft("lighthouses"), _draft("buoys")
    shelf = with_draft(with_draft({}, first), second)
    edited = replace(first, left_out=frozenset({"x"}))
    assert with_draft(shelf, edited) == {name(first): edited, name(second): second}
    assert with_draft(shelf, None) == shelf


def test_the_oldest_goes_where_there_are_too_many() -> None:
    """The newest stays."""
    shelf: Shelf = {}
    for number in range(MOST + 2):
        shelf = with_draft(shelf, _draft(f"topic {number}"))
    assert [draft.brief.topic for draft in shelf.values()][:1] == ["topic 2"]
    assert len(shelf) == MOST
