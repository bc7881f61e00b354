from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from answer.model import Answer, Turn
from index.hit import Filters
from ingest.register import Register
from tests.web.invented import LAMPS, answered, register
from web.chat.examples import WANTED, Examples, candidates
from web.tabs.look_up import examples


class Choosy:
    """Answers questions with a word in them; remembers what was asked."""

    engine_name = "extractive"

    def __init__(self, word: str) -> None:
        self.word = word
        self.asked: list[str] = []

    def stream(
        self, question: str, history: Sequence[Turn] = (), filters: Filters | None = None
    ) -> Iterator[Answer]:
        self.asked.append(question)
        yield answered(*LAMPS) if self.word in question else Answer(status="not_found", message="No.")


@pytest.fixture
def held(tmp_path: Path) -> Register:
    return register(tmp_path)


def test_every_card_is_answered_and_made_of_the_documents_at_hand(held: Register) -> None:
    cards = Examples(held, Choosy("A/AC.999/2031/")).of("en")
    assert 3 < len(cards) <= WANTED
    assert all("A/AC.999/2031/" in each for each in cards)
    assert "What did Atlantis say in A/AC.999/2031/1?" in cards


def test_a_question_without_an_answer_is_no_card(held: Register) -> None:
    assert Examples(held, Choosy("nothing like it")).of("en") == ()


def test_cards_are_in_the_readers_language_and_found_once(held: Register) -> None:
    assistant = Choosy("")
    found = Examples(held, assistant)
    assert any(each.startswith("Qu’a dit Atlantis") for each in found.of("fr"))
    asked = len(assistant.asked)
    assert found.of("fr") == found.of("fr")
    assert len(assistant.asked) == asked


def test_an_empty_library_has_no_cards_of_its_own(tmp_path: Path) -> None:
    empty = Register(tmp_path / "register.sqlite")
    assert list(candidates(empty, "fr")) == []
    assert examples(empty) == []


def test_what_is_offered_to_look_up_is_there(held: Register) -> None:
    assert examples(held)[0] == "A/AC.999/2031/1, para. 35"
    assert len(examples(held)) == 3
