"""Answers in a real browser: asked again, reworded, narrowed, judged."""

import json
import sqlite3
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.web.browsing import SlowAssistant, ask, in_a_browser
from tests.web.invented import InventedLibrary
from tests.web.serving import served
from web.chat.feedback import FILE, Feedback
from web.page import build

pytestmark = in_a_browser


def answered(page: Page, question: str, number: int = 1) -> None:
    """Ask, and wait for the end of the answer."""
    ask(page, question)
    expect(page.locator("#chat a.permalink")).to_have_count(number)


def test_an_answer_is_asked_again_and_its_question_is_reworded(page: Page) -> None:
    answered(page, "Unknown matters?")
    page.get_by_role("link", name="edit").click()
    expect(page.get_by_label("Your question")).to_have_value("Unknown matters?")
    ask(page, "Who keeps the lamps?")
    expect(page.locator("#chat .answer")).to_contain_text("keepers should be paid")
    expect(page.locator("#chat .abstention")).to_have_count(0)
    expect(page.locator("#chat .user-row")).to_have_count(1)
    expect(page.locator("#chat a.permalink")).to_be_visible()
    page.get_by_role("link", name="ask again").click()
    expect(page.locator("#chat .waiting, #chat .answer")).to_be_visible()
    expect(page.locator("#chat a.permalink")).to_be_visible()
    expect(page.locator("#chat .user-row")).to_have_count(1)


def test_a_question_is_narrowed_and_widened_again(page: Page) -> None:
    page.get_by_role("button", name="Narrow the question").click()
    page.get_by_label("Speaker").click()
    page.get_by_role("option", name="Lemuria").click()
    page.keyboard.press("Escape")
    answered(page, "Filtered lamps?")
    expect(page.locator("#chat .answer")).to_contain_text("narrowed by Lemuria")
    chip = page.locator("#chat a.chip")
    expect(chip).to_have_text("Speaker: Lemuria ×")
    chip.click()
    expect(page.locator("#chat .answer").nth(1)).to_contain_text("narrowed by nothing")
    expect(page.locator("#chat .user-row").nth(1).locator("a.chip")).to_have_count(0)


def test_what_a_question_names_is_shown_as_chips_and_can_be_left_out(page: Page) -> None:
    answered(page, "What did Cuba say in A/RES/70/125?")
    expect(page.locator("#chat .user-row .chip")).to_have_text(["A/RES/70/125 ×", "Cuba"])
    page.get_by_role("link", name="A/RES/70/125 ×").click()
    second = page.locator("#chat .user-row").nth(1).locator(".chip")
    expect(second).to_have_text(["not counted: A/RES/70/125 ×", "Cuba"])


def test_a_judgement_is_kept_with_question_answer_and_library(
    context_page: tuple[Page, Path],
) -> None:
    page, folder = context_page
    answered(page, "Who keeps the lamps?")
    page.get_by_role("link", name="bad answer").click()
    page.get_by_role("dialog").get_by_role("textbox").fill("The second speaker is missing.")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("#chat .footing")).to_contain_text("called bad")
    with sqlite3.connect(folder / FILE) as db:
        ((good, reason, question, answer, library),) = db.execute(
            "SELECT good, reason, question, answer, library FROM feedback"
        ).fetchall()
    assert (good, reason, question) == (0, "The second speaker is missing.", "Who keeps the lamps?")
    assert json.loads(answer)["citations"][0]["quote"] == "every lamp needs a keeper"
    assert json.loads(library)["documents"] == 5
    (candidate,) = Feedback(InventedLibrary(folder)).candidates()
    assert candidate["note"] == "candidate: a reader called the answer bad: The second speaker is missing."


def test_a_citation_is_previewed_under_the_pointer_and_the_focus(page: Page) -> None:
    answered(page, "Who keeps the lamps?")
    page.get_by_role("link", name="[2]").hover()
    preview = page.get_by_role("tooltip")
    expect(preview).to_contain_text("keepers should be paid")
    expect(preview).to_contain_text("A/AC.999/2031/2, para. 35 (p. 7) · Lemuria · report · 14 March 2031")
    page.get_by_label("Your question").hover()
    expect(preview).to_have_count(0)
    page.keyboard.press("Tab")
    page.get_by_role("link", name="[1]").focus()
    expect(preview).to_contain_text("every lamp needs a keeper")
    page.keyboard.press("Escape")
    expect(preview).to_have_count(0)


def test_an_answer_is_copied_with_its_references(page: Page) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    answered(page, "Who keeps the lamps?")
    page.get_by_role("link", name="copy", exact=True).click()
    expect(page.get_by_role("link", name="Copied")).to_be_visible()
    lines = page.evaluate("navigator.clipboard.readText()").split("\n")
    assert lines[0].endswith("every lamp needs a keeper (A/AC.999/2031/1, para. 35 (p. 7)) [1]")
    assert lines[-2:] == ["[1] A/AC.999/2031/1, para. 35", "[2] A/AC.999/2031/2, para. 35"]


def test_the_passages_beside_an_answer_are_offered_as_questions(page: Page) -> None:
    answered(page, "Printed lamps?")
    offered = page.locator("#chat ul.follow a")
    expect(offered).to_have_text(["What did Lemuria say in A/AC.999/2031/5?"])
    offered.click()
    expect(page.locator("#chat .user-row").nth(1)).to_contain_text("What did Lemuria say in A/AC.999/2031/5?")
    expect(page.locator("#chat ul.follow")).to_have_count(0)


def test_an_arabic_answer_is_set_right_to_left_whatever_it_begins_with(page: Page) -> None:
    answered(page, "من يحرس المنارات؟ lamps")
    said = page.locator("#chat .answer > p").first
    assert said.evaluate("node => getComputedStyle(node).direction") == "rtl"
    assert said.locator(".quoted").evaluate("node => getComputedStyle(node).direction") == "ltr"


def test_a_source_says_at_once_when_it_is_from_and_whether_it_reports(page: Page) -> None:
    answered(page, "Who keeps the lamps?")
    expect(page.locator("#source-1-2 summary .told")).to_have_text("report · 14 March 2031")


@pytest.fixture
def context_page(context, tmp_path: Path):
    """A page over a library of its own."""
    with served(build(InventedLibrary(tmp_path), SlowAssistant(tmp_path))) as where:
        page = context.new_page()
        page.set_default_timeout(60_000)
        page.goto(where)
        expect(page.get_by_role("heading", name="Ask the documents")).to_be_visible()
        yield page, tmp_path


def test_a_document_that_is_not_here_can_be_fetched_where_its_symbol_gives_an_address(page: Page) -> None:
    answered(page, "Unknown matters in A/RES/70/125?")
    expect(page.locator("#chat a.fetch")).to_have_text("Fetch A/RES/70/125 and ask again")
    answered(page, "Unknown matters in RL-99?", 2)
    expect(page.locator("#chat .abstention").nth(1)).to_be_visible()
    expect(page.locator("#chat .abstention").nth(1).locator("a.fetch")).to_have_count(0)
