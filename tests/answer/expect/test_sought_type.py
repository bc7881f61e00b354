"""What sort of thing a question's noun asks for."""

import pytest

from answer.expect.sought_type import has_thing_asked, looks_ahead, sessions
from answer.question.question import understand


@pytest.mark.parametrize(
    ("question", "sentence", "told"),
    [
        ("What is the e-mail address of the Chair?", "The Chair thanked the Secretariat.", False),
        ("What is the e-mail address of the Chair?", "Write to chair@example.org.", True),
        ("What was the vote count on it?", "Each Party has one vote.", False),
        ("What was the vote count on it?", "It was adopted by 10 votes to 3.", True),
        ("Why did Malta vote against it?", "Malta voted in favour of it.", False),
        ("What was the theme of the meeting?", "The meeting was held in Norway.", False),
        ("Where was it held?", "The meeting was held in Norway.", True),
    ],
)
def test_the_noun_asked_for_must_be_told(question: str, sentence: str, told: bool) -> None:
    assert has_thing_asked(understand(question), sentence) is told


def test_dates_to_come_may_be_sessions() -> None:
    text = "Decides to take the matter up again at its eightieth session."
    assert looks_ahead(understand("When is the matter to be taken up again?"))
    assert not looks_ahead(understand("When was the matter taken up?"))
    assert [span.of(text) for span in sessions(text)] == ["its eightieth session"]
