"""What the tests of the page share."""

import logging
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Request, expect, sync_playwright

from tests.programs import need
from tests.web.browsing import FLAGS, SlowAssistant
from tests.web.invented import InventedLibrary, RoteAssistant
from tests.web.serving import served
from web.page import build


@pytest.fixture
def root_logger() -> Iterator[logging.Logger]:
    """The root logger, which is put back as it was."""
    root = logging.getLogger()
    handlers, level = list(root.handlers), root.level
    yield root
    for handler in set(root.handlers) - set(handlers):
        handler.close()
    root.handlers, root.level = handlers, level


@pytest.fixture
def assistant() -> RoteAssistant:
    """The assistant that answers by rote."""
    return RoteAssistant()


@pytest.fixture(scope="session")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where the page over the invented library is served."""
    folder = tmp_path_factory.mktemp("library")
    with served(build(InventedLibrary(folder), SlowAssistant(folder))) as where:
        yield where


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One browser for all tests."""
    (chromium,) = need("chromium")
    expect.set_options(timeout=60_000)  # the machine may be busy
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """A visitor, who notices every request that leaves the host and every failing script."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    foreign: list[str] = []
    errors: list[str] = []

    def note(request: Request) -> None:
        if not request.url.startswith(("http://127.0.0.1:", "data:", "blob:")):
            foreign.append(request.url)

    context.on("request", note)
    context.on("weberror", lambda error: errors.append(str(error.error)))
    yield context
    context.close()
    assert foreign == [], f"requests that left the host: {foreign}"
    assert errors == [], f"scripts that failed: {errors}"


@pytest.fixture
def page(context: BrowserContext, address: str) -> Page:
    """The page, ready for a question."""
    page = context.new_page()
    page.set_default_timeout(60_000)
    page.goto(address)
    expect(page.get_by_role("heading", name="Rapporteur")).to_be_visible()
    return page
