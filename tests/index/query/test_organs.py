"""A number alone belongs to the organ that the question speaks of."""

import pytest

from index.query.query import read


@pytest.mark.parametrize(
    ("question", "symbols"),
    [
        ("ECOSOC 2023/11: when is the report due?", ("E/RES/2023/11",)),
        ("What did ECOSOC adopt as 2020/12?", ("E/RES/2020/12",)),
        ("E/RES/2020/12 of ECOSOC", ("E/RES/2020/12",)),
        ("When did the HRC adopt its harbour resolution 57/5?", ("A/HRC/RES/57/5",)),
        ("Human Rights Council 57/15: who organizes it?", ("A/HRC/RES/57/15",)),
        ("Does the Human Rights Council quote General Assembly resolution 68/167?", ("A/RES/68/167",)),
        ("Does the HRC quote A/RES/68/167?", ("A/RES/68/167",)),
        ("What does the HRC say of the Global Digital Compact?", ("A/RES/79/1",)),
        ("What does 70/125 say?", ("A/RES/70/125",)),
        ("Security Council resolution 2772", ("S/RES/2772",)),
        ("The Security Council met in 2023", ()),
        ("What does resolution 2744 say?", ("S/RES/2744",)),
        ("la résolution 2250 sur les jeunes", ("S/RES/2250",)),
        ("резолюция 2250 о молодежи", ("S/RES/2250",)),
        ("第2250号决议", ("S/RES/2250",)),
        ("القرار 2250 بشأن الشباب", ("S/RES/2250",)),
        ("UNSCR 1325 on women", ("S/RES/1325",)),
        ("the resolution 2023 brought", ()),
        ("resolution 2625 (XXV)", ("A/RES/2625 (XXV)",)),
        ("a resolution that 1500 people signed", ()),
        ("What happened in 2023/24?", ()),
    ],
)
def test_whose_number_it_is(question: str, symbols: tuple[str, ...]) -> None:
    assert read(question).symbols == symbols
