"""Looking up and checking in a real browser."""

import json
from pathlib import Path

import docx
from playwright.sync_api import Page, expect

from tests.web.browsing import in_a_browser

pytestmark = in_a_browser


def room(page: Page, name: str) -> None:
    """Open a tab."""
    page.get_by_role("tab", name=name).click()


def test_a_reference_shows_its_paragraph_and_its_page(page: Page) -> None:
    room(page, "Look up")
    page.get_by_label("A reference, a title").fill("A/AC.999/2031/5, para. 35")
    page.keyboard.press("Enter")
    card = page.locator("#look-up details.source")
    expect(card.locator("blockquote")).to_contain_text("every lamp needs a keeper")
    expect(card.locator("figure img")).to_have_count(2)
    expect(card.get_by_role("button", name="Copy reference")).to_be_visible()


def test_symbols_and_titles_are_suggested_while_typing(page: Page) -> None:
    room(page, "Look up")
    box = page.get_by_label("A reference, a title")
    box.press_sequentially("A/AC.999/2031/")
    expect(page.locator("#suggested option")).to_have_count(4)
    expect(page.locator("#suggested option").first).to_have_attribute("value", "A/AC.999/2031/1")
    box.fill("bold plan")
    box.press_sequentially(" ")
    expect(page.locator("#suggested option")).to_have_count(1)
    expect(page.locator("#suggested option")).to_have_attribute("value", "<b>Bold</b> $x$ **plan**")


def test_what_is_not_there_says_so_and_offers_what_may_be_meant(page: Page) -> None:
    room(page, "Look up")
    page.get_by_label("A reference, a title").fill("A/AC.999/2031/5, para. 34")
    page.get_by_role("button", name="Look up", exact=True).click()
    expect(page.locator("#look-up .result.not_found .message")).to_be_visible()
    page.locator("#look-up .found button.try").first.click()
    expect(page.locator("#look-up details.source blockquote")).to_be_visible()


def test_a_link_to_a_passage_opens_it(page: Page, address: str) -> None:
    page.goto(f"{address}?cite=A/AC.999/2031/5,35")
    expect(page.get_by_role("tab", name="Look up")).to_have_attribute("aria-selected", "true")
    expect(page.locator("#look-up blockquote")).to_contain_text("every lamp needs a keeper")


def test_a_quotation_is_checked_with_its_differences(page: Page) -> None:
    room(page, "Check")
    page.get_by_label("A quotation").fill(
        "that every lamp needs two keepers, and that keepers should be paid"
    )
    page.get_by_label("Where it is said to stand").fill("Lemuria")
    page.get_by_role("button", name="Check", exact=True).click()
    finding = page.locator("#check-quote .finding")
    expect(finding).to_contain_text("Altered")
    expect(finding.locator("del")).to_contain_text(["two keepers"])
    expect(page.locator("#check-quote details.source")).to_contain_text("Atlantis")
    page.locator("#check-quote textarea").fill("")
    expect(page.locator("#check-quote .verdict-on")).to_be_empty()


def test_a_draft_is_checked_and_its_reports_are_saved(page: Page, tmp_path: Path) -> None:
    draft = docx.Document()
    draft.add_paragraph(
        "It says “every lamp needs no keeper, and that keepers should be paid” (A/AC.999/2031/5)."
    )
    draft.add_paragraph("<script>window.hacked = 1</script>")
    draft.save(str(tmp_path / "draft.docx"))
    room(page, "Check")
    page.locator("#draft-file input[type=file]").set_input_files(tmp_path / "draft.docx")
    frame = page.frame_locator("iframe.report")
    expect(frame.get_by_role("heading", name="Quotations and references of draft.docx")).to_be_visible()
    expect(frame.locator("del").first).to_have_text("no")
    expect(frame.locator("mark")).to_contain_text("every lamp needs no keeper")
    expect(frame.locator("a[href]")).to_have_count(0)
    assert page.locator("iframe.report").get_attribute("sandbox") == ""
    assert page.evaluate("window.hacked") is None
    saved = {}
    for name in ("Save the report (HTML)", "Save as JSON", "Save the draft with comments"):
        with page.expect_download() as download:
            page.get_by_role("button", name=name).click()
        saved[download.value.suggested_filename] = download.value.path()
    assert set(saved) == {"draft-report.html", "draft-report.json", "draft-commented.docx"}
    assert json.loads(saved["draft-report.json"].read_text(encoding="utf-8"))["summary"]["quotations"] == 1
    assert len(docx.Document(str(saved["draft-commented.docx"])).comments) == 1


def test_a_draft_that_cannot_be_read_says_why(page: Page, tmp_path: Path) -> None:
    (tmp_path / "empty.docx").write_bytes(b"not a Word file")
    room(page, "Check")
    page.locator("#draft-file input[type=file]").set_input_files(tmp_path / "empty.docx")
    expect(page.locator("#draft-report")).to_contain_text("empty.docx is not what its ending says")
