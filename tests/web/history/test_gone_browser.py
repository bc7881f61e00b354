"""The server goes and comes back: one line at the question, and nothing is lost."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, Route, expect

from tests.web.browsing import ask, in_a_browser

pytestmark = in_a_browser

A_KEY = re.compile(r"\b(common|errors|chatbot|file|upload_text)\.[a-z_]+\b")
CALLS = "**/gradio_api/queue/**"


@pytest.fixture
def unplugged(page: Page) -> Iterator[Page]:
    """The page, whose calls to the server are cut off."""
    expect(page.get_by_role("button", name="Ask", exact=True)).to_be_visible()
    page.wait_for_function("!!rapporteur.trigger")

    def cut(route: Route) -> None:
        route.abort("connectionrefused")

    page.route(CALLS, cut)
    page.route("**/healthz", cut)
    yield page


def test_a_question_that_could_not_be_asked_is_asked_when_the_server_is_back(unplugged: Page) -> None:
    page = unplugged
    page.get_by_label("Your question").fill("Who keeps the lamps?")
    page.keyboard.press("Enter")
    line = page.locator(".gone-line")
    expect(line).to_contain_text("does not answer")
    expect(page.locator(".toast-wrap")).to_be_hidden()
    assert not A_KEY.search(page.locator("body").inner_text())
    line.get_by_role("button", name="Try again").click()
    expect(line).to_contain_text("still does not answer")
    page.unroute(CALLS)
    page.unroute("**/healthz")
    line.get_by_role("button", name="Try again").click()
    expect(page.locator("#chat .answer")).to_contain_text("keepers should be paid")
    expect(page.locator("#chat .user-row")).to_have_count(1)
    expect(page.locator(".gone-line")).to_have_count(0)


def test_no_key_of_the_catalogue_is_shown_instead_of_words(page: Page) -> None:
    ask(page, "Who keeps the lamps?")
    expect(page.locator("#chat a.permalink")).to_be_visible()
    for tab in ("Look up", "Check", "Notebook", "Library"):
        page.get_by_role("tab", name=tab).click()
        expect(page.get_by_role("tab", name=tab)).to_have_attribute("aria-selected", "true")
        assert not A_KEY.search(page.locator("body").inner_text())
