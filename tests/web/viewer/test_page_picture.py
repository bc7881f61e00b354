import io
from hashlib import sha256
from pathlib import Path

import pypdfium2
import pytest
from PIL import Image

from ingest.document import Reading
from ingest.register import Register
from tests.web.invented import PRINTED, document, printed
from tests.web.small_pdf import small_pdf
from web.viewer.page_characters import Characters
from web.viewer.page_picture import marks, pictures
from web.viewer.page_words import letters
from web.viewer.pictures import NoPictureError, Pictures

QUOTE = "every lamp needs a keeper, and that keepers should be paid."


def test_a_quotation_over_two_pages_is_marked_on_both_line_by_line(tmp_path: Path) -> None:
    _, passage, path = printed(tmp_path)
    with pypdfium2.PdfDocument(path) as pdf:
        found = marks(pdf, (1, 2), passage.text, QUOTE)
        assert {page: len(boxes) for page, boxes in found.items()} == {1: 1, 2: 3}
        text = Characters(pdf, 2)
        under = [
            char
            for place, char in enumerate(text.text)
            if (box := text.box(place)) and any(each.holds(box) for each in found[2])
        ]
    assert letters("".join(under)).text == "akeeperandthatkeepersshouldbepaid"


def test_the_marks_are_yellow_and_the_rest_is_white(tmp_path: Path) -> None:
    _, passage, path = printed(tmp_path)
    first, second = pictures(path.read_bytes(), (1, 2), passage.text, QUOTE)
    assert (first.page, second.page) == (1, 2)
    image = Image.open(io.BytesIO(first.image)).convert("RGB")
    assert image.size == (first.width, first.height) == (1100, 2200)
    scale = 1100 / 400
    line = int((800 - 684) * scale)
    right = image.crop((int(200 * scale), line, int(240 * scale), line + 8))
    assert min(pixel[2] for pixel in right.get_flattened_data()) < 160
    assert image.getpixel((10, 10))[2] > 240


def test_words_that_cannot_be_found_leave_the_page_unmarked(tmp_path: Path) -> None:
    _, _, path = printed(tmp_path)
    (only,) = pictures(path.read_bytes(), (1, 2, 9), "Something else altogether.", "Something else")
    assert (only.page, only.marks) == (1, 0)


def test_a_page_is_drawn_once_and_kept(tmp_path: Path) -> None:
    of, passage, path = printed(tmp_path)
    register = Register(tmp_path / "register.sqlite")
    register.record(str(path), Reading(document=of, passages=(passage,)), "test")
    drawer = Pictures(register)
    first = drawer.of(of, passage, QUOTE)
    path.unlink()
    assert drawer.of(of, passage, QUOTE) is first
    with pytest.raises(NoPictureError, match="picture_gone"):
        drawer.of(of, passage, "keepers")


def test_a_file_that_changed_since_it_was_read_is_not_shown(tmp_path: Path) -> None:
    of, passage, path = printed(tmp_path)
    register = Register(tmp_path / "register.sqlite")
    register.record(str(path), Reading(document=of, passages=(passage,)), "test")
    path.write_bytes(small_pdf([*PRINTED, ["A page more"]]))
    with pytest.raises(NoPictureError, match="picture_gone"):
        Pictures(register).of(of, passage, QUOTE)


def test_a_broken_file_ends_in_a_sentence(tmp_path: Path) -> None:
    path = tmp_path / "broken.pdf"
    path.write_bytes(b"%PDF-1.4 nothing follows")
    digest = sha256(path.read_bytes()).hexdigest()
    _, passage, _ = printed(tmp_path)
    of = document(5, id=passage.document_id, content_hash=digest)
    register = Register(tmp_path / "register.sqlite")
    register.record(str(path), Reading(document=of, passages=(passage,)), "test")
    with pytest.raises(NoPictureError, match="picture_failed"):
        Pictures(register).of(of, passage, QUOTE)
