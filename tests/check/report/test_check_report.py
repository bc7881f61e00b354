import json
import re
import tomllib
from collections.abc import Callable
from pathlib import Path

import docx
import pytest
from bs4 import BeautifulSoup

from check import words
from check.draft.read import read_draft
from check.quote.quotation import Checker
from check.report.comments import write_comments
from check.report.report import DraftReport, check_draft
from check.report.report_html import html
from cite.match import Lookup
from errors import RapporteurError
from starter.fonts import FontError
from tests.check.drafted import LINES, write_docx, write_markdown, write_pdf


def reported(path: Path, checker, looked_up) -> DraftReport:
    return check_draft(read_draft(path), checker, looked_up)


@pytest.mark.parametrize("write", [write_docx, write_markdown, write_pdf])
def test_the_ten_flawed_of_25_are_found_and_no_other(write, folder, checker, looked_up):
    try:
        path = write(folder / f"draft.{write.__name__.removeprefix('write_').replace('markdown', 'md')}")
    except FontError as error:
        pytest.skip(str(error))
    report = reported(path, checker, looked_up)
    assert len(report.quotes) == len(LINES) == 25
    verdicts = [(item.finding.quote, item.finding.verdict) for item in report.quotes]
    wrong = [v for v, (_, right, _) in zip(verdicts, LINES, strict=True) if v[1] not in right]
    assert wrong == []
    assert report.serious
    out_of_range = [item.referred.reference for item in report.wrong_references]
    assert out_of_range == ["RL-09, para. 90", "A/RES/99/999, para. 4"]


def test_comments_are_put_on_the_words_and_the_text_stays(folder, checker, looked_up):
    path = write_docx(folder / "draft.docx")
    before = [p.text for p in docx.Document(str(path)).paragraphs]
    report = reported(path, checker, looked_up)
    count = write_comments(report, folder / "out.docx")
    after = docx.Document(str(folder / "out.docx"))
    assert [p.text for p in after.paragraphs] == before
    assert count == len(list(after.comments)) == 12
    assert any(run.bold for p in after.paragraphs for run in p.runs)
    with pytest.raises(RapporteurError, match="replace"):
        write_comments(report, path)


def test_the_page_escapes_and_the_json_is_json(folder, checker, looked_up):
    path = folder / "x.md"
    path.write_text(
        "“alert five words of <b>evil</b> &lt;script&gt;alert(1)&lt;/script&gt; here” (RL-99, para. 3)."
    )
    report = reported(path, checker, looked_up)
    assert "<script" not in html(report)
    assert json.loads(json.dumps(report.as_dict()))["summary"]["quotations"] == 1


@pytest.mark.parametrize("name", ["no.md", "x.exe", "broken.docx", "broken.pdf", "empty.txt"])
def test_what_cannot_be_read_is_one_sentence(name, folder):
    if name != "no.md":
        (folder / name).write_bytes(b"" if name.startswith("empty") else b"nonsense")
    with pytest.raises(RapporteurError):
        read_draft(folder / name)


def test_a_quotation_too_long_to_check_is_told_and_the_others_are_checked(folder, checker, looked_up):
    path = folder / "long.md"
    path.write_text(
        f"“{'lamp ' * 2_100}” is long.\n\n“the Secretary-General is the depositary” (RL-08, para. 20).",
        encoding="utf-8",
    )
    long, short = reported(path, checker, looked_up).quotes
    assert (long.finding.verdict, short.finding.verdict) == ("not_found", "verbatim")
    assert "at most" in long.finding.message
    assert long.finding.serious


def test_right_words_at_the_right_place_are_told_from_another_source(checker: Checker) -> None:
    finding = checker.check("Brazil called the report fair and balanced", "Brazil, RL-06, para. 4")
    assert finding.outcome == "right_place"
    assert finding.message.startswith("Right place; RL-06’s report, not Brazil’s own words")
    assert finding.message_in("fr").startswith("Bon endroit")
    elsewhere = checker.check("Brazil called the report fair and balanced", "RL-08")
    assert elsewhere.outcome == "verbatim_elsewhere"


def test_every_finding_leads_to_its_place_in_the_draft_in_french_too(
    folder: Path, checker: Checker, looked_up: Callable[[str], Lookup]
) -> None:
    report = check_draft(read_draft(write_markdown(folder / "draft.md")), checker, looked_up)
    page = BeautifulSoup(html(report, "fr"), "lxml")
    assert page.html is not None
    assert page.html["lang"] == "fr"
    assert "À corriger" in page.get_text()
    anchors = {str(tag["id"]) for tag in page.find_all(id=True)}
    links = {str(link["href"])[1:] for link in page.find_all("a")}
    assert links == anchors
    assert len(links) == 2 * len(report.quotes)


def test_all_languages_of_the_report_say_the_same_things() -> None:
    messages = tomllib.loads(Path(words.__file__).with_name("messages.toml").read_text(encoding="utf-8"))
    slots = {
        code: {key: sorted(re.findall(r"{(\w+)}", text)) for key, text in own.items()}
        for code, own in messages.items()
    }
    assert slots["fr"] == slots["es"] == slots["en"]
