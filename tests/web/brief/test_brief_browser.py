"""The Brief tab in a real browser."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.brief.debate import debate_library
from tests.web.browsing import in_a_browser
from tests.web.invented import RoteAssistant
from tests.web.serving import served
from web.page import build

pytestmark = in_a_browser


@pytest.fixture(scope="module")
def where(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where the page over the invented debate is served."""
    library = debate_library(tmp_path_factory.mktemp("debate") / "library")
    with served(build(library, RoteAssistant())) as address:
        yield address
    library.close()


@pytest.fixture
def tab(where: str, browser: Browser) -> Iterator[Page]:
    """The Brief tab with the paper on a topic."""
    page = browser.new_page()
    page.set_default_timeout(60_000)
    page.goto(f"{where}?tab=brief")
    page.get_by_label("Topic").fill("register of lighthouses")
    page.keyboard.press("Enter")
    expect(page.locator("#brief-paper h3").first).to_be_visible(timeout=60_000)
    yield page
    page.close()


def test_the_paper_has_each_speaker_with_the_passage_beside(tab: Page) -> None:
    names = tab.locator("#brief-paper h3").all_text_contents()
    assert names[:2] == ["Chile", "Norway"]
    first = tab.locator("#brief-paper details").first
    first.locator("summary").click()
    expect(first.locator("mark")).to_contain_text("Chile supports a register of lighthouses")
    tab.get_by_text("Who was looked for and has nothing").click()
    expect(tab.locator("#brief-paper")).to_contain_text("Peru")


def test_an_entry_left_out_is_gone_and_comes_back(tab: Page) -> None:
    tab.get_by_role("button", name="Edit the entries").click()
    tab.get_by_label("Chile: ").first.uncheck()
    expect(tab.locator("#brief-paper h3").first).to_have_text("Norway")
    tab.get_by_role("button", name="Undo").click()
    expect(tab.locator("#brief-paper h3").first).to_have_text("Chile")


def test_a_saved_brief_comes_back_proved_anew(tab: Page, where: str, tmp_path: Path) -> None:
    with tab.expect_download() as given:
        tab.get_by_role("button", name="Save (JSON)").click()
    saved = tmp_path / "brief.json"
    given.value.save_as(saved)
    assert json.loads(saved.read_text(encoding="utf-8"))
    tab.goto(f"{where}?tab=brief")
    with tab.expect_file_chooser() as chooser:
        tab.get_by_role("button", name="Open a saved brief").click()
    chooser.value.set_files(saved)
    expect(tab.locator("#brief-paper h3").first).to_have_text("Chile")


def test_a_topic_is_asked_for(where: str, page: Page) -> None:
    page.goto(f"{where}?tab=brief")
    page.get_by_role("button", name="Collect who said what").click()
    expect(page.locator("#brief-told [role=alert]")).to_contain_text("A brief needs a topic")


def test_a_topic_is_an_address_that_a_colleague_opens(tab: Page, where: str) -> None:
    expect(tab).to_have_url(f"{where}?brief=register+of+lighthouses")
    tab.goto(f"{where}?brief=register+of+lighthouses")
    expect(tab.locator("#brief-paper h3").first).to_have_text("Chile", timeout=60_000)
    expect(tab.get_by_label("Topic")).to_have_value("register of lighthouses")


def test_an_entry_is_kept_in_the_notebook_where_the_next_brief_begins(tab: Page) -> None:
    tab.locator("#brief-paper details").first.locator("summary").click()
    tab.locator("#brief-paper").get_by_role("button", name="Keep").first.click()
    tab.get_by_role("tab", name="Notebook").click()
    entry = tab.locator(".notebook ol.kept > li")
    expect(entry.locator("blockquote")).to_contain_text("Chile supports a register of lighthouses")
    tab.get_by_role("button", name="Rename the collection").click()
    tab.get_by_role("dialog").get_by_role("textbox").fill("lighthouses")
    tab.get_by_role("button", name="Save", exact=True).click()
    tab.get_by_role("button", name="Who said what about it").click()
    expect(tab.get_by_label("Topic")).to_have_value("lighthouses")
    expect(tab.locator("#brief-paper h3").first).to_be_visible(timeout=60_000)
    tab.go_back()
    expect(tab.locator(".notebook .new-collection")).to_be_visible()
