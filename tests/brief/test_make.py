"""The paper over an invented debate: who is in it, under which name, and who is not."""

import pytest

from brief.make import brief
from brief.model import Brief
from errors import RapporteurError
from index.hit import Filters
from index.library import Library

TOPIC = "register of lighthouses"


@pytest.fixture(scope="module")
def paper(debate: Library) -> Brief:
    """The paper on the topic."""
    return brief(debate, TOPIC)


def test_every_speaker_on_the_topic_is_in_it(paper: Brief) -> None:
    """States, the group and the company; nobody who speaks of copper."""
    names = {entry.owner.name for entry in paper.quoted if entry.passage.speaker}
    assert names == {"Chile", "Norway", "Nordic countries", "Microsoft"}
    assert "Peru" in paper.silent


def test_words_for_a_group_are_the_groups_until_the_delegation_speaks_for_itself(paper: Brief) -> None:
    """Norway delivers the joint statement, then goes on in its national capacity."""
    by_name = {entry.owner.name: entry for entry in paper.quoted}
    assert by_name["Nordic countries"].owner.spoken_by == "Norway"
    assert "Norway will pay" in by_name["Norway"].quote
    assert by_name["Norway"].owner.part == "states"


def test_words_are_of_the_passage_and_off_the_topic_they_are_left_out(paper: Brief) -> None:
    """No entry quotes the weather."""
    for entry in paper.entries:
        assert entry.quote in entry.passage.text
        assert "fishermen" not in entry.quote


def test_parts_stand_in_order_and_decisions_last(paper: Brief) -> None:
    """States, groups, companies, decisions."""
    parts = list(dict.fromkeys(entry.owner.part for entry in paper.quoted))
    assert parts == ["states", "groups", "companies", "decisions"]


def test_a_scope_narrows(debate: Library) -> None:
    """One speaker only; none of the documents' own words."""
    found = brief(debate, TOPIC, Filters.of({"speakers": "Chile"}))
    assert {entry.owner.name for entry in found.quoted} == {"Chile"}


@pytest.mark.parametrize(("topic", "scope"), [("  ", {}), (TOPIC, {"since": "2099-01-01"})])
def test_no_topic_and_no_document_are_said(debate: Library, topic: str, scope: dict[str, str]) -> None:
    """In one sentence."""
    with pytest.raises(RapporteurError):
        brief(debate, topic, Filters.of(scope))
