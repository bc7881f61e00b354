"""Looking references up in a register of invented documents."""

import sys

import pytest

from cite.lookup import look_up, neighbours, whole_text
from ingest.register import Register


@pytest.mark.parametrize(
    ("reference", "texts"),
    [
        ("A/RES/70/125, operative paragraph 1", ["Decides to lay a cable."]),
        ("70/125, main text, para. 1", ["Decides to lay a cable."]),
        ("annexe II de la résolution 70/125, par. 1", ["The terms are few."]),
        ("A/RES/70/125, annex 1, para. 4", ["The scope is deep."]),
        ("A/RES/70/125, para. 2 (c)", ["(c) On glass."]),
        ("A/RES/70/125, para. 2(d)", ["On the sea bed."]),
        ("https://docs.un.org/en/A/RES/70/125, para. 3", ["Remains seized."]),
        ("A/RES/70/125, para. 3, on the scope", ["Remains seized."]),
        ("A/RES/70/125 PP1", ["Recalling the cables of Strelsau,"]),
        ("footnote 1 of A/RES/70/125", ["A note on tar."]),
        ("A/RES/70/125, paras. 3–4, annex I", None),
        ("Convention on Marmalade, article 5, paragraph 2", ["It is sweet."]),
        ("artículo 5, Convention on Marmalade", ["Marmalade is free.", "It is sweet."]),
        ("Cuba in GE-005", ["Cuba: “We like the copper cable of Strelsau.”"]),
        ("China’s statement, GE-005, p. 2", ["China: “We prefer glass.”"]),
        ("“copper cable of Strelsau”", ["Cuba: “We like the copper cable of Strelsau.”"]),
        ("“Convention on Marmalade”, art. 5 (1)", ["Marmalade is free."]),
    ],
)
def test_what_a_reference_points_at(register: Register, reference: str, texts: list[str] | None) -> None:
    found = look_up(register, reference)
    assert found.status == ("found" if texts else "not_found"), found.message
    assert [match.passage.text for match in found.matches if match.passage] == (texts or [])
    assert bool(found.message) == (texts is None)


def test_a_paragraph_cut_into_pieces_is_whole_and_in_order(register: Register) -> None:
    found = look_up(register, "A/RES/70/125, para. 2")
    assert found.status == "found"
    assert whole_text(found.matches).splitlines() == [
        "Requests three reports:",
        "(a) On tar;",
        "(b) On copper;",
        "(c) On glass.",
        "On the sea bed.",
    ]


@pytest.mark.parametrize(
    ("reference", "status", "says", "near"),
    [
        ("A/75/816, para. 3", "not_found", "A/75/816 is not in this library", ""),
        ("A/RES/70/152, para. 3", "not_found", "not in this library", "A/RES/70/125, para. 3 (p. 2)"),
        ("A/80/9/Rev.2, para. 1", "not_found", "not in this library", "A/80/9/Rev.1, para. 1 (p. 1)"),
        ("A/RES/70/125, para. 30", "not_found", "has paragraphs 1 to 4", "A/RES/70/125, para. 3 (p. 2)"),
        ("A/RES/70/125, para. 2 (z)", "not_found", "but no 2 (z)", "A/RES/70/125, para. 2 (p. 1)"),
        ("A/RES/70/125, para. 3 (p. 3)", "not_found", "another page", "A/RES/70/125, para. 3 (p. 2)"),
        ("A/RES/70/125, p. 9", "not_found", "has pages 1 to 3", ""),
        ("A/RES/70/125, annex V", "not_found", "it has annex I, annex II", "A/RES/70/125, annex I"),
        (
            "A/RES/70/125, para. 1",
            "ambiguous",
            "main text; annex I; annex II",
            "A/RES/70/125, annex II, para. 1 (p. 3)",
        ),
        ("Japan in GE-005", "not_found", "has no words of Japan", ""),
        ("Cuba", "not_found", "Name the document as well", ""),
        ("Treaty of Zenda, art. 3", "not_found", "“Treaty of Zenda”", ""),
        ("“glass cable” in GE-005", "not_found", "does not stand in GE-005", ""),
        ("para. 3", "not_found", "names no document", ""),
        ("", "not_found", "There is no reference", ""),
    ],
)
def test_what_is_not_there_is_said_and_what_is_near_is_offered(
    register: Register, reference: str, status: str, says: str, near: str
) -> None:
    found = look_up(register, reference)
    assert found.status == status
    assert says in found.message
    assert not near or near in found.near
    assert bool(found.matches) == (status == "ambiguous")


def test_a_bare_symbol_gives_the_document_and_its_other_versions(register: Register) -> None:
    found = look_up(register, "A/80/9")
    assert (found.status, found.near) == ("found", ("A/80/9/Rev.1",))
    assert [match.passage for match in found.matches] == [None]
    assert "paragraph 1" in found.message


def test_neighbours(register: Register) -> None:
    match = look_up(register, "A/RES/70/125, para. 3").matches[0]
    before, after = neighbours(register, match, 1)
    assert [each.passage.text for each in before if each.passage] == ["On the sea bed."]
    assert [each.passage.text for each in after if each.passage] == ["The scope is wide."]


def test_no_embedding_model_is_loaded(register: Register) -> None:
    sys.modules.pop("index.models.embedding", None)
    look_up(register, "“copper cable of Strelsau”")
    assert "index.models.embedding" not in sys.modules
