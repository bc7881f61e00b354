"""Hostile words in a draft: the commented copy and the report, read by other programs than the one that wrote them."""

import re
import subprocess
import zipfile
from pathlib import Path

import docx
import mammoth
import pytest
from bs4 import BeautifulSoup
from lxml import etree

from check.draft.read import read_draft
from check.report.comments import _plain, write_comments
from check.report.report import DraftReport, check_draft
from check.report.report_html import html
from tests.programs import need

EVIL = (
    "</w:t></w:r></w:p> ]]> <!-- &amp; &#60; {{DDEAUTO c:\\\\windows\\\\calc.exe}} <script>alert(1)</script> "
    '=HYPERLINK("https://evil.example") \u202egnorw\u202c <img src=x onerror=alert(2)> javascript:alert(3)'
)
DRAFT = (
    f"It is said that “the Secretary-General {EVIL} keeps the register of lamps” (RL-08, para. 14).",
    f"As RL-99{EVIL} says, “every State shall {EVIL} at once” (RL-99, para. 3).",
    "On the register, “The Secretary-General keeps the register” (RL-08, para. 1400).",
)


@pytest.fixture
def report(folder: Path, checker, looked_up) -> DraftReport:
    draft = docx.Document()
    for line in DRAFT:
        draft.add_paragraph(line)
    draft.save(str(folder / "draft.docx"))
    return check_draft(read_draft(folder / "draft.docx"), checker, looked_up)


def test_the_commented_copy_is_whole_and_its_words_are_words(folder: Path, report: DraftReport) -> None:
    put = write_comments(report, folder / "out.docx")
    assert put > 0
    with zipfile.ZipFile(folder / "out.docx") as archive:
        assert archive.testzip() is None
        for name in archive.namelist():
            if name.endswith((".xml", ".rels")):
                etree.fromstring(archive.read(name))
        links = archive.read("word/_rels/document.xml.rels").decode()
    assert "evil.example" not in links
    with (folder / "out.docx").open("rb") as file:
        page = mammoth.convert_to_html(file, style_map="comment-reference => sup").value
    soup = BeautifulSoup(page, "lxml")
    assert not soup.find_all(["script", "img"])
    assert len(soup.find_all("dd")) == put  # one for each comment
    assert "<script>alert(1)</script>" in soup.get_text()
    assert [link["href"] for link in soup.find_all("a") if not re.match("#", link["href"])] == []


def test_the_report_has_words_for_markup(report: DraftReport) -> None:
    soup = BeautifulSoup(html(report), "lxml")
    scripts = [each.get_text() for each in soup.find_all("script")]
    assert not any("alert" in text for text in scripts)
    assert not soup.find_all(attrs={"onerror": True})
    assert not [a for a in soup.find_all("a", href=True) if a["href"].startswith("javascript")]
    assert "<script>alert(1)</script>" in soup.get_text()


def test_what_xml_cannot_hold_is_left_out_of_a_comment() -> None:
    kept = _plain("a\x00\x08\x0b\ufffe\uffff\ud800 b\n\tc")
    assert kept == "a b\n\tc"
    root = etree.Element("t")
    root.text = kept


def test_libreoffice_opens_the_commented_copy(folder: Path, report: DraftReport) -> None:
    need("soffice")
    put = write_comments(report, folder / "out.docx")
    command = ["soffice", "--headless", f"-env:UserInstallation={(folder / 'profile').as_uri()}"]
    subprocess.run(
        [*command, "--convert-to", "odt", "--outdir", str(folder), str(folder / "out.docx")],
        check=True,
        timeout=120,
        capture_output=True,
    )
    with zipfile.ZipFile(folder / "out.odt") as archive:
        content = archive.read("content.xml").decode()
    assert content.count("<office:annotation ") == put
