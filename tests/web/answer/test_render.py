import re
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from answer.model import Answer, Citation, Closest, Statement, Status
from answer.wording import markdown
from tests.web.invented import HOSTILE, answered, cited, document, passage
from tests.web.strict import StrictHtml
from web.answer.answers import answer_html
from web.answer.sources import sources_html
from web.chat.writing import messages
from web.history.conversation import Exchange
from web.kit.dates import long_date

ANSWER = {
    "div": {"class", "id", "dir"},
    "p": {"class", "dir"},
    "ul": {"class"},
    "li": {"dir"},
    "a": {"class", "href", "title"},
    "span": {"class", "title"},
    "bdi": {"class", "lang"},
    "strong": set(),
}
SOURCES = {
    "div": {"class"},
    "select": {"class", "aria-label"},
    "option": {"value"},
    "section": {"class", "id", "aria-label", "data-copy"},
    "h2": set(),
    "p": {"class"},
    "a": {"class", "href", "target", "rel"},
    "details": {"class", "id", "data-passage", "data-quote"},
    "summary": set(),
    "span": {"class"},
    "bdi": {"class"},
    "blockquote": {"dir", "lang"},
    "mark": set(),
    "br": set(),
    "dl": set(),
    "dt": set(),
    "dd": set(),
    "button": {"type", "class", "data-copy"},
    "code": {"class"},
}
WORDS = (
    st.text(max_size=60)
    | st.text(alphabet="<>&\"'`*_$\\[]()!{}#-: \n/=ab\u202e", max_size=60)
    | st.sampled_from([HOSTILE, "</details></section><script>", "javascript:alert(1)", '" onclick="x'])
)
SAID = WORDS.filter(str.strip)


@st.composite
def exchanges(draw: st.DrawFn) -> Exchange:
    """An exchange with any words wherever words come from outside."""
    changes = {"symbols": tuple(draw(st.lists(WORDS, max_size=2))), "language": draw(WORDS)}
    of = document(1, title=draw(WORDS), url=draw(WORDS | st.none()), date=draw(WORDS | st.none()), **changes)
    before, quote, after = draw(WORDS), draw(SAID), draw(WORDS)
    where = passage(
        of,
        before + quote + after,
        section=tuple(draw(st.lists(WORDS, max_size=2))),
        paragraph=draw(WORDS | st.none()),
        speaker=draw(WORDS | st.none()),
    )
    if draw(st.booleans()):
        status = draw(st.sampled_from(["not_found", "clarify", "refused", "error"]))
        answer = Answer(status=status, message=draw(WORDS), closest=(Closest(document=of, passage=where),))
    else:
        citation = Citation(n=1, passage=where, document=of, quote=quote)
        text = draw(WORDS) + draw(st.sampled_from([quote, markdown.escape(quote), ""])) + draw(WORDS)
        statement = Statement(
            text=text, citations=(1,), verdict=draw(st.sampled_from(["verbatim", "supported"]))
        )
        answer = Answer(
            status="answered",
            text=text,
            statements=(statement,),
            citations=(citation,),
            message=draw(WORDS),
            engine=draw(WORDS),
        )
    return Exchange(number=1, question=draw(WORDS), answer=answer, phase="done")


@given(exchanges())
@settings(deadline=None)
def test_no_element_or_attribute_comes_from_outside(exchange: Exchange) -> None:
    for said in messages([exchange]):
        StrictHtml(said["content"], ANSWER | {"div": {"class", "id", "dir"}})
    panel = StrictHtml(sources_html([exchange]), SOURCES)
    for link in panel.all("a"):
        assert link["href"].startswith(("#", "?cite=", "http://", "https://"))


@given(exchanges())
def test_markdown_finds_nothing_to_read(exchange: Exchange) -> None:
    reader = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
    for said in messages([exchange]):
        assert "\n" not in said["content"]
        assert reader.render(said["content"]).strip() == said["content"].strip()


def test_a_sentence_in_a_model_s_words_is_marked_so() -> None:
    citation = cited(1, "every lamp needs a keeper")
    told = replace(
        answered(citation),
        statements=(Statement(text="Aucune sans gardien.", citations=(1,), verdict="supported"),),
    )
    html = StrictHtml(answer_html(Exchange(number=3, question="Who?", answer=told, phase="done")), ANSWER)
    assert "Aucune sans gardien. [1] in the model’s words" in html.text


def test_a_statement_shows_its_words_its_numbers_and_its_verdict() -> None:
    exchange = Exchange(
        number=3, question="Who?", answer=answered(cited(1, "every lamp needs a keeper")), phase="done"
    )
    html = StrictHtml(answer_html(exchange), ANSWER)
    assert (
        "reports of Atlantis: every lamp needs a keeper (A/AC.999/2031/1, para. 35 (p. 7)) [1] word for word"
        in html.text
    )
    (mark,) = html.all("a", **{"class": "cite"})
    assert mark["href"] == "#source-3-1"
    assert mark["title"] == "A/AC.999/2031/1, para. 35 (p. 7)"
    assert html.all("bdi", **{"class": "quoted"}) == [{"class": "quoted", "lang": "en"}]
    assert "0.4 s" in html.text


def test_bullets_become_a_list() -> None:
    citations = (cited(1, "one"), cited(2, "two"))
    statements = (
        Statement(text="They said:", citations=(1,), verdict="supported"),
        Statement(text="- “one”", citations=(1,), verdict="verbatim"),
        Statement(text="- “two”", citations=(1, 2), verdict="verbatim"),
    )
    answer = Answer(status="answered", text="…", statements=statements, citations=citations)
    html = StrictHtml(answer_html(Exchange(number=1, question="?", answer=answer)), ANSWER)
    assert [tag for tag, _ in html.found if tag in ("p", "ul", "li")][:4] == ["p", "ul", "li", "li"]
    assert [link["href"] for link in html.all("a")] == [
        "#source-1-1",
        "#source-1-1",
        "#source-1-1",
        "#source-1-2",
    ]


@pytest.mark.parametrize(
    ("status", "heading"),
    [
        ("not_found", "No sure answer"),
        ("clarify", "Please be more precise"),
        ("refused", "Outside what I answer"),
        ("error", "Something went wrong"),
    ],
)
def test_an_abstention_says_why_and_what_next_and_cites_nothing(status: Status, heading: str) -> None:
    of = document(7)
    answer = Answer(
        status=status,
        message="No passage speaks of that.",
        closest=(Closest(document=of, passage=passage(of, "Lamps.")),),
    )
    html = StrictHtml(answer_html(Exchange(number=2, question="?", answer=answer)), ANSWER)
    assert html.all("div", **{"class": f"abstention {status}"})
    assert heading in html.text
    assert "No passage speaks of that." in html.text
    assert html.all("p", **{"class": "next"})
    assert "You may want to read" in html.text
    assert [link["href"] for link in html.all("a")] == ["#source-2-a"]
    assert not re.search(r"\[\d\]", html.text)


def test_a_source_is_the_whole_passage_with_its_quote_marked() -> None:
    citation = cited(
        1, "every lamp needs a keeper", "They said that every lamp needs a keeper. It regretted delays."
    )
    html = sources_html([Exchange(number=1, question="Who?", answer=answered(citation))])
    panel = StrictHtml(html, SOURCES)
    assert "They said that <mark>every lamp needs a keeper</mark>&#46; It regretted delays&#46;" in html
    for fact in (
        "A/AC.999/2031/1",
        "Report of the working group on lighthouses",
        "14 March 2031",
        "Atlantis",
        "III. Views expressed › B. Keepers",
        "English",
    ):
        assert fact in panel.text
    assert panel.all("button", **{"class": "copy"})[0]["data-copy"] == "A/AC.999/2031/1, para. 35"
    assert panel.all("a", **{"class": "official"})[0]["href"] == "https://docs.example.org/A/AC.999/2031/1"


def test_a_document_without_a_symbol_is_named_once() -> None:
    of = document(7, symbols=())
    unnamed = Answer(
        status="not_found", message="Nothing.", closest=(Closest(document=of, passage=passage(of, "Lamps.")),)
    )
    exchange = Exchange(number=1, question="?", answer=unnamed)
    assert answer_html(exchange).count(of.title) == 1
    assert 'class="title"' not in sources_html([exchange])


def test_right_to_left_words_choose_their_own_direction() -> None:
    citation = cited(1, "يجب صيانة المنارات", "وأشار الوفد إلى أنه يجب صيانة المنارات.", language="ar")
    panel = StrictHtml(sources_html([Exchange(number=1, question="?", answer=answered(citation))]), SOURCES)
    assert panel.all("blockquote") == [{"dir": "auto", "lang": "ar"}]


def test_the_sources_of_every_exchange_stay_apart() -> None:
    conversation = [
        Exchange(number=number, question="?", answer=answered(cited(1, "one"), cited(2, "two")))
        for number in (1, 2)
    ]
    panel = StrictHtml(sources_html(conversation), SOURCES)
    ids = [source["id"] for source in panel.all("details")]
    assert ids == ["source-1-1", "source-1-2", "source-2-1", "source-2-2"]


def test_before_the_first_answer_the_panel_says_what_it_is_for() -> None:
    assert "Choose a number" in sources_html([])
    assert "Choose a number" in sources_html([Exchange(number=1, question="?")])


@pytest.mark.parametrize(
    ("iso", "read"),
    [
        ("2015-12-16", "16 December 2015"),
        ("2015-12", "December 2015"),
        ("2015", "2015"),
        ("2015-13-99", "2015-13-99"),
        (None, None),
    ],
)
def test_dates_are_read_as_people_write_them(iso: str | None, read: str | None) -> None:
    assert long_date(iso) == read
