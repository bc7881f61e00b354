from collections.abc import Callable

from hypothesis import given
from hypothesis import strategies as st

from index.lexical.spelling import one_letter_away
from index.library import Library
from ingest.document import Reading

Make = Callable[..., Reading]


def test_one_slip() -> None:
    near = one_letter_away("vessal")
    assert {"vessel", "vessa", "vesasl", "vessals"} <= near
    assert "vessal" not in near
    assert "vssel" not in near


@given(st.text(max_size=30))
def test_only_longer_latin_words_are_tried(word: str) -> None:
    if len(word) < 5 or not word.isascii() or not word.isalpha():
        assert not one_letter_away(word)


def test_a_slip_finds_what_was_meant(library: Library, reading: Make) -> None:
    library.register.record("a", reading("Ships", ["Every vessel carries a lantern.", "It rained."]), "1")
    library.words().sync()
    words = library.words()
    assert words.read("a lantren", "en").known == 1
    assert words.read("a zzzzzz", "en").known == 0
