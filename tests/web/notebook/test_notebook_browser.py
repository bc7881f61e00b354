"""The notebook in a real browser: kept from an answer, a look-up and a document; sorted, noted, saved."""

from playwright.sync_api import Page, expect

from tests.web.browsing import ask, in_a_browser

pytestmark = in_a_browser


def kept(page: Page, number: int) -> None:
    """Wait until so many quotations are kept."""
    page.wait_for_function("number => rapporteur.notebook.all()[0]?.entries.length === number", arg=number)


def test_a_quotation_is_kept_from_an_answer_a_look_up_and_a_document(page: Page) -> None:
    ask(page, "Who keeps the lamps?")
    expect(page.locator("#chat a.permalink")).to_be_visible()
    page.get_by_role("link", name="[2]").click()
    page.locator("#source-1-2").get_by_role("button", name="Keep").click()
    expect(page.locator(".toast")).to_contain_text("Kept in “My notebook”")
    page.get_by_role("button", name="Add a note").click()
    page.get_by_role("dialog").get_by_role("textbox").fill("Quote <b>this</b>")
    page.get_by_role("button", name="Save", exact=True).click()
    page.get_by_role("tab", name="Look up").click()
    page.get_by_label("A reference").fill("A/AC.999/2031/1, para. 35")
    page.keyboard.press("Enter")
    page.locator("#look-up").get_by_role("button", name="Keep").click()
    kept(page, 2)
    page.get_by_role("tab", name="Library").click()
    page.get_by_role("button", name="A/AC.999/2031/7", exact=True).click()
    page.get_by_role("dialog").get_by_role("button", name="Keep", exact=True).click()
    kept(page, 3)
    page.get_by_role("dialog").get_by_role("button", name="Close").click()
    page.get_by_role("tab", name="Notebook").click()
    entries = page.locator(".notebook ol.kept > li")
    expect(entries).to_have_count(3)
    expect(entries.first.locator("blockquote")).to_have_text("keepers should be paid")
    expect(entries.first.locator(".where")).to_have_text(
        "A/AC.999/2031/2, para. 35 (p. 7) · Lemuria · 14 March 2031"
    )
    expect(entries.first.get_by_label("Note")).to_have_value("Quote <b>this</b>")
    expect(entries.nth(1).locator("blockquote")).to_contain_text("It regretted delays.")
    with page.expect_download() as download:
        page.get_by_role("button", name="Save as Markdown").last.click()
    assert "keepers should be paid" in download.value.path().read_text(encoding="utf-8")


def test_only_the_words_that_were_marked_are_kept(page: Page) -> None:
    ask(page, "Who keeps the lamps?")
    expect(page.locator("#chat a.permalink")).to_be_visible()
    page.get_by_role("link", name="[2]").click()
    page.evaluate(
        """() => {
            const mark = document.querySelector("#source-1-2 mark").firstChild;
            getSelection().setBaseAndExtent(mark, 0, mark, "keepers".length);
        }"""
    )
    page.locator("#source-1-2 button.keep").dispatch_event("click")
    kept(page, 1)
    assert page.evaluate("rapporteur.notebook.all()[0].entries[0].quote") == "keepers"


def test_collections_are_made_sorted_and_brought_back(page: Page) -> None:
    page.evaluate(
        """() => ["one", "two"].forEach((note) => {
            rapporteur.notebook.keep("none", note, "A/1");
        })"""
    )
    page.get_by_role("tab", name="Notebook").click()
    entries = page.locator(".notebook ol.kept > li")
    expect(entries).to_have_count(2)
    expect(entries.first).to_contain_text("no longer has these words")
    entries.first.get_by_role("button", name="Move down").click()
    expect(entries.first.locator(".lost")).to_have_text("two")
    page.get_by_role("button", name="New collection").click()
    page.get_by_role("dialog").get_by_role("textbox").fill("Brief on lamps")
    page.keyboard.press("Enter")
    expect(page.locator(".notebook h2.collection")).to_have_text("Brief on lamps")
    expect(page.locator(".notebook .none")).to_be_visible()
    page.get_by_role("button", name="My notebook (2)").click()
    entries.first.get_by_label("Move to").select_option("Brief on lamps")
    expect(page.locator(".open-collection")).to_have_text(["My notebook (1)", "Brief on lamps (1)"])
    entries.first.get_by_role("button", name="Remove").click()
    expect(page.locator(".notebook .none")).to_be_visible()
    page.get_by_role("button", name="Undo").click()
    expect(page.locator(".open-collection")).to_have_text(["My notebook (1)", "Brief on lamps (1)"])
