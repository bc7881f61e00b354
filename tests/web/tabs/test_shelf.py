from pathlib import Path

from tests.web.invented import InventedLibrary, document, register
from tests.web.strict import StrictHtml
from web.tabs.reading import document_html, headings
from web.tabs.shelf import COLUMNS, failures_html, found, rows, shelf_html
from web.tabs.timeline import timeline

ANY = {"class", "id", "dir", "lang", "href", "type", "title", "role", "scope", "tabindex"} | {
    *("aria-label", "aria-sort", "aria-hidden", "data-sort", "data-document", "data-name", "data-start"),
    *("viewbox", "x", "y", "width", "height", "data-place", "open", "target", "rel", "data-passage"),
}
TAGS = (
    "figure svg rect text title figcaption ul li bdi p div table caption thead tbody tr th td button span h2 h3 a "
    "details summary br input"
).split()
ALLOWED = dict.fromkeys(TAGS, ANY)


def test_every_document_has_a_row_with_its_warnings(tmp_path: Path) -> None:
    every = rows(register(tmp_path))
    assert all(tuple(row.cells) == COLUMNS for row in every)
    assert every[0].cells == {
        "symbol": "A/AC.999/2031/1",
        "title": "Report of the working group on lighthouses",
        "date": "2031-03-14",
        "body": "General Assembly",
        "language": "English",
        "pages": 12,
        "passages": 1,
        "how_read": "PDF",
        "warnings": "",
    }
    assert every[-1].cells["warnings"] == "p. 4: no text; no date"


def test_the_table_is_searched_by_words_and_sorted_by_a_column(tmp_path: Path) -> None:
    every = rows(register(tmp_path))
    assert [row.cells["symbol"] for row in found(every, {"query": "bold PLAN"})] == [""]
    sizes = [row.cells["pages"] for row in found(every, {"sort": "pages", "descending": True})]
    assert sizes == sorted(sizes, reverse=True)
    symbols = [row.cells["symbol"] for row in found(every, {"sort": "symbol"})]
    assert symbols == [*sorted(filter(None, symbols)), ""]
    assert found(every, {"query": 7, "sort": "nonsense"}) is not None


def test_nothing_of_a_document_becomes_markup_and_no_path_is_told(tmp_path: Path) -> None:
    held = register(tmp_path)
    html = shelf_html(held, {"start": "x"}, "en", may_change=True)
    StrictHtml(html, ALLOWED)
    assert "/papers" not in StrictHtml(html, ALLOWED).text
    assert "locked.pdf" in StrictHtml(failures_html(held.failures(), "en"), ALLOWED).text
    assert "Remove" not in StrictHtml(shelf_html(held, {}, "en"), ALLOWED).text


def test_a_document_is_read_with_its_outline(tmp_path: Path) -> None:
    library = InventedLibrary(tmp_path)
    printed = library.register.documents_by_symbol("A/AC.999/2031/5")[0]
    text = StrictHtml(document_html(library.register, printed.id, "en"), ALLOWED).text
    assert "III. Views expressed" in text
    assert "every lamp needs a keeper" in text
    assert list(headings(library.register.document_passages(printed.id)).values()) == [0, 0]
    assert "no longer" in StrictHtml(document_html(library.register, "none", "en"), ALLOWED).text


def test_the_timeline_counts_by_year_and_body() -> None:
    documents = [document(n, date=f"20{30 + n % 3}-01-01", body=f"Body <{n % 8}>") for n in range(1, 40)]
    picture = StrictHtml(timeline(documents, "en"), ALLOWED)
    assert sum(int(item.rpartition(" ")[2]) for item in picture.text.split("Body") if item[-1:].isdigit()) > 0
    assert picture.all("svg")[0]["aria-label"].endswith("2030–2032, 39 documents")
    assert timeline([document(1, date=None)], "en") == ""
