import json
import re

import pytest

from benchmarks.reading.paragraphs import compare, passages_as_paragraphs, text_paragraphs, tree_paragraphs
from errors import UnreadableDocumentError
from ingest.work.reader import read

OWNERS = [
    "Brazil",
    "China",
    "Egypt",
    "Germany",
    "Iran (Islamic Republic of)",
    "Netherlands (Kingdom of the)",
    "Nicaragua",
    "Pakistan",
    "Russian Federation",
    "Switzerland",
    "United States of America",
    "European Union",
    "Global Partners Digital",
    "Internet Society",
    "Microsoft",
    "Twelve NGOs",
]


@pytest.fixture(scope="module")
def paper(corpus):
    return read(corpus / "ge/GE-005_2020-07-15.txt")


@pytest.fixture(scope="module")
def compendium(corpus):
    return read(corpus / "un/pdf/A_AC.292_2025_INF_5_Rev.1.pdf")


def test_every_comment_of_the_paper_has_its_owner(paper):
    spoken = [passage for passage in paper.passages if passage.speaker]
    assert list(dict.fromkeys(passage.speaker for passage in spoken)) == OWNERS
    for passage in spoken:
        others = [name for name in OWNERS if name != passage.speaker]
        assert not re.match(r"|".join(re.escape(f"{name}: “") for name in others), passage.text)


def test_what_the_paper_itself_says_has_no_speaker(paper):
    own = [
        passage
        for passage in paper.passages
        if passage.text.startswith(("On 27 May 2020", "The second round", "Point 38"))
    ]
    assert len(own) == 3
    assert {passage.speaker for passage in own} == {None}


def test_the_paper_has_all_its_footnotes_and_no_marks_in_its_text(paper):
    notes = [passage for passage in paper.passages if passage.kind == "footnote"]
    assert [note.paragraph for note in notes] == [f"fn {n}" for n in range(1, 35)]
    texts = {note.paragraph: note.text for note in notes}
    assert texts["fn 1"].startswith("As explained in our five year")
    assert texts["fn 16"].startswith("The letter can be downloaded")
    assert texts["fn 33"].startswith("Download it in one of")
    assert any(passage.text.startswith("The OECE began") for passage in paper.passages)


def test_the_paper_knows_its_pages(paper):
    pages = {passage.text[:9]: passage.pages for passage in paper.passages}
    assert pages["This pape"] == (3,)
    assert pages["Internet "] == (6, 7)
    assert pages["Founded o"] == (9,)


def test_the_compendium_gives_every_statement_to_its_delegation(compendium):
    spoken = list(dict.fromkeys(passage.speaker for passage in compendium.passages if passage.speaker))
    assert spoken == [
        "Argentina", "Australia", "Brazil", "Cuba", "Egypt", "El Salvador", "Iran (Islamic Republic of)", "Ireland",
        "Israel", "Malta", "Nicaragua", "Niger", "Republic of Korea", "Russian Federation", "Switzerland", "Tunisia",
        "United States of America", "European Union",
    ]  # fmt: skip
    unowned = [passage for passage in compendium.passages if passage.speaker is None]
    assert {passage.section[-1] for passage in unowned if passage.kind != "footnote"} == {
        "Note by the Secretariat"
    }


def test_the_languages_of_the_compendium_are_told_apart(compendium):
    spoken = {(passage.speaker, passage.language) for passage in compendium.passages}
    assert {("Argentina", "es"), ("Niger", "fr"), ("Tunisia", "ar"), ("Russian Federation", "ru")} <= spoken
    assert ("Australia", "en") in spoken
    assert {language for speaker, language in spoken if speaker == "Malta"} == {"en"}


def test_a_verbatim_record_gives_each_turn_to_its_speaker(corpus):
    record = read(corpus / "un/pdf/A_79_PV.64.pdf")
    assert (record.document.kind, record.document.symbols) == ("verbatim_record", ("A/79/PV.64",))
    for passage in record.passages:
        if "Out of all the countries in the world, Peru" in passage.text:
            assert passage.speaker == "Peru"
        if passage.text.startswith("In favour:"):
            assert passage.speaker is None
    assert not any("This record contains the text" in passage.text for passage in record.passages)


def test_every_turn_of_a_transcript_is_a_section(corpus):
    path = next((corpus / "un/statements").glob("session_7*.txt"))
    turns = re.findall(r"^\*\*([^*\n]+)\*\*$", path.read_text(encoding="utf-8"), re.MULTILINE)
    sections: list[str] = []
    for passage in read(path).passages:
        if not sections or sections[-1] != passage.section[-1]:
            sections.append(passage.section[-1])
        assert passage.speaker
    assert sections == [turn.strip() for turn in turns]


@pytest.mark.parametrize("suffix", [".pdf", ".docx"])
def test_the_paragraphs_of_a_budget_document_are_recovered(corpus, suffix):
    tree = corpus / "un/pairs/A_81_6_Sect4.json"
    gold = list(tree_paragraphs(json.loads(tree.read_text(encoding="utf-8"))))
    score = compare(gold, passages_as_paragraphs(read(tree.with_suffix(suffix)).passages))
    assert score.right >= 0.99 * score.gold, score.missed


@pytest.mark.parametrize("name", ["A_RES_70_125", "A_RES_79_1", "S_RES_2253_2015"])
def test_the_paragraphs_of_resolutions_are_recovered(corpus, name):
    path = corpus / f"un/resolutions/{name}.txt"
    score = compare(
        text_paragraphs(path.read_text(encoding="utf-8")), passages_as_paragraphs(read(path).passages)
    )
    assert score.right >= 0.99 * score.gold, score.missed


def test_the_digital_compact_is_an_annex_with_its_own_numbers(corpus):
    passages = read(corpus / "un/resolutions/A_RES_79_1.txt").passages
    ones = [passage.section[0] for passage in passages if passage.paragraph == "1"]
    assert len(ones) == len(set(ones)) >= 3
    assert sum(section.startswith("Annex") for section in ones) >= 2


def test_a_report_loses_no_footnote_and_joins_its_pages(corpus):
    report = read(corpus / "un/pdf/A_80_62.pdf")
    assert report.document.symbols == ("A/80/62", "E/2025/12")
    assert report.document.date == "2025-01-22"
    notes = [passage.paragraph for passage in report.passages if passage.kind == "footnote"]
    numbered = [note for note in notes if re.search(r"\d", note or "")]
    assert numbered == [f"fn {n}" for n in range(1, len(numbered) + 1)]
    numbers = [passage.paragraph for passage in report.passages if (passage.paragraph or "").isdigit()]
    assert list(dict.fromkeys(numbers)) == [str(n) for n in range(1, len(set(numbers)) + 1)]
    assert any(len(passage.pages) == 2 for passage in report.passages)


def test_every_file_that_goes_wrong_ends_in_text_or_in_a_reason(corpus):
    outcomes = {}
    for path in sorted((corpus / "robustness").iterdir()):
        try:
            outcomes[path.name] = len(read(path).passages)
        except UnreadableDocumentError as error:
            outcomes[path.name] = str(error)
    assert "password" in outcomes["docling_2206.01062_pg3_password.pdf"]
    assert "OCR" in outcomes["docling_ocr_test_rotated_90.pdf"]
    assert outcomes["docling_multi_page.pdf"] > 5
