import re
from html.parser import HTMLParser

from hypothesis import example, given
from hypothesis import strategies as st

from answer.wording import markdown
from web.kit.markup import emphasised, escape, lines, marked, web_address

ANY = (
    st.text()
    | st.text(alphabet="<>&\"'`*_$\\[]()!{}#-: \nab\u202e\u2067\x00")
    | st.from_regex(r"</?\w+[^>]*>")
)


class Elements(HTMLParser):
    """Every tag with its attributes, and the text between."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[str] = []
        self.text = ""
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        assert not attrs

    def handle_data(self, data: str) -> None:
        self.text += data

    def handle_comment(self, data: str) -> None:
        raise AssertionError(f"a comment: {data}")


def visible(text: str) -> str:
    """What of a text is shown: no overrides, no control characters, single spaces."""
    kept = re.sub("[\u202a-\u202e\u2066-\u2069]", "", text)
    kept = re.sub(
        "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]", "\ufffd", kept
    )
    return re.sub(r"\s+", " ", kept)


@given(ANY)
@example('<img src=x onerror="alert(1)">')
@example("&lt;b&gt; $x^2$ [1](javascript:alert(1)) \u202egnp")
def test_escaped_text_is_one_line_of_words_and_references(text: str) -> None:
    html = escape(text)
    assert not re.search(r"[!-\"$-/:<-@\[-`{-~]", re.sub(r"&#\d+;", "", html))
    assert "\n" not in html
    parsed = Elements(html)
    assert parsed.tags == []
    assert parsed.text == visible(text)


@given(ANY)
def test_emphasis_is_the_only_element_markdown_gives(text: str) -> None:
    html = emphasised(text)
    assert set(Elements(html).tags) <= {"strong"}
    assert html.count("<strong>") == html.count("</strong>")


@given(st.text(alphabet=st.characters(blacklist_categories=("Cc", "Cf", "Cs", "Cn", "Co"))))
def test_words_escaped_by_the_answer_room_are_shown_as_they_were(text: str) -> None:
    assert Elements(emphasised(markdown.escape(text))).text == visible(text)


def test_bold_and_backslashes_are_read() -> None:
    assert emphasised(r"**China:** a \*note\* 2 * 3 \q") == (
        "<strong>China&#58;</strong> a &#42;note&#42; 2 &#42; 3 &#92;q"
    )


@given(ANY, ANY, ANY)
def test_marking_changes_no_word(before: str, quote: str, after: str) -> None:
    whole = before + quote + after
    parsed = Elements(marked(whole, [quote]).replace("<br>", " "))
    assert set(parsed.tags) <= {"mark"}
    assert re.sub(r"\s+", " ", parsed.text) == visible(whole)
    assert ("mark" in parsed.tags) == bool(quote)


def test_overlapping_quotes_share_a_mark() -> None:
    assert marked("one two three four", ["two three", "one two"]) == "<mark>one two three</mark> four"
    assert marked("one two", ["absent"]) == "one two"


def test_line_breaks_are_kept() -> None:
    assert lines("a\nb") == "a<br>b"


@given(ANY)
@example("javascript:alert(1)")
@example(" JaVaScRiPt:alert(1)//https://x")
@example("https://")
@example("http://[")
@example("data:text/html,<script>alert(1)</script>")
def test_only_web_addresses_become_links(url: str) -> None:
    address = web_address(url)
    if address is not None:
        assert Elements(address).text.lower().startswith(("http://", "https://"))
        assert not re.search(r"[\s\"'<>]", address)


def test_an_official_address_stays_whole() -> None:
    address = web_address("https://docs.example.org/A/RES/70/125?lang=en&x=1")
    assert address is not None
    assert Elements(address).text == "https://docs.example.org/A/RES/70/125?lang=en&x=1"
    assert web_address(None) is None
