"""Makes docs/tour.webp, forty seconds of the real page: question, source, notebook.

Run ``python docs/animation.py`` from the repository's root; it needs the test extra and chromium.
"""

import io
import shutil
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from PIL import Image
from playwright.sync_api import Page, ViewportSize, expect, sync_playwright

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from docs.picture import FLAGS, QUESTION, running  # noqa: E402 - the repository's root comes first

SIZE: ViewportSize = {"width": 1120, "height": 720}
TYPED = 6  # pictures taken while the question is typed


class Film:
    """Pictures of a page, each with the milliseconds it is shown.

    Args:
        page: The page.
    """

    def __init__(self, page: Page) -> None:
        self._page = page
        self._frames: list[Image.Image] = []
        self._times: list[int] = []

    def take(self, milliseconds: int) -> None:
        """Take a picture that is shown so long."""
        picture = Image.open(io.BytesIO(self._page.screenshot())).convert("RGB")
        self._frames.append(picture)
        self._times.append(milliseconds)

    def save(self, path: Path) -> int:
        """Write the film; its length in milliseconds."""
        first, *others = self._frames
        first.save(path, save_all=True, append_images=others, duration=self._times, loop=0, quality=70)
        return sum(self._times)


def play(page: Page, film: Film) -> None:
    """Ask, read the source, keep a quotation, and find it in the notebook."""
    expect(page.locator("button.card").first).to_be_visible(timeout=60_000)
    film.take(4_000)
    box = page.get_by_label("Your question")
    for end in range(1, TYPED + 1):
        box.fill(QUESTION[: len(QUESTION) * end // TYPED])
        film.take(500)
    page.keyboard.press("Enter")
    expect(page.locator("#chat a.permalink")).to_be_visible(timeout=60_000)
    film.take(6_000)
    page.locator("#chat a.cite").first.hover()
    expect(page.get_by_role("tooltip")).to_be_visible()
    film.take(4_000)
    page.locator("#chat a.cite").first.click()
    source = page.locator("#source-panel details[open]")
    expect(source.locator("figure img").first).to_be_visible(timeout=60_000)
    film.take(6_000)
    source.locator("figure").first.scroll_into_view_if_needed()
    film.take(5_000)
    source.get_by_role("button", name="Keep").click()
    film.take(4_000)
    page.get_by_role("tab", name="Notebook").click()
    expect(page.locator(".notebook ol.kept > li")).to_have_count(1)
    film.take(4_000)
    page.get_by_label("Note", exact=True).fill("For the opening paragraph of the brief.")
    film.take(4_000)


if __name__ == "__main__":
    with TemporaryDirectory() as folder, running(Path(folder)) as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=FLAGS)
        page = browser.new_page(viewport=SIZE)
        page.goto(address)
        film = Film(page)
        play(page, film)
        length = film.save(ROOT / "docs" / "tour.webp")
        browser.close()
        sys.stdout.write(f"docs/tour.webp: {length / 1000:.0f} s\n")
