import pytest
from hypothesis import given
from hypothesis import strategies as st

from answer.generate.personal import is_remote, personal_data


@pytest.mark.parametrize(
    "text",
    [
        "Write to jane.doe+un@example.org about norms",
        "Call +41 22 917 12 34 please",
        "0041 (22) 917-12-34",
        "my card is 4111 1111 1111 1111",
        "4111111111111111",
        "the account DE89 3704 0044 0532 0130 00",
    ],
)
def test_found(text):
    assert personal_data(text)


@pytest.mark.parametrize(
    "text",
    [
        "What does A/RES/70/125, para. 35 say?",
        "E/CN.16/2024/2 and A/AC.292/2025/INF/5/Rev.1",
        "7.1 billion people in 2015-2025, 1 000 000 000 000 dollars",
        "from 2021 2022 2023 2024 2025",
        "@China said what?",
        "RES/70/125 2003 2005 2010",
        "0000 0000 0000 0000",
    ],
)
def test_not_found(text):
    assert not personal_data(text)


@pytest.mark.parametrize(
    ("address", "remote"),
    [
        ("http://127.0.0.1:8080/v1", False),
        ("http://[::1]:8080", False),
        ("http://localhost:11434", False),
        ("https://api.openai.com/v1", True),
        ("http://10.0.0.5:8080", True),
        ("http://127.0.0.1.evil.example/v1", True),
        ("nonsense", True),
    ],
)
def test_only_this_machine_is_not_remote(address, remote):
    assert is_remote(address) is remote


@given(st.text(max_size=400))
def test_any_text_is_looked_at_in_peace(text):
    assert personal_data(text) in {True, False}


def test_long_texts_take_no_time():
    for part in ("a@", "+1 ", "1 ", "A1 ", "DE89 "):
        assert personal_data(part * 100_000) in {True, False}
