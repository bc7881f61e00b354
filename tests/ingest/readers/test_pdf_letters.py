from ingest.readers.pdf_fragment import Fragment
from ingest.readers.pdf_letters import space_letters
from ingest.readers.pdf_lines import page_lines


def letters(text: str, *, y: float = 700.0, step: float = 5.0, space: float = 2.0) -> list[Fragment]:
    """Each letter of a text by itself; its spaces are wider steps and nothing else."""
    found, x = [], 40.0
    for char in text:
        if char != " ":
            found.append(Fragment(text=char, x=x, y=y, size=9.0, font="/Lamp"))
        x += step if char != " " else space
    return found


def test_wider_steps_between_letters_are_spaces():
    drawn = letters("streets tests at 9 30 as trees") + letters("rest at 39", y=688.0)
    assert [line.text for line in page_lines(drawn, 1, 842.0)] == [
        "streets tests at 9 30 as trees",
        "rest at 39",
    ]


def test_pages_of_whole_words_are_left_as_they_are():
    rows = [[Fragment(text="Lamps", x=40.0, y=700.0, size=9.0, font="")] * 30]
    assert space_letters(rows) == rows


def test_letters_drawn_twice_on_one_spot_are_read_once():
    word = Fragment(text="Lamps", x=40.0, y=700.0, size=9.0, font="/Lamp-Bold")
    assert [line.text for line in page_lines([word, word, word], 1, 842.0)] == ["Lamps"]
