import pytest

from ingest.readers.html import html_blocks
from ingest.readers.markdown import rendered


def texts(markup: str) -> list[tuple[str, str]]:
    return [(block.kind, block.text) for block in html_blocks(markup)]


@pytest.mark.parametrize(
    ("markup", "read"),
    [
        ("<p>one<br>two", [("paragraph", "one\ntwo")]),
        ("<p>One.<br>2. Two", [("paragraph", "One."), ("paragraph", "2. Two")]),
        ("<p>in<b>ter</b>national", [("paragraph", "international")]),
        ("<p>10<sup>6</sup> lamps", [("paragraph", "10⁶ lamps")]),
        ("<p><del>two</del> four lamps", [("paragraph", "four lamps")]),
        ("<p>He said <q>lit</q>.", [("paragraph", "He said “lit”.")]),
        ("<form><p>Lamps<input value=x><input type=hidden value=y></form>", [("paragraph", "Lamps x")]),
        ("<p>Lit <select><option>by day<option selected>by night</select>", [("paragraph", "Lit by night")]),
        ("<form><textarea>A storm put them out.</textarea></form>", [("paragraph", "A storm put them out.")]),
        (
            "<p>light<wbr>house of inter&shy;national fame",
            [("paragraph", "lighthouse of international fame")],
        ),
        ("<p hidden>gone<p>kept", [("paragraph", "kept")]),
        (
            "<button aria-controls=p>Open</button><div id=p hidden>folded words",
            [("paragraph", "folded words")],
        ),
        ("<ol type=a start=2><li>lamp<li>wick</ol>", [("paragraph", "(b) lamp"), ("paragraph", "(c) wick")]),
        ("<ol reversed><li>lamp<li>wick</ol>", [("paragraph", "2. lamp"), ("paragraph", "1. wick")]),
        ("<ol><li>(a) own mark</ol>", [("paragraph", "(a) own mark")]),
    ],
)
def test_inline_text_has_one_rule(markup: str, read: list[tuple[str, str]]) -> None:
    assert texts(markup) == read


def test_a_note_stands_behind_the_block_that_has_its_mark() -> None:
    markup = '<p>Lamps<a href="#n1"><sup>1</sup></a> burn.<p>More.<div id=n1><p><a href="#r">1</a> See the list.</div>'
    assert texts(markup) == [
        ("paragraph", "Lamps burn."),
        ("footnote", "See the list."),
        ("paragraph", "More."),
    ]


def test_markdown_is_read_as_a_page() -> None:
    text = (
        "Lamps[^a] are ~~never~~ lit.\n2. And put out.\n\n[^a]: A note.\n\n##Tight\n\n<The keeper of lamps>"
    )
    assert texts(rendered(text)) == [
        ("paragraph", "Lamps are lit."),
        ("footnote", "A note."),
        ("paragraph", "2. And put out."),
        ("heading", "Tight"),
        ("paragraph", "<The keeper of lamps>"),
    ]


def test_what_stands_around_the_main_part_is_the_sites_own() -> None:
    page = (
        "<header>Site</header><main><h1>Lamps</h1><p>They burn all night long.</main><footer>Imprint</footer>"
    )
    assert texts(page) == [("heading", "Lamps"), ("paragraph", "They burn all night long.")]
    assert texts("<header>Only this</header><main></main>") == [("paragraph", "Only this")]
