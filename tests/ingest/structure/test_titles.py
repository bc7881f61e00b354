from pathlib import Path

import pytest

from ingest.manuscript import Block, Manuscript
from ingest.structure.metadata import describe
from ingest.structure.titles import title_of
from ingest.work.reader import read

PATH = Path("lamps_of_ruritania.pdf")


def title(*blocks: Block | str, symbols: tuple[str, ...] = (), declared: str = "") -> str:
    listed = tuple(
        Block(kind="heading", text=block, level=2) if isinstance(block, str) else block for block in blocks
    )
    return title_of(Manuscript(format="pdf", blocks=listed, title=declared), symbols, PATH, "en")


def words(text: str) -> Block:
    return Block(kind="paragraph", text=text)


def test_a_title_that_goes_on_in_the_next_heading_is_read_whole():
    assert title("A Guide to", "THE LAMPS OF THE TOWN") == "A Guide to THE LAMPS OF THE TOWN"
    assert (
        title("Convention on Lamps;", "Lighting the Streets") == "Convention on Lamps; Lighting the Streets"
    )
    assert title("Lamps of the town", "Lighting the streets") == "Lamps of the town"


def test_marks_of_notes_are_no_part_of_a_title():
    assert title("Statement on the lamps of the town*, **") == "Statement on the lamps of the town"


@pytest.mark.parametrize(
    "above",
    [
        "ECONOMIC CONSEIL",
        "AND ECONOMIQUE SOCIAL COUNCIL ET SOCIAL",
        "Third session,",
        "ORIGINAL: ENGLISH",
        "2 June 1948",
    ],
)
def test_what_stands_above_a_title_is_none(above: str):
    assert title(above, "Report on the lamps of the town") == "Report on the lamps of the town"


def test_the_first_part_is_no_title():
    line = words("Road map for the lamps of the town")
    assert title(line, "I. Background", "A. Bright lamps", declared="I. Background") == line.text


def test_a_decision_without_a_title_is_called_by_how_it_was_adopted():
    blocks = ("Decision adopted by the Committee on lamps", words("State party: Ruritania Subject: Oil"))
    assert title(*blocks) == blocks[0]


def test_a_resolution_is_found_below_a_list_of_others():
    rows = [Block(kind="table", text=f"{n} (XII). Other lamps | {n}") for n in range(1130, 1170)]
    found = title(*rows, "1145 (XII). Lamps of the town", symbols=("A/RES/1145 (XII)",))
    assert found == "1145 (XII). Lamps of the town"


def test_a_file_without_any_title_is_called_by_its_name():
    assert title() == "lamps of ruritania"


def test_a_date_that_stands_alone_at_the_end_is_the_document_s():
    blocks = (words("Lamps are lit."), words("May 2031"), words("by A. Wick"))
    assert describe(Manuscript(format="pdf", blocks=blocks, front=""), PATH).date == "2031-05"


def test_a_heading_broken_over_lines_and_rows_between_pipes(tmp_path: Path):
    path = tmp_path / "lamps.txt"
    path.write_text(
        "# S-30/1. Our joint commitment to the lamps\nand candles of the town\n\n"
        "## Estimates of the\nLamp Commission\nThe lamps are dear.\n\n"
        "| Lamp | Oil |\n|---|---|\n| Big | Much |\n",
        encoding="utf-8",
    )
    reading = read(path)
    assert reading.document.title == "Our joint commitment to the lamps and candles of the town"
    assert [(p.kind, p.section, p.text) for p in reading.passages] == [
        ("paragraph", ("Estimates of the Lamp Commission",), "The lamps are dear."),
        ("table", ("Estimates of the Lamp Commission",), "Lamp | Oil\nBig | Much"),
    ]


def test_a_number_is_no_title():
    assert title(words("85/12. Lamps of the coast")) == "Lamps of the coast"
    assert (
        title(words("GENERAL ASSEMBLY"), words("2031/14. Lamps for all. More follows.")) == "Lamps for all."
    )


def test_a_long_sentence_for_a_title_is_cut_behind_a_word():
    found = title(words("Lamps " * 60))
    assert len(found) <= 240
    assert found.endswith("Lamps …")


def test_a_presidential_statement_has_the_date_of_its_meeting(tmp_path):
    path = tmp_path / "S_PRST_2031_4.txt"
    path.write_text(
        "S/PRST/2031/4\n\nStatement by the President of the Security Council\n\n"
        "At the 9912th meeting of the Security Council, held on 3 May 2031, the President spoke of lamps.",
        encoding="utf-8",
    )
    assert read(path).document.date == "2031-05-03"


def test_the_experts_on_names_have_symbols_too(tmp_path):
    path = tmp_path / "paper.txt"
    path.write_text(
        "GEGN.2/2025/35\n\n12 March 2025\n\nNames of lamps\n\nLamps have names.", encoding="utf-8"
    )
    assert read(path).document.symbols == ("GEGN.2/2025/35",)
