"""The Markdown dialect of the starter sources."""

from pathlib import Path

import pytest

from starter.dialect import Heading, Paragraph, Source, SourceError, Table, load, plain

FRONT = """---
number: RL-90
title: Ferries: a note
date: 2026-11-24
language: en
kind: note
author: Rapporteur team
format: pdf
---

"""


def parse(folder: Path, text: str, front: str = FRONT) -> Source:
    path = folder / "RL-90_ferries.md"
    path.write_text(front + text, encoding="utf-8")
    return load(path)


def test_front_matter_may_hold_a_colon(tmp_path: Path) -> None:
    source = parse(tmp_path, "## Boats\n")
    assert (source.number, source.title, source.date.isoformat()) == (
        "RL-90",
        "Ferries: a note",
        "2026-11-24",
    )
    assert source.document_name == "RL-90_ferries.pdf"
    assert source.blocks == (Heading(2, "Boats"),)


def test_numbers_run_on_after_a_heading(tmp_path: Path) -> None:
    source = parse(tmp_path, "1. One boat.\n\n2. Two\n   boats.\n\n## More\n\n3. Three boats.\n")
    texts = [(b.number, plain(b.spans)) for b in source.blocks if isinstance(b, Paragraph)]
    assert texts == [("1", "One boat."), ("2", "Two boats."), ("3", "Three boats.")]


def test_speakers_are_bold_and_bullets_stay_with_their_paragraph(tmp_path: Path) -> None:
    (block,) = parse(tmp_path, "4. **Freedonia:** asked for boats:\n   - a red one\n   - a blue one\n").blocks
    assert isinstance(block, Paragraph)
    assert [span.text for span in block.spans if span.bold] == ["Freedonia:"]
    assert [plain(item) for item in block.items] == ["a red one", "a blue one"]


def test_footnotes_are_numbered_by_their_first_mark(tmp_path: Path) -> None:
    source = parse(tmp_path, "1. Boats.[^b] Docks.[^a] Piers.[^b]\n\n[^a]: GE-001.\n[^b]: GE-002.\n")
    (block,) = source.blocks
    assert isinstance(block, Paragraph)
    assert [span.note for span in block.spans if span.note] == [1, 2, 1]
    assert [plain(note) for note in source.notes] == ["GE-002.", "GE-001."]


def test_a_table_keeps_its_header_and_its_marks(tmp_path: Path) -> None:
    source = parse(tmp_path, "| Boat | Year |\n|---|---|\n| Red | 1998[^1] |\n\n[^1]: GE-001.\n")
    (table,) = source.blocks
    assert isinstance(table, Table)
    assert [[plain(cell) for cell in row] for row in table.rows] == [["Boat", "Year"], ["Red", "1998"]]
    assert table.rows[1][1][-1].note == 1


@pytest.mark.parametrize(
    "text",
    ["> A quotation\n", "1. One\n\n   > inside\n", "```\ncode\n```\n", "- a bullet on its own\n"],
)
def test_what_the_dialect_does_not_know_is_refused(tmp_path: Path, text: str) -> None:
    with pytest.raises(SourceError, match=r"RL-90_ferries\.md"):
        parse(tmp_path, text)


def test_a_missing_field_is_named(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="lacks language"):
        parse(tmp_path, "1. Boats.\n", FRONT.replace("language: en\n", ""))


def test_an_unknown_format_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="'rtf'"):
        parse(tmp_path, "1. Boats.\n", FRONT.replace("format: pdf", "format: rtf"))
