"""The Library and Evaluation tabs in a real browser."""

import os
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from ingest.document import Reading
from tests.web.browsing import SlowAssistant, ask, in_a_browser
from tests.web.invented import HOSTILE, InventedLibrary, document, passage
from tests.web.serving import served
from tests.web.small_pdf import small_pdf
from web.page import build

pytestmark = in_a_browser


@pytest.fixture
def shelf(context: BrowserContext, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Page]:
    """The Library tab over a library that may be changed, in whose documents hostile words stand."""
    monkeypatch.chdir(tmp_path)
    library = InventedLibrary(tmp_path / "library")
    hostile = document(8, title=HOSTILE, symbols=(), body=HOSTILE)
    words = passage(hostile, HOSTILE, section=(HOSTILE,), speaker=HOSTILE)
    library.register.record("/papers/hostile.pdf", Reading(document=hostile, passages=(words,)), "test")
    library.register.record_failure(f"/papers/{HOSTILE}", "1", "test", HOSTILE)
    with served(build(library, SlowAssistant(tmp_path))) as where:
        page = context.new_page()
        page.set_default_timeout(60_000)
        page.goto(where)
        page.get_by_role("tab", name="Library").click()
        expect(page.locator("table.shelf")).to_be_visible()
        yield page


def test_the_table_is_searched_sorted_and_tells_why_files_were_set_aside(shelf: Page) -> None:
    expect(shelf.locator(".count")).to_have_text("6 documents")
    shelf.get_by_label("Search the table").fill("plan** bold")
    expect(shelf.locator("table.shelf tbody tr")).to_have_count(1)
    expect(shelf.get_by_role("cell", name="<b>Bold</b> $x$ **plan**", exact=True)).to_be_visible()
    expect(shelf.get_by_role("cell", name="p. 4: no text; no date")).to_be_visible()
    shelf.get_by_label("Search the table").fill("")
    shelf.get_by_role("button", name="Pages").click()
    expect(shelf.get_by_role("columnheader", name="Pages")).to_have_attribute("aria-sort", "ascending")
    expect(shelf.get_by_role("button", name="Pages")).to_be_focused()
    expect(shelf.get_by_role("region", name="Set aside")).to_contain_text("it is protected by a password")
    expect(shelf.get_by_role("img", name=re.compile("Documents by year and body"))).to_be_visible()
    assert "/papers" not in shelf.locator("#shelf").inner_text()


def test_a_document_is_read_in_a_dialog_that_escape_shuts(shelf: Page) -> None:
    shelf.get_by_role("button", name="A/AC.999/2031/5", exact=True).click()
    reader = shelf.get_by_role("dialog")
    expect(reader.get_by_role("heading", name="Report of the working group")).to_be_visible()
    reader.get_by_role("button", name="B. Keepers").click()
    expect(reader.locator(".passage")).to_have_count(2)
    shelf.keyboard.press("Escape")
    expect(reader).to_have_count(0)


def test_hostile_documents_are_inert(shelf: Page) -> None:
    shelf.locator("button.open-document", has_text="onerror").first.click()
    expect(shelf.locator("dialog.reader .words")).to_contain_text("<script>window.hacked=1</script>")
    written = shelf.locator("#shelf, dialog.reader")
    assert written.locator("script, img, iframe, [onerror], a[href^='javascript']").count() == 0
    assert shelf.evaluate("window.hacked") is None
    assert "\u202e" not in "".join(written.all_inner_texts())


def test_documents_are_added_by_upload_and_removed(shelf: Page, tmp_path: Path) -> None:
    words = [
        f"{n}. The keepers of the {n}th lighthouse shall be paid in full every month." for n in range(1, 9)
    ]
    (tmp_path / "keepers.pdf").write_bytes(small_pdf([["Charter of the keepers", "", *words]]))
    (tmp_path / "broken.pdf").write_bytes(b"%PDF-1.4 nothing follows")
    shelf.get_by_role("button", name="Add documents").click()
    shelf.locator("#add input[type=file]").set_input_files(
        [tmp_path / "keepers.pdf", tmp_path / "broken.pdf"]
    )
    report = shelf.locator("#added")
    expect(report).to_contain_text("1 added", timeout=60_000)
    expect(report.locator(".added")).to_have_count(1)
    expect(report.get_by_role("button", name="Ask about it")).to_be_visible()
    expect(report).to_contain_text("broken.pdf:")
    assert str(tmp_path) not in report.inner_text()
    expect(shelf.locator(".count")).to_have_text("7 documents")
    shelf.get_by_label("Search the table").fill("keepers")
    expect(shelf.locator("table.shelf tbody tr")).to_have_count(1)
    shelf.once("dialog", lambda dialog: dialog.accept())
    shelf.locator("button.remove").click()
    expect(shelf.locator("#shelf .said")).to_contain_text("was removed")
    expect(shelf.locator(".count")).to_have_text("0 documents")


def test_the_newest_evaluation_is_shown_under_a_sandbox(shelf: Page, tmp_path: Path) -> None:
    folder = tmp_path / "reports"
    folder.mkdir()
    for age, name in enumerate(("new", "old")):
        path = folder / f"{name}.html"
        path.write_text(f"<h1>The {name} report</h1><script>parent.hacked = 1</script>", encoding="utf-8")
        os.utime(path, (1_900_000_000 - age, 1_900_000_000 - age))
    shelf.get_by_role("tab", name="Evaluation").click()
    expect(shelf.frame_locator("#evaluation iframe").get_by_role("heading")).to_have_text("The new report")
    assert shelf.locator("#evaluation iframe").get_attribute("sandbox") == ""
    with shelf.expect_download() as download:
        shelf.get_by_role("button", name="Save readers’ judgements").click()
    assert download.value.suggested_filename == "candidates.jsonl"
    assert shelf.evaluate("window.hacked") is None


def test_who_may_not_change_the_library_is_offered_nothing_and_refused(
    browser, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for room in ("web.tabs.shelf", "web.tabs.changes"):
        monkeypatch.setattr(f"{room}.may_change", lambda request: False)
    library = InventedLibrary(tmp_path)
    with served(build(library, SlowAssistant(tmp_path))) as where:
        page = browser.new_page()
        page.goto(where)
        page.get_by_role("tab", name="Library").click()
        expect(page.locator("table.shelf")).to_be_visible()
        expect(page.locator("button.remove")).to_have_count(0)
        expect(page.get_by_role("button", name="Add documents")).to_have_count(0)
        first = library.register.documents()[0].id
        said = page.evaluate("id => window.rapporteur.call('remove', { document: id })", first)
        assert said == "Only administrators may add and remove documents."
        assert library.register.document(first) is not None
        page.close()


def test_only_the_chosen_documents_are_asked(page: Page) -> None:
    page.get_by_role("tab", name="Library").click()
    page.get_by_label("Choose: A/AC.999/2031/1").check()
    page.get_by_role("button", name="Ask only these").click()
    expect(page.get_by_role("tab", name="Ask")).to_have_attribute("aria-selected", "true")
    expect(page.locator("#narrow")).to_have_count(1)
    ask(page, "Who keeps the lamps?")
    expect(page.locator("#chat .user-row a.chip")).to_have_text(["Document: A/AC.999/2031/1 ×"])
