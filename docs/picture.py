"""Takes the README's picture, docs/page.png, of the real page over the starter library.

Run ``python docs/picture.py`` from the repository's root; it needs the test extra and chromium.
"""

import shutil
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import expect, sync_playwright

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from answer.assistant import Assistant  # noqa: E402 - the repository's root comes first
from index.library import Library  # noqa: E402
from settings import Settings  # noqa: E402
from web.page import build  # noqa: E402
from web.serve.server import address, bind, server  # noqa: E402

QUESTION = "What did China say about the public core?"
FLAGS = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-sync"]


@contextmanager
def running(folder: Path) -> Iterator[str]:
    """The page over a new library in ``folder``, filled with the starter documents."""
    settings = Settings(library=folder)
    library = Library(settings)
    library.ensure_starter()
    with bind("127.0.0.1", 0) as listening:
        serving = server(build(library, Assistant(library, settings)))
        thread = threading.Thread(target=serving.run, kwargs={"sockets": [listening]}, daemon=True)
        thread.start()
        yield address(listening)
        serving.should_exit = True
        thread.join()


def take(page_address: str, picture: Path) -> None:
    """Ask, open the first source, and write the picture."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=FLAGS)
        page = browser.new_page(viewport={"width": 1280, "height": 1000})
        page.goto(page_address)
        page.get_by_label("Your question").fill(QUESTION)
        page.keyboard.press("Enter")
        expect(page.locator("#chat a.permalink")).to_be_visible(timeout=60_000)
        page.locator("#chat a.cite").first.click()
        source = page.locator("#source-panel details[open]")
        if source.locator("button.show-page").count():
            expect(source.locator("figure img").first).to_be_visible(timeout=60_000)
        page.screenshot(path=picture)
        browser.close()


if __name__ == "__main__":
    with TemporaryDirectory() as folder, running(Path(folder)) as page_address:
        take(page_address, ROOT / "docs" / "page.png")
