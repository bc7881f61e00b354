"""The words that answer."""

import pytest

from answer.evidence.answer_type import candidates
from answer.question.kinds import Kind


@pytest.mark.parametrize(
    ("kind", "text", "expected"),
    [
        ("date", "On 27 May 2020 the Chair wrote.", ["27 May 2020"]),
        ("date", "It meets 29 September–1 October 2020 and 17–19 November 2020.", ["29 September–1 October 2020", "17–19 November 2020"]),
        ("date", "Le 12 mars 2021, puis en 2022.", ["12 mars 2021", "2022"]),
        ("date", "Согласно A/RES/56/183 от 4 июня 2003", ["4 июня 2003"]),
        ("date", "2020年5月27日发布", ["2020年5月27日"]),
        ("number", "Some 116 diplomats and twelve NGOs, or 67 per cent, came on 3 May 2020 (A/70/174).", ["116", "twelve", "67 per cent"]),
        ("person", "The Chief Officer, Anna Maria Bell, spoke.", ["Anna Maria Bell"]),
        ("position", "On 27 May 2020 he wrote.", []),
    ],
)  # fmt: skip
def test_candidates(kind: Kind, text: str, expected: list[str]) -> None:
    words = {"who", "the", "spoke"} if kind == "person" else set()
    assert [span.of(text) for span in candidates(kind, text, words)] == expected
