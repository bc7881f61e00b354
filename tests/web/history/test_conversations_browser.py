"""Conversations in a real browser: kept, found again, shared, merged between tabs."""

import json
from pathlib import Path

from playwright.sync_api import BrowserContext, Page, expect

from tests.web.browsing import ask, in_a_browser

pytestmark = in_a_browser

LIST = "#history ol.conversations > li"
NAMES = f"{LIST} > .open-conversation"


def answered(page: Page, question: str, number: int = 1) -> None:
    """Ask, and wait for the end of the answer, and until it is kept."""
    ask(page, question)
    expect(page.locator("#chat a.permalink")).to_have_count(number)
    kept = "([question]) => rapporteur.store.all().some((held) => !held.pending && held.exchanges.some((e) => e.question === question))"
    page.wait_for_function(kept, arg=[question])


def menu(page: Page, name: str, action: str) -> None:
    """Open the menu of a conversation and choose from it."""
    page.locator(LIST, has_text=name).locator("summary").click()
    page.get_by_role("button", name=f"{action}: {name}", exact=True).click()


def afresh(page: Page) -> None:
    """Begin a new conversation."""
    page.locator("#history").get_by_role("button", name="New conversation").click()
    expect(page.get_by_role("heading", name="Ask the documents")).to_be_visible()


def test_conversations_are_listed_newest_first_and_searched(page: Page) -> None:
    answered(page, "Who keeps the lamps?")
    afresh(page)
    answered(page, "Unknown matters?")
    expect(page.locator(NAMES)).to_have_text(["Unknown matters?", "Who keeps the lamps?"])
    page.get_by_label("Search conversations").fill("LAMPS keeps")
    expect(page.locator(NAMES)).to_have_text(["Who keeps the lamps?"])
    page.get_by_label("Search conversations").fill("nothing like it")
    expect(page.locator("#history .none")).to_be_visible()
    page.get_by_label("Search conversations").fill("")
    page.get_by_role("button", name="Who keeps the lamps?", exact=True).click()
    expect(page.locator("#chat .answer")).to_contain_text("every lamp needs a keeper")
    answered(page, "And who pays?", number=2)
    expect(page.locator(LIST).first).to_contain_text("Who keeps the lamps?")


def test_a_conversation_is_renamed_on_enter_in_one_line(page: Page) -> None:
    answered(page, "Who keeps the lamps?")
    menu(page, "Who keeps the lamps?", "Rename")
    field = page.get_by_role("dialog").get_by_role("textbox")
    expect(field).to_have_value("Who keeps the lamps?")
    assert field.evaluate("node => node.tagName") == "INPUT"
    expect(page.get_by_role("dialog").get_by_role("button", name="Save")).to_be_visible()
    field.fill("My <b>lamps</b>")
    page.keyboard.press("Enter")
    expect(page.locator(NAMES)).to_have_text(["My <b>lamps</b>"])
    page.reload()
    expect(page.locator(NAMES)).to_have_text(["My <b>lamps</b>"])


def test_what_was_deleted_can_be_brought_back(page: Page) -> None:
    answered(page, "Who keeps the lamps?")
    menu(page, "Who keeps the lamps?", "Delete")
    expect(page.locator(LIST)).to_have_count(0)
    expect(page.get_by_role("heading", name="Ask the documents")).to_be_visible()
    page.get_by_role("button", name="Undo").click()
    expect(page.locator(LIST)).to_have_count(1)
    page.get_by_role("button", name="Who keeps the lamps?", exact=True).click()
    expect(page.locator("#chat .answer")).to_contain_text("every lamp needs a keeper")


def test_two_tabs_of_one_conversation_are_merged(page: Page, context: BrowserContext) -> None:
    answered(page, "Who keeps the lamps?")
    other = context.new_page()
    other.set_default_timeout(60_000)
    other.goto(page.url)
    expect(other.locator("#chat .answer")).to_have_count(1)
    answered(other, "Unknown matters?", number=2)
    expect(page.locator("#chat .abstention")).to_contain_text("No passage speaks of that.")
    answered(page, "And who pays?", number=3)
    expect(other.locator("#chat .user-row .prose")).to_have_text(
        ["Who keeps the lamps?", "Unknown matters?", "And who pays?"]
    )
    page.get_by_role("link", name="ask again").click()
    expect(page.locator("#chat .user-row")).to_have_count(3)
    page.wait_for_function(
        "rapporteur.store.all()[0].exchanges.length === 3 && !rapporteur.store.all()[0].pending"
    )
    expect(page.locator(LIST)).to_have_count(1)


def test_questions_asked_at_the_same_time_in_two_tabs_are_both_kept(
    page: Page, context: BrowserContext
) -> None:
    answered(page, "Who keeps the lamps?")
    other = context.new_page()
    other.set_default_timeout(60_000)
    other.goto(page.url)
    expect(other.locator("#chat .answer")).to_have_count(1)
    ask(page, "slow lamps?")
    expect(page.locator("#chat .user-row")).to_have_count(2)
    answered(other, "Unknown matters?", number=2)
    for each in (page, other):
        expect(each.locator("#chat .user-row .prose")).to_have_text(
            ["Who keeps the lamps?", "slow lamps?", "Unknown matters?"]
        )


def test_a_refresh_in_the_middle_of_an_answer_keeps_the_question_and_asks_it(page: Page) -> None:
    ask(page, "slow lamps?")
    page.wait_for_function("rapporteur.store.all()[0]?.pending")
    page.reload()
    expect(page.locator("#chat .user-row .prose")).to_have_text("slow lamps?")
    expect(page.locator("#chat .answer")).to_contain_text("keepers should be paid")
    expect(page.locator("#chat .user-row")).to_have_count(1)
    page.wait_for_function("!rapporteur.store.all()[0].pending")


def test_back_and_forward_go_between_conversations_and_tabs(page: Page, address: str) -> None:
    answered(page, "Who keeps the lamps?")
    first = page.url
    assert "q=Who+keeps+the+lamps" in first
    afresh(page)
    assert page.url == address
    page.get_by_role("tab", name="Look up").click()
    page.wait_for_url(f"{address}?tab=look_up")
    page.go_back()
    expect(page.get_by_role("heading", name="Ask the documents")).to_be_visible()
    page.go_back()
    expect(page.locator("#chat .answer")).to_contain_text("every lamp needs a keeper")
    assert page.url == first
    page.go_forward()
    expect(page.get_by_role("heading", name="Ask the documents")).to_be_visible()
    page.go_forward()
    expect(page.get_by_role("tab", name="Look up")).to_have_attribute("aria-selected", "true")


def test_a_tab_has_an_address(page: Page, address: str) -> None:
    page.goto(f"{address}?tab=library")
    expect(page.get_by_role("tab", name="Library")).to_have_attribute("aria-selected", "true")
    page.goto(f"{address}?tab=nonsense&c=none")
    expect(page.get_by_role("heading", name="Ask the documents")).to_be_visible()


def test_an_address_opens_a_conversation_of_this_browser_and_elsewhere_asks_its_question(
    page: Page, address: str
) -> None:
    page.goto(f"{address}?c=unknown&q=Who+keeps+the+lamps%3F")
    expect(page.locator("#chat .answer")).to_contain_text("every lamp needs a keeper")
    expect(page.locator("#chat .user-row")).to_have_count(1)


def test_a_conversation_is_shared_as_a_file_and_checked_when_it_is_opened(page: Page, tmp_path: Path) -> None:
    answered(page, "Who keeps the lamps?")
    with page.expect_download() as download:
        menu(page, "Who keeps the lamps?", "Save to share")
    shared = json.loads(download.value.path().read_text(encoding="utf-8"))
    shared["exchanges"][0]["citations"][0]["quote"] = "no lamp needs a keeper"
    (tmp_path / "forged.json").write_text(json.dumps(shared), encoding="utf-8")
    (tmp_path / "nothing.json").write_text("[]", encoding="utf-8")
    page.locator("input.bring").set_input_files(download.value.path())
    expect(page.locator(LIST)).to_have_count(2)
    expect(page.locator("#chat .answer")).to_contain_text("every lamp needs a keeper")
    page.locator("input.bring").set_input_files(tmp_path / "forged.json")
    expect(page.locator(LIST)).to_have_count(3)
    expect(page.locator("#chat .unproved")).to_contain_text("nothing in the library proves them")
    expect(page.locator("#chat .verdict")).to_have_count(1)
    page.locator("input.bring").set_input_files(tmp_path / "nothing.json")
    expect(page.locator(".toast")).to_contain_text("holds no conversation")
    expect(page.locator(LIST)).to_have_count(3)


def test_what_an_earlier_release_kept_is_taken_over(page: Page, address: str) -> None:
    answered(page, "Who keeps the lamps?")
    taken = page.evaluate(
        """() => {
            const [held] = rapporteur.store.all();
            localStorage.removeItem(rapporteur.store.KEY);
            const old = { current: "1", held: [{ id: "1", name: "Old lamps", exchanges: held.exchanges.map(({ id, at, ...rest }) => rest) }] };
            rapporteur.store.takeOver(old);
            return rapporteur.store.all().map((each) => [each.name, each.exchanges.every((e) => e.id)]);
        }"""
    )
    assert taken == [["Old lamps", True]]
    page.goto(address)
    page.get_by_role("button", name="Old lamps", exact=True).click()
    expect(page.locator("#chat .answer")).to_contain_text("every lamp needs a keeper")
