"""References in every style; what libraries write, the same libraries read back."""

import json
import re
from dataclasses import replace

import pytest
import rispy
from hypothesis import given
from hypothesis import strategies as st
from pybtex.database import parse_string

from cite.match import Match
from cite.plain import one_line
from cite.styles import Style, render
from ingest.document import Document, Passage

DOCUMENT = Document(
    id="0123456789abcdef",
    content_hash="0" * 64,
    symbols=("A/AC.999/2031/1",),
    title="Report on lighthouses",
    date="2031-03-14",
    body="General Assembly",
    language="en",
    url="https://docs.example.org/A/AC.999/2031/1",
    kind="report",
    format="pdf",
    pages=12,
)
PASSAGE = Passage(
    id="p1",
    document_id=DOCUMENT.id,
    ordinal=0,
    text="Lamps are lit.",
    section=(),
    paragraph="35",
    speaker=None,
    pages=(7,),
    start=0,
    end=14,
    language="en",
)
MATCH = Match(document=DOCUMENT, passage=PASSAGE)
TITLES = st.text(
    alphabet=st.one_of(st.sampled_from("{}\\%&$#_~^\"'`\n\r\t@,=-<> مرحبا"), st.characters(codec="utf-8")),
    min_size=1,
    max_size=60,
).filter(lambda title: one_line(title) != "")
_NAMED = {
    r"\textbackslash{}": "\\",
    r"\textbraceleft{}": "{",
    r"\textbraceright{}": "}",
    r"\textasciitilde{}": "~",
    r"\textasciicircum{}": "^",
    r"\textdollar{}": "$",
    r"\%": "%",
    r"\&": "&",
    r"\#": "#",
    r"\_": "_",
}


def _read(tex: str) -> str:
    pattern = "|".join(map(re.escape, _NAMED))
    return re.sub(pattern, lambda found: _NAMED[found.group()], tex.removeprefix("{").removesuffix("}"))


@pytest.mark.parametrize(
    ("style", "expected"),
    [
        (Style.UN, "A/AC.999/2031/1, para. 35"),
        (Style.LINK, "https://docs.example.org/A/AC.999/2031/1"),
        (
            Style.FOOTNOTE,
            "General Assembly, “Report on lighthouses”, A/AC.999/2031/1, 14 March 2031, para. 35 (p. 7), "
            "https://docs.example.org/A/AC.999/2031/1",
        ),
    ],
)
def test_styles_of_text(style: Style, expected: str) -> None:
    assert render([MATCH, MATCH], style) == expected


def test_a_page_stands_in_where_no_paragraph_has_a_number() -> None:
    unnumbered = Match(document=DOCUMENT, passage=replace(PASSAGE, paragraph=None))
    assert render([unnumbered], Style.UN) == "A/AC.999/2031/1, p. 7"


def test_quotation_marks_inside_a_title_become_single() -> None:
    match = Match(document=replace(DOCUMENT, title="The “public” lamp"))
    assert "“The ‘public’ lamp”" in render([match], Style.FOOTNOTE)


def test_an_address_that_is_not_of_the_web_is_not_given() -> None:
    hostile = Match(document=replace(DOCUMENT, url="javascript:alert(1)"))
    assert render([hostile], Style.LINK) == "A/AC.999/2031/1"
    assert all("javascript" not in render([hostile], style) for style in Style)


def test_passages_of_one_document_share_a_record() -> None:
    other = Match(document=DOCUMENT, passage=replace(PASSAGE, id="p2", paragraph="36"))
    (item,) = json.loads(render([MATCH, other], Style.CSL))
    assert item["note"] == "para. 35 (p. 7); para. 36 (p. 7)"
    assert item["issued"] == {"date-parts": [[2031, 3, 14]]}


def test_nothing_cited_is_nothing_written() -> None:
    assert [render([], style) for style in Style] == ["", "", "", "", "", "[]"]


@given(TITLES, TITLES)
def test_bibtex_comes_back(title: str, body: str) -> None:
    written = render([Match(document=replace(DOCUMENT, title=title, body=body))], Style.BIBTEX)
    (entry,) = parse_string(written, "bibtex").entries.values()
    assert one_line(_read(entry.fields["title"])) == one_line(title)


@given(TITLES, TITLES)
def test_ris_comes_back(title: str, body: str) -> None:
    written = render([Match(document=replace(DOCUMENT, title=title, body=body))], Style.RIS)
    (record,) = rispy.loads(written)
    assert record["title"] == one_line(title)
    assert record["authors"] == [one_line(body)]


@given(TITLES)
def test_csl_comes_back_and_lines_stay_one(title: str) -> None:
    match = Match(document=replace(DOCUMENT, title=title))
    assert json.loads(render([match], Style.CSL))[0]["title"] == one_line(title)
    assert len(render([match], Style.FOOTNOTE).splitlines()) == 1
