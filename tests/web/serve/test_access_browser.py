"""Everything for everyone: axe-core, keyboard, contrast in both themes, and no request to another host."""

import json
from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tests.web.browsing import ask, in_a_browser

pytestmark = in_a_browser

SHOWN = {
    "Ask": "button.card >> nth=0",
    "Brief": "#brief-form",
    "Look up": "#look-up",
    "Check": "#check-quote",
    "Notebook": ".notebook .new-collection",
    "Library": "table.shelf",
    "Evaluation": "#evaluation",
}
RULES = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]}}


def asked(page: Page) -> None:
    ask(page, "Printed words?")
    page.get_by_role("link", name="[1]").click()
    expect(page.locator("#source-1-1 figure").first).to_be_visible()


def narrowing(page: Page) -> None:
    page.get_by_role("button", name="Narrow the question").click()
    page.get_by_label("Speaker").click()
    page.get_by_role("option", name="Lemuria").click()
    page.keyboard.press("Escape")
    ask(page, "Filtered lamps?")
    expect(page.locator("#chat a.chip")).to_be_visible()
    page.locator("#history ol.conversations summary").click()


def adding(page: Page) -> None:
    listed(page)
    page.get_by_role("button", name="Add documents").click()
    expect(page.get_by_label("By symbol or folder")).to_be_visible()


def abstained(page: Page) -> None:
    ask(page, "Unknown matters?")
    expect(page.locator("#chat .abstention")).to_be_visible()


def looked_up(page: Page) -> None:
    page.get_by_role("tab", name="Look up").click()
    page.get_by_label("A reference, a title").fill("A/AC.999/2031/5, para. 35")
    page.keyboard.press("Enter")
    expect(page.locator("#look-up figure").first).to_be_visible()


def checked(page: Page) -> None:
    page.get_by_role("tab", name="Check").click()
    page.get_by_label("A quotation").fill(
        "that every lamp needs two keepers, and that keepers should be paid"
    )
    page.get_by_role("button", name="Check", exact=True).click()
    expect(page.locator("#check-quote .finding")).to_be_visible()


def listed(page: Page) -> None:
    page.get_by_role("tab", name="Library").click()
    expect(page.locator("table.shelf")).to_be_visible()


def read(page: Page) -> None:
    listed(page)
    page.get_by_role("button", name="A/AC.999/2031/5", exact=True).click()
    expect(page.locator("dialog.reader .passage").first).to_be_visible()


def kept(page: Page) -> None:
    ask(page, "Who keeps the lamps?")
    expect(page.locator("#chat a.permalink")).to_be_visible()
    page.get_by_role("link", name="[1]").click()
    page.locator("#source-1-1").get_by_role("button", name="Keep").click()
    page.evaluate("rapporteur.notebook.keep('none', 'no lamp', 'A/1')")
    page.get_by_role("tab", name="Notebook").click()
    expect(page.locator(".notebook ol.kept > li")).to_have_count(2)


def evaluated(page: Page) -> None:
    page.get_by_role("tab", name="Evaluation").click()
    expect(page.locator("#evaluation")).to_be_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(
    "show", [asked, abstained, narrowing, adding, looked_up, checked, kept, listed, read, evaluated]
)
def test_axe_finds_nothing_against_wcag_aa(
    browser: Browser, address: str, scheme: str, show: Callable[[Page], None]
) -> None:
    context = browser.new_context(viewport={"width": 1280, "height": 900}, color_scheme=scheme)
    page = context.new_page()
    page.goto(address)
    expect(page.get_by_role("heading", name="Ask the documents")).to_be_visible()
    show(page)
    found = Axe().run(page, options=RULES).response["violations"]
    told = [(each["id"], each["impact"], [node["html"][:120] for node in each["nodes"]]) for each in found]
    context.close()
    assert told == [], json.dumps(told, indent=1)


def test_a_question_is_asked_and_its_source_read_by_keyboard_alone(page: Page) -> None:
    expect(page.get_by_label("Your question")).to_be_focused()
    page.keyboard.type("Printed words?")
    page.keyboard.press("Enter")
    expect(page.locator("#chat a.permalink")).to_be_visible()
    page.locator("#chat a.cite").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#source-1-1 summary")).to_be_focused()
    for _ in range(8):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.matches('.around')"):
            break
    page.keyboard.press("Enter")
    expect(page.locator("#source-1-1 .neighbour")).to_be_visible()


def test_the_first_paint_comes_within_two_seconds(browser: Browser, address: str) -> None:
    context = browser.new_context()
    page = context.new_page()
    page.goto(address)
    expect(page.get_by_role("heading", name="Ask the documents")).to_be_visible()
    page.reload()
    page.wait_for_function("performance.getEntriesByName('first-contentful-paint').length > 0")
    paint = page.evaluate("performance.getEntriesByName('first-contentful-paint')[0].startTime")
    context.close()
    assert paint < 2_000


@pytest.mark.parametrize("room", SHOWN)
def test_on_a_phone_no_tab_is_wider_than_the_screen(browser: Browser, address: str, room: str) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 844})
    page = context.new_page()
    page.goto(address)
    expect(page.get_by_role("heading", name="Ask the documents")).to_be_visible()
    if page.get_by_role("tab", name=room).count():
        page.get_by_role("tab", name=room).click()
    else:
        page.locator("#rooms .overflow-menu > button").click()
        page.locator("#rooms .overflow-dropdown").get_by_text(room).click()
    expect(page.locator(SHOWN[room])).to_be_visible()
    page.wait_for_function("document.documentElement.scrollWidth <= 390")
    context.close()
