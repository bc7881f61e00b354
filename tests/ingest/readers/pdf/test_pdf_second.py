from hypothesis import given
from hypothesis import strategies as st

from ingest.layout.lines import Line, Mark
from ingest.readers.pdf.fragment import Box, Fragment, Turned, upright
from ingest.readers.pdf.lines import page_lines
from ingest.readers.pdf.second import spaced
from ingest.readers.pdf.spaces import settle_spaces


def settled(lines: list[Line], text: str) -> list[str]:
    found, _ = spaced(lines, text)
    (page,) = settle_spaces([found])
    return [line.text for line in page]


def test_letters_drawn_one_by_one_take_their_spaces_from_the_second_reader() -> None:
    drawn = [Line(page=1, text="streetstestsat930"), Line(page=1, text="restatnine")]
    assert settled(drawn, "streets tests at 9 30\r\nrest at nine") == [
        "streets tests at 9 30",
        "rest at nine",
    ]


def test_a_space_that_one_reader_has_goes_where_the_document_knows_the_word() -> None:
    lines = [
        Line(page=1, text=text)
        for text in ("the coordination of lamps is known", "a coordin ation ofthe lamps")
    ]
    text = "the coordination of lamps is known\r\na coordination of the lamps"
    assert settled(lines, text)[1] == "a coordination of the lamps"


def test_marks_of_notes_stay_behind_their_words() -> None:
    line = Line(page=1, text="Lamps werelit in May.", marks=(Mark(offset=10, label="3"),))
    (found,), share = spaced([line], "Lamps were3 lit in May.")
    assert share == 1.0
    assert [(mark.offset, mark.label) for mark in found.marks] == [(10, "3")]


@given(st.text(max_size=60), st.text(max_size=60))
def test_no_letter_is_lost_or_added(ours: str, theirs: str) -> None:
    ours = " ".join("".join(char for char in ours if char.isprintable()).split())
    (found,), _ = spaced([Line(page=1, text=ours)], theirs)
    ((line,),) = settle_spaces([[found]])
    assert [c for c in line.text if not c.isspace()] == [c for c in ours if not c.isspace()]


def test_letters_drawn_twice_on_one_spot_are_read_once() -> None:
    word = Fragment(text="Lamps", x=40.0, y=700.0, size=9.0, font="/Lamp-Bold")
    assert [line.text for line in page_lines([word, word, word], 1, 842.0)] == ["Lamps"]


def test_pages_turned_on_their_side_are_read_upright() -> None:
    def drawn(quarter: int, places: list[tuple[float, float]]) -> list[str]:
        words = zip(("above", "below"), places, strict=True)
        turned = [Turned(Fragment(text=t, x=x, y=y, size=10.0, font=""), quarter) for t, (x, y) in words]
        fragments, height = upright(turned, Box(0.0, 0.0, 600.0, 800.0))
        assert height == (600.0 if quarter % 2 else 800.0)
        return [line.text for line in page_lines(fragments, 1, height)]

    assert drawn(1, [(90.0, 70.0), (110.0, 70.0)]) == ["above", "below"]
    assert drawn(2, [(500.0, 100.0), (500.0, 120.0)]) == ["above", "below"]
    assert drawn(3, [(500.0, 700.0), (480.0, 700.0)]) == ["above", "below"]


def test_places_count_from_the_corner_of_the_page_wherever_its_box_begins() -> None:
    fragments, height = upright(
        [Turned(Fragment(text="a", x=72.0, y=-100.0, size=9.0, font=""), 0)], Box(0.0, -842.0, 595.0, 0.0)
    )
    assert (fragments[0].y, height) == (742.0, 842.0)
