"""Answers exported: words, marks and links intact, nothing of a document's words active."""

import subprocess
import zipfile
from io import BytesIO
from pathlib import Path

import docx
import pypdf
import pytest
from bs4 import BeautifulSoup
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from answer.export import Entry, save
from answer.export.as_docx import as_docx
from answer.export.as_html import as_html
from answer.export.as_markdown import as_markdown
from answer.export.references import cited
from answer.model import Answer, Citation, Statement
from answer.wording import markdown
from cite.plain import one_line
from cite.styles import Style, render
from errors import RapporteurError
from ingest.document import Document, Passage

HOSTILE = '<script>x</script> [1](javascript:alert(1)) **b** \x01\u202e & "q" \\ [2] | _i_'
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def _entry(
    words: str = "every lamp needs a keeper", url: str = "https://docs.example.org/a?b=1&c=2"
) -> Entry:
    document = Document(
        id="0" * 16,
        content_hash="0" * 64,
        symbols=("A/AC.999/2031/1",),
        title=words,
        date="2031-03-14",
        body="General Assembly",
        language="en",
        url=url,
        kind="report",
        format="pdf",
        pages=12,
    )
    passage = Passage(
        id="p",
        document_id=document.id,
        ordinal=0,
        text=words,
        section=(),
        paragraph="35",
        speaker=None,
        pages=(7,),
        start=0,
        end=len(words),
        language="en",
    )
    text = f"**Atlantis:** “{markdown.escape(words)}” [1]\n\n- a second mark [1]"
    answer = Answer(
        status="answered",
        text=text,
        statements=(Statement(text=text, citations=(1,), verdict="verbatim"),),
        citations=(Citation(n=1, passage=passage, document=document, quote=words),),
    )
    return Entry(question=words, answer=answer)


def _footnotes(written: bytes) -> list[str]:
    with zipfile.ZipFile(BytesIO(written)) as package:
        root = etree.fromstring(package.read("word/footnotes.xml"))
    notes = [note for note in root if note.get(f"{W}type") is None]
    return ["".join(text.text or "" for text in note.iter(f"{W}t")) for note in notes]


def test_word_has_a_real_footnote_for_each_mark() -> None:
    written = as_docx([_entry()])
    assert (
        _footnotes(written)
        == [
            " A/AC.999/2031/1, para. 35 (p. 7), “every lamp needs a keeper” "
            "https://docs.example.org/a?b=1&c=2"
        ]
        * 2
    )
    shown = [paragraph.text for paragraph in docx.Document(BytesIO(written)).paragraphs]
    assert shown == ["every lamp needs a keeper", "Atlantis: “every lamp needs a keeper” ", "a second mark "]


def test_html_keeps_quotation_mark_and_link() -> None:
    page = BeautifulSoup(as_html([_entry()]), "html.parser")
    assert page.select_one('sup a[href="#source-1-1"]') is not None
    source = page.select_one("#source-1-1")
    assert source is not None
    assert source.q is not None and source.q.text == "every lamp needs a keeper"
    assert source.a is not None and source.a["href"] == "https://docs.example.org/a?b=1&c=2"


def test_hostile_words_stay_words() -> None:
    entry = _entry(HOSTILE, url="javascript:alert(1)")
    page = BeautifulSoup(as_html([entry]), "html.parser")
    assert not page.find_all(["script", "img"])
    assert {link["href"] for link in page.find_all("a")} == {"#source-1-1"}
    assert len(page.find_all("sup")) == 2
    assert one_line(HOSTILE) in one_line(page.p.text if page.p else "")
    assert len(_footnotes(as_docx([entry]))) == 2
    assert "](javascript" not in as_markdown([entry]).replace("\\](", "")


@given(st.text(min_size=1, max_size=50).filter(lambda words: one_line(words) != ""))
@settings(deadline=None, max_examples=40)
def test_any_words_can_be_written(words: str) -> None:
    assert len(_footnotes(as_docx([_entry(words)]))) == 2
    page = BeautifulSoup(as_html([_entry(words)]), "html.parser")
    quote = page.select_one("#source-1-1 q")
    assert quote is not None
    assert one_line(quote.text) == one_line(words)


def test_what_a_conversation_cites_is_cited_once() -> None:
    assert render(cited([_entry(), _entry()]), Style.UN) == "A/AC.999/2031/1, para. 35"


def test_another_ending_is_refused(tmp_path: Path) -> None:
    with pytest.raises(RapporteurError, match="ending in"):
        save(tmp_path / "answer.pdf", [_entry()])


@pytest.mark.slow
@pytest.mark.needs_program("soffice")
def test_libreoffice_reads_the_footnotes(tmp_path: Path) -> None:
    save(tmp_path / "answer.docx", [_entry()])
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path)]
    subprocess.run([*command, str(tmp_path / "answer.docx")], check=True, capture_output=True, timeout=120)
    assert "para. 35 (p. 7)" in pypdf.PdfReader(tmp_path / "answer.pdf").pages[0].extract_text()
