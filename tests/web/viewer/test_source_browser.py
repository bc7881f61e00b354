"""The source panel in a real browser: page picture, neighbours, references, links."""

import re

from playwright.sync_api import Page, expect

from tests.web.browsing import ask, in_a_browser

pytestmark = in_a_browser


def opened(page: Page) -> None:
    """Ask for the printed passage and open it."""
    ask(page, "Printed words?")
    page.get_by_role("link", name="[1]").click()


def test_a_click_on_a_citation_shows_its_pages_with_the_words_marked(page: Page) -> None:
    opened(page)
    figures = page.locator("#source-1-1 figure")
    expect(figures).to_have_count(2)
    expect(figures.first).to_contain_text("Page 1, the quoted words marked")
    picture = figures.first.locator("img")
    expect(picture).to_have_attribute("alt", re.compile(r"^Page 1 of A/AC\.999/2031/5"))
    assert picture.evaluate("image => image.decode().then(() => image.naturalWidth)") == 1100
    assert picture.evaluate("image => image.src").startswith("data:image/webp")


def test_the_page_is_enlarged_and_shut_by_keyboard(page: Page) -> None:
    opened(page)
    button = page.locator("#source-1-1 button.enlarge").first
    button.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog")).to_be_visible()
    expect(page.get_by_role("button", name="Close")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(button).to_be_focused()


def test_a_document_that_is_no_file_any_more_says_so(page: Page) -> None:
    ask(page, "Who keeps the lamps?")
    page.get_by_role("link", name="[1]").click()
    expect(page.locator("#source-1-1 .picture")).to_contain_text("no longer where it was read")


def test_a_citation_chosen_before_its_source_is_drawn_opens_it(page: Page) -> None:
    expect(page.get_by_role("button", name="Ask", exact=True)).to_be_visible()
    page.evaluate(
        "document.body.insertAdjacentHTML('beforeend', '<a id=early href=\"#source-1-1\">early</a>');"
        "document.getElementById('early').click()"
    )
    ask(page, "Who keeps the lamps?")
    expect(page.locator("#source-1-1 .picture")).to_contain_text("no longer where it was read")


def test_neighbours_come_on_request(page: Page) -> None:
    opened(page)
    around = page.locator("#source-1-1").get_by_role("button", name="Context")
    around.click()
    expect(page.locator("#source-1-1 .neighbour")).to_contain_text("Lemuria")
    expect(page.locator("#source-1-1 .beside.after")).to_contain_text("The meeting rose at noon.")
    expect(around).to_be_hidden()


def test_a_reference_is_copied_in_each_style(page: Page) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    opened(page)
    source = page.locator("#source-1-1")
    for style, start in {
        "UN editorial": "A/AC.999/2031/5, para. 35",
        "Footnote": "General Assembly, “Report of the working group",
        "Link": "https://docs.example.org/A/AC.999/2031/5",
        "BibTeX": "@misc{",
        "RIS": "TY  - RPRT",
        "CSL-JSON": "[",
    }.items():
        source.get_by_label("Style of the reference").select_option(style)
        expect(source.locator("code.reference")).to_contain_text(start)
        source.get_by_role("button", name="Copy reference").click()
        expect(source.locator("button.copy")).to_have_text("Copied")
        assert page.evaluate("navigator.clipboard.readText()").startswith(start)
        expect(source.locator("button.copy")).to_have_text("Copy reference")


def test_a_source_links_to_its_passage_and_to_the_official_document(page: Page, address: str) -> None:
    opened(page)
    source = page.locator("#source-1-1")
    link = source.get_by_role("link", name="Link to this passage")
    assert link.evaluate("node => node.href") == f"{address}?cite=A/AC.999/2031/5,35"
    official = source.get_by_role("link", name="Official document")
    expect(official).to_have_attribute("href", "https://docs.example.org/A/AC.999/2031/5")
    expect(official).to_have_attribute("rel", "noopener noreferrer")


def test_the_page_speaks_french_to_who_wants_it(page: Page) -> None:
    page.get_by_role("button", name="Français").click()
    expect(page.get_by_role("tab", name="Bibliothèque")).to_be_visible()
    page.get_by_label("Votre question").fill("Printed words?")
    page.keyboard.press("Enter")
    expect(page.locator("#chat .verdict").first).to_have_text("mot pour mot")
    page.get_by_role("link", name="[1]").click()
    expect(page.locator("#source-1-1")).to_contain_text("14 mars 2031")
    expect(page.locator("#source-1-1 figcaption").first).to_contain_text("les mots cités marqués")
    assert page.evaluate("document.documentElement.lang") == "fr"
    page.get_by_role("button", name="English").click()
    expect(page.get_by_role("tab", name="Library")).to_be_visible()
