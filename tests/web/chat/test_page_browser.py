"""The page in a real browser: asking, and reading the answer and its sources."""

import re

import docx
from playwright.sync_api import Browser, Page, expect

from tests.web.browsing import ask, in_a_browser

pytestmark = in_a_browser


def test_a_newcomer_is_told_what_to_do_and_from_what(page: Page) -> None:
    expect(page.get_by_role("heading", name="Ask the documents")).to_be_visible()
    facts = page.get_by_label("Engine and library")
    expect(facts).to_contain_text("answers quote the documents")
    expect(facts).to_contain_text("5 documents")
    expect(facts).to_contain_text("5 passages")
    expect(facts).not_to_contain_text("multilingual-e5-small")  # no name of a model in the head
    page.locator("button.card").first.click()
    expect(page.locator("#chat .answer .footing")).to_contain_text("0.4 s")


def test_a_question_typed_before_the_page_is_ready_is_neither_lost_nor_asked(
    page: Page, address: str
) -> None:
    page.goto(address, wait_until="commit")
    page.get_by_label("Your question").fill("Who keeps")
    expect(page.get_by_role("heading", name="Ask the documents")).to_be_visible()
    expect(page.get_by_role("button", name="Ask", exact=True)).to_be_visible()
    expect(page.get_by_label("Your question")).to_have_value("Who keeps")
    expect(page.locator("#chat .user-row")).to_have_count(0)


def test_a_number_in_a_streamed_answer_opens_the_marked_passage(page: Page) -> None:
    ask(page, "Who keeps the lamps?")
    expect(page.locator("#chat .statement, #chat .answer p").first).to_contain_text(
        "every lamp needs a keeper"
    )
    expect(page.locator("#chat .answer")).to_contain_text("keepers should be paid")
    page.get_by_role("link", name="[2]").click()
    source = page.locator("#source-1-2")
    expect(source.locator("mark")).to_have_text("keepers should be paid")
    expect(source.locator("mark")).to_be_visible()
    expect(source.locator("blockquote")).to_have_text("Others: keepers should be paid.")
    expect(source.locator("summary")).to_be_focused()
    expect(page.locator("#source-1-1 mark")).to_be_hidden()
    page.get_by_role("link", name="[1]").click()
    expect(page.locator("#source-1-1 mark")).to_be_visible()
    expect(page.locator("#source-1-1 mark")).to_be_in_viewport()
    page.keyboard.press("Escape")
    expect(page.get_by_role("link", name="[1]")).to_be_focused()


def test_an_earlier_answer_and_its_sources_stay_after_a_second_question(page: Page) -> None:
    ask(page, "Who keeps the lamps?")
    expect(page.locator("#chat .answer .footing")).to_contain_text("0.4 s")
    ask(page, "And who pays?")
    expect(page.locator("#chat .answer .footing")).to_contain_text(["0.4 s", "0.4 s"])
    expect(page.locator("#source-2-1 mark")).to_be_visible()
    expect(page.locator("#source-1-1")).to_be_hidden()
    page.locator("#chat a[href='#source-1-2']").click()
    expect(page.locator("#source-1-2 mark")).to_be_visible()
    expect(page.locator("#source-2-1")).to_be_hidden()


def test_an_abstention_looks_different_cites_nothing_and_offers_reading(page: Page) -> None:
    ask(page, "Unknown matters?")
    expect(page.locator("#chat .abstention.not_found")).to_contain_text("No passage speaks of that.")
    expect(page.locator("#chat .answer")).to_have_count(0)
    expect(page.locator("#chat a.cite")).to_have_count(0)
    page.locator("#chat a.reading").click()
    expect(page.locator("#source-1-a blockquote")).to_have_text("Lamps are lit at dusk.")
    expect(page.locator("#source-1-a mark")).to_have_count(1)  # the likeliest sentence


def test_a_hostile_passage_is_inert(page: Page) -> None:
    ask(page, "Hostile words?")
    expect(page.locator("#source-1-1 blockquote")).to_contain_text("<script>window.hacked=1</script>")
    expect(page.locator("#chat .answer")).to_contain_text("<img src=x")
    assert page.evaluate("window.hacked") is None
    written = page.locator("#chat .message-wrap, #source-panel")
    assert written.locator("script, img, iframe, [onerror], .katex, a[href^='javascript'], em").count() == 0
    assert "\u202e" not in "".join(written.all_inner_texts())


def test_the_words_of_a_question_are_shown_as_typed(page: Page) -> None:
    typed = 'lamps <b onclick="x">bold</b> $x^2$ **stars** [1](https://evil.example)'
    ask(page, typed)
    expect(page.locator("#chat .user-row .prose")).to_have_text(typed)


def test_right_to_left_words_are_set_right_to_left(page: Page) -> None:
    ask(page, "Arabic words?")
    passage = page.locator("#source-1-1 blockquote")
    expect(passage).to_be_visible()
    assert passage.evaluate("node => getComputedStyle(node).direction") == "rtl"
    statement = page.locator("#chat .answer p").first
    assert statement.evaluate("node => getComputedStyle(node).textAlign") == "start"


def test_an_answer_can_be_stopped_and_the_conversation_cleared(page: Page) -> None:
    ask(page, "slow lamps?")
    page.get_by_role("button", name="Stop").click()
    expect(page.locator("#chat .waiting")).to_contain_text("Stopped")
    expect(page.get_by_role("button", name="Ask")).to_be_visible()
    page.locator("#history").get_by_role("button", name="New conversation").click()
    expect(page.get_by_role("heading", name="Ask the documents")).to_be_visible()
    expect(page.locator(".no-source")).to_be_visible()


def test_an_error_nobody_foresaw_is_told_and_the_page_goes_on(page: Page) -> None:
    ask(page, "broken lamps?")
    expect(page.locator("#chat .abstention.error")).to_contain_text("did not foresee")
    ask(page, "Who keeps the lamps?")
    expect(page.locator("#chat .answer")).to_contain_text("keepers should be paid")


def test_a_link_carries_a_question(page: Page, address: str) -> None:
    page.goto(f"{address}?q=Who+keeps+the+%3Cb%3Elamps%3F")
    expect(page.locator("#chat .user-row .prose")).to_have_text("Who keeps the <b>lamps?")
    link = page.locator("#chat a.permalink")
    expect(link).to_be_visible()
    assert link.evaluate("node => node.href") == f"{address}?q=Who+keeps+the+%3Cb%3Elamps%3F"
    assert page.evaluate("new URLSearchParams(location.search).get('q')") == "Who keeps the <b>lamps?"


def test_a_conversation_is_saved_as_markdown_word_and_html(page: Page) -> None:
    ask(page, "Who keeps the lamps?")
    expect(page.locator("#chat a.permalink")).to_be_visible()
    saved = {}
    for name in ("Markdown", "Word", "HTML"):
        with page.expect_download() as download:
            page.get_by_role("button", name=f"Save as {name}").click()
        saved[name] = download.value
    assert re.fullmatch(r"rapporteur-\d{4}-\d\d-\d\d\.md", saved["Markdown"].suggested_filename)
    written = saved["Markdown"].path().read_text(encoding="utf-8")
    assert written.startswith("## Who keeps the lamps?")
    assert "A/AC.999/2031/1, para. 35 (p. 7)" in written
    assert "from a library of 5 documents, 5 passages" in written
    assert "(*Report of the working group on lighthouses*): “" in written
    assert "Who keeps the lamps?" in docx.Document(str(saved["Word"].path())).paragraphs[0].text
    assert "every lamp needs a keeper" in saved["HTML"].path().read_text(encoding="utf-8")


def test_a_conversation_is_there_again_after_a_reload(page: Page) -> None:
    ask(page, "Who keeps the lamps?")
    expect(page.locator("#chat a.permalink")).to_be_visible()
    page.wait_for_function("rapporteur.store.all()[0]?.exchanges.length === 1")
    page.reload()
    expect(page.locator("#chat .answer")).to_contain_text("keepers should be paid")
    page.get_by_role("link", name="[2]").click()
    expect(page.locator("#source-1-2 mark")).to_have_text("keepers should be paid")
    page.locator("#history").get_by_role("button", name="New conversation").click()
    expect(page.get_by_role("heading", name="Ask the documents")).to_be_visible()
    page.reload()
    expect(page.get_by_role("heading", name="Ask the documents")).to_be_visible()


def test_two_visitors_do_not_see_each_other(page: Page, browser: Browser, address: str) -> None:
    ask(page, "Who keeps the lamps?")
    expect(page.locator("#chat .answer .footing")).to_contain_text("0.4 s")
    other = browser.new_context()
    visitor = other.new_page()
    visitor.goto(address)
    expect(visitor.get_by_role("heading", name="Ask the documents")).to_be_visible()
    expect(visitor.locator("#chat .answer")).to_have_count(0)
    other.close()


def test_on_a_phone_an_answer_begins_at_the_top_and_its_source_is_a_sheet_that_closes(page: Page) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    ask(page, "Who keeps the lamps?")
    expect(page.locator("#chat .answer .footing")).to_contain_text("0.4 s")
    question = page.locator("#chat .user-row").bounding_box()
    composer = page.locator("#question").bounding_box()
    assert question is not None
    assert composer is not None
    assert 0 <= question["y"] < 40
    assert composer["y"] + composer["height"] <= 844
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    expect(page.locator("#panel")).to_be_hidden()
    page.locator("#chat a[href='#source-1-2']").click()
    expect(page.locator("#source-1-2 mark")).to_be_in_viewport()
    page.locator("#panel").get_by_role("button", name="Close").click()
    expect(page.locator("#panel")).to_be_hidden()
    expect(page.locator("#chat a[href='#source-1-2']")).to_be_focused()


TOUCHED = "#question button, #rooms [role=tab], .history-bar button, #chat a.act, #chat a.permalink, #tools button, .masthead button"


def test_what_is_touched_on_a_phone_is_44_pixels_high(page: Page) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    ask(page, "Who keeps the lamps?")
    expect(page.locator("#chat .answer .footing")).to_contain_text("0.4 s")
    boxes = page.locator(TOUCHED).evaluate_all(
        "nodes => nodes.filter((n) => n.checkVisibility()).map((n) => [n.textContent, n.getBoundingClientRect().height])"
    )
    assert len(boxes) > 10
    assert [each for each in boxes if each[1] < 43.5] == []
    reach = """node => {
        const { left, top, bottom, width } = node.getBoundingClientRect();
        const [x, y] = [left + width / 2, (top + bottom) / 2];
        return [y - 20, y + 20].every((each) => document.elementFromPoint(x, each)?.closest("a") === node);
    }"""
    assert page.locator("#chat a.cite").first.evaluate(reach)


def test_screen_readers_are_given_words_not_markup(page: Page) -> None:
    ask(page, "Who keeps the lamps?")
    expect(page.locator("#chat .answer .footing")).to_contain_text("0.4 s")
    labels = page.locator("#chat [aria-label]").evaluate_all("nodes => nodes.map(n => n.ariaLabel)")
    assert not any(re.search("[<>]", label) for label in labels)
    expect(page.get_by_role("log")).to_contain_text("every lamp needs a keeper")


def test_the_page_could_not_reach_another_host_if_it_tried(browser: Browser, address: str) -> None:
    context = browser.new_context()
    page = context.new_page()
    page.goto(address)
    page.evaluate("addEventListener('securitypolicyviolation', event => (window.refused = event.blockedURI))")
    page.evaluate("fetch('http://192.0.2.1/').catch(() => null)")
    page.wait_for_function("window.refused === 'http://192.0.2.1/'")
    context.close()


def test_the_whole_conversation_is_printed_with_its_sources(page: Page) -> None:
    ask(page, "Who keeps the lamps?")
    expect(page.locator("#chat .answer .footing")).to_contain_text("0.4 s")
    ask(page, "And who pays?")
    expect(page.locator("#chat a.permalink")).to_have_count(2)
    page.emulate_media(media="print")
    expect(page.locator("#source-1-2 blockquote")).to_be_visible()
    expect(page.locator("#source-2-1 blockquote")).to_be_visible()
    expect(page.get_by_label("Your question")).to_be_hidden()
    expect(page.get_by_role("tablist")).to_be_hidden()


def test_the_page_speaks_spanish_to_whoever_reads_it(browser: Browser, address: str) -> None:
    context = browser.new_context(locale="es-ES")
    page = context.new_page()
    page.set_default_timeout(60_000)
    page.goto(address)
    expect(page.get_by_role("heading", name="Pregunte a los documentos")).to_be_visible()
    expect(page.get_by_role("button", name="Preguntar", exact=True)).to_be_visible()
    assert page.evaluate("document.documentElement.lang") == "es"
    page.locator("button.card").first.click()
    expect(page.locator("#chat .answer").first).to_contain_text("palabra por palabra")
    for tab in ("Buscar una cita", "Comprobar", "Cuaderno", "Biblioteca", "Evaluación"):
        expect(page.get_by_role("tab", name=tab)).to_have_count(1)
    context.close()
