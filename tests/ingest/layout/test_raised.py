import pytest

from ingest.layout.raised import leading_label, raised, settle


@pytest.mark.parametrize(
    ("text", "notes", "read"),
    [
        (f"covers 10{raised('6')} lamps", (), "covers 10⁶ lamps"),
        (f"an area of 14 km{raised('2')} of wicks", ("2",), "an area of 14 km² of wicks"),
        (f"le 1{raised('er')} mai", (), "le 1er mai"),
        (f"lit in 2020{raised('3')} by hand", ("3",), "lit in 2020 by hand"),
        (f"lit in 2020{raised('3')} by hand", (), "lit in 2020 by hand"),
        (f"the lamps{raised('1, 2')} burn", ("1", "2"), "the lamps burn"),
        (f"3 × 10{raised('-4')} of it", ("4",), "3 × 10⁻⁴ of it"),
    ],
)
def test_a_raised_number_is_a_mark_only_where_its_note_is(
    text: str, notes: tuple[str, ...], read: str
) -> None:
    assert settle(text, notes) == read


def test_a_note_begins_with_its_raised_mark() -> None:
    assert leading_label(f"{raised('3')} See the list of lamps.") == ("3", "See the list of lamps.")
    assert leading_label("3 lamps burn.") is None
