"""A picture of a PDF page with the quoted words marked; pure functions over the file's bytes.

pdfium draws the page and tells where each character stands. It is not safe with threads and the files are
anybody's: ``web.viewer.pictures`` runs this in a process of its own.
"""

import io
from collections.abc import Sequence
from typing import Any, Final

import pypdfium2
from PIL import Image, ImageChops

from web.viewer.page_characters import Box, Characters
from web.viewer.page_words import find
from web.viewer.picture import Picture

WIDTH: Final = 1100  # pixels: sharp at the width of the panel on a screen of double density
TALLEST: Final = 4 * WIDTH
MARK: Final = (255, 226, 110)
PADDING: Final = 1.2  # points around the words


def pictures(content: bytes, pages: Sequence[int], passage: str, quote: str) -> tuple[Picture, ...]:
    """The pages on which the quotation stands, drawn with its words marked; the first page where it is not found.

    Args:
        content: The PDF.
        pages: Pages the passage stands on, from 1; none beyond the document's end.
        passage: The passage's words.
        quote: The words of it to mark.
    """
    with pypdfium2.PdfDocument(content) as document:
        known = [page for page in pages if 1 <= page <= len(document)]
        marked = marks(document, known, passage, quote)
        shown = [page for page in known if marked.get(page)] or known[:1]
        return tuple(_draw(document, page, marked.get(page, ())) for page in shown)


def marks(
    document: pypdfium2.PdfDocument, pages: Sequence[int], passage: str, quote: str
) -> dict[int, tuple[Box, ...]]:
    """Where the quoted words stand: by page, a rectangle for each line or uninterrupted part of one."""
    texts = [Characters(document, page) for page in pages]
    starts = [sum(len(each.text) for each in texts[:i]) for i in range(len(texts))]
    found = find(passage, quote, "".join(each.text for each in texts))
    boxes: dict[int, tuple[Box, ...]] = {}
    for page, text, start in zip(pages, texts, starts, strict=True):
        here = sorted(place - start for place in found if start <= place < start + len(text.text))
        boxes[page] = tuple(text.rectangles(here))
    return boxes


def _draw(document: pypdfium2.PdfDocument, number: int, boxes: Sequence[Box]) -> Picture:
    page = document[number - 1]
    scale = min(WIDTH / max(page.get_width(), 1), TALLEST / max(page.get_height(), 1))
    bitmap = page.render(scale=scale)
    place = bitmap.get_posconv(page)
    image = bitmap.to_pil().convert("RGB")
    for box in boxes:
        _mark(image, place, box)
    buffer = io.BytesIO()
    image.save(buffer, "WEBP", quality=72, method=3)
    return Picture(number, buffer.getvalue(), image.width, image.height, len(boxes))


def _mark(image: Image.Image, place: Any, box: Box) -> None:  # noqa: ANN401 - pypdfium2 comes without types
    corners = [
        place.to_bitmap(box.left - PADDING, box.bottom - PADDING),
        place.to_bitmap(box.right + PADDING, box.top + PADDING),
    ]
    xs, ys = sorted(x for x, _ in corners), sorted(y for _, y in corners)
    area = (max(xs[0], 0), max(ys[0], 0), min(xs[1], image.width), min(ys[1], image.height))
    if area[0] >= area[2] or area[1] >= area[3]:
        return
    words = image.crop(area)
    image.paste(ImageChops.multiply(words, Image.new("RGB", words.size, MARK)), area)
