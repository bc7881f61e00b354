"""Everything for everyone: axe-core, keyboard, contrast in both themes, and no request to another host."""

import json
from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from browsing import ask, needs_chromium
from playwright.sync_api import Browser, Page, expect

pytestmark = needs_chromium

RULES = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]}}


def asked(page: Page) -> None:
    ask(page, "Printed words?")
    page.get_by_role("link", name="[1]").click()
    expect(page.locator("#source-1-1 figure").first).to_be_visible()


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


def evaluated(page: Page) -> None:
    page.get_by_role("tab", name="Evaluation").click()
    expect(page.locator("#evaluation")).to_be_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("show", [asked, abstained, looked_up, checked, listed, read, evaluated])
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
