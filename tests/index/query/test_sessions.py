"""A session names a document only where the question says so."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.query.query import read
from index.query.sessions import find_sessions


@pytest.mark.parametrize(
    ("question", "sessions"),
    [
        ("What does the seventy-eighth session’s resolution on ships say?", ("78",)),
        ("Ships, resolution of the sixty-sixth session: which ports?", ("66",)),
        ("the resolution adopted by the General Assembly at its fiftieth session", ("50",)),
        ("resolution of the ninth session", ("9",)),
        ("Report of the 73rd session", ("73",)),
        ("informe del 79º período de sesiones", ("79",)),
        ("第79届会议", ("79",)),
        ("Which report did the Assembly want at its seventy-ninth session?", ()),
        ("a resolution asking for a report to its seventy-ninth session", ()),
        ("resolution of the twenty-tieth session", ()),
        ("resolution of the forty-eleventh session", ()),
    ],
)
def test_sessions_named(question: str, sessions: tuple[str, ...]) -> None:
    assert read(question).values("session") == sessions


def test_what_session_is_asked_for_is_no_session_named() -> None:
    query = read("To which session is the report due?")
    assert query.values("asks") == ("session",)
    assert not query.values("session")


@given(st.text(max_size=400))
def test_any_text_can_be_read(text: str) -> None:
    assert all(
        0 < int(number) < 100 for number, _ in find_sessions(text, []) if number != "00" and int(number)
    )
