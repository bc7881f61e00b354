"""How a topic is taken apart, and what its words weigh."""

import pytest

from brief.candidates import Candidate, to_read
from brief.model import Owner
from brief.owners import part_of
from brief.relevance import likely, named, parts_of, thresholds
from index.library import Library


@pytest.mark.parametrize(
    ("topic", "parts"),
    [
        ("gender", ("gender",)),
        ("peace and security", ("peace and security",)),
        (
            "harbour law and humanitarian law",
            ("harbour law and humanitarian law", "harbour law", "humanitarian law"),
        ),
    ],
)
def test_a_topic_that_joins_several_is_looked_for_by_its_parts(topic: str, parts: tuple[str, ...]) -> None:
    assert parts_of(topic) == parts


def test_words_alone_bring_a_passage_nearer() -> None:
    """With the same meaning and reading."""
    without = {"meaning": 1.5, "words": 0.0, "both": 0.0, "foreign": 0.0, "read": -3.0}
    having = {"meaning": 1.5, "words": 1.0, "both": 1.5, "foreign": 0.0, "read": -3.0}
    assert likely(without) < thresholds()[0] < likely(having)


@pytest.mark.parametrize(
    ("name", "part"),
    [
        ("Niger", "states"),
        ("Democratic Republic of the Congo", "states"),
        ("Republic of Korea", "states"),
        ("European Union", "groups"),
        ("Group of Like-Minded States", "groups"),
        ("International Telecommunication Union", "organisations"),
        ("Twelve NGOs", "organisations"),
        ("Microsoft", "companies"),
        ("Guy Ryder", "persons"),
    ],
)
def test_speakers_stand_where_such_papers_have_them(name: str, part: str) -> None:
    assert part_of(name) == part


def _spoken(debate: Library) -> list[Candidate]:
    (document,) = debate.register.documents_by_symbol("A/80/901")
    return [
        Candidate(document, passage, Owner(name=passage.speaker, part="states"))
        for passage in debate.register.document_passages(document.id)
        if passage.speaker
    ]


def test_every_speaker_is_read_before_much_of_one(debate: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    """However many passages of another are more promising."""
    monkeypatch.setattr("brief.candidates.MOST_READ", 0)
    monkeypatch.setattr("brief.candidates.OF_A_SPEAKER", 1)
    found = _spoken(debate)
    much = {"meaning": 3.0, "words": 1.0, "both": 3.0, "foreign": 0.0}
    some = {"meaning": 2.0, "words": 1.0, "both": 2.0, "foreign": 0.0}
    cheap = {each.passage.id: much if each.owner.name == "Norway" else some for each in found}
    read = to_read(found, cheap, set())
    assert sorted(each.owner.name for each in read) == sorted({each.owner.name for each in found})


def test_what_no_reading_could_bring_in_is_not_read(debate: Library) -> None:
    """Only what a paper places under the topic is."""
    found = _spoken(debate)
    nothing = {each.passage.id: {"meaning": 0.0, "words": 0.0, "both": 0.0, "foreign": 0.0} for each in found}
    assert to_read(found, nothing, {found[-1].passage.id}) == [found[-1]]


def test_a_common_word_of_a_topic_does_not_name_it() -> None:
    """A text in another language need not have its words."""
    facts = {"meaning": 3.0, "both": 0.75, "foreign": 0.0}
    assert not named({**facts, "words": 0.25})
    assert named({**facts, "words": 0.5})
    assert named({**facts, "words": 0.0, "foreign": 1.0})


def test_what_documents_say_themselves_has_to_name_more_of_a_topic() -> None:
    """There are so many more of them than of speakers."""
    facts = {"meaning": 3.0, "words": 0.5, "both": 1.5, "foreign": 0.0}
    assert named(facts)
    assert not named(facts, spoken=False)
