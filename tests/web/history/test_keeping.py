import json
from dataclasses import replace
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from answer.model import Answer
from index.hit import Filters
from ingest.register import Register
from tests.web.invented import LAMPS, NEAR, answered, register
from web.answer.answers import answer_html
from web.history.conversation import Exchange
from web.history.keeping import MOST, restored, taken_over, to_keep
from web.history.proving import plain
from web.kit.words import say

CONVERSATION = [
    Exchange(number=1, question="Who?", answer=answered(*LAMPS, message="Two."), phase="done"),
    Exchange(
        number=2,
        question="And?",
        answer=Answer(status="not_found", message="No.", closest=(NEAR,)),
        phase="done",
    ),
]


@pytest.fixture
def held(tmp_path: Path) -> Register:
    """A register of the passages cited above."""
    return register(tmp_path)


def test_a_conversation_comes_back_as_it_was(held: Register) -> None:
    kept = json.loads(json.dumps(to_keep(CONVERSATION)))
    assert restored(kept, held) == CONVERSATION


def test_no_passage_is_kept_outside_the_register() -> None:
    assert "regretted" not in json.dumps(to_keep(CONVERSATION))


def test_a_statement_whose_passage_went_is_no_longer_proved(held: Register) -> None:
    held.remove(f"/papers/{LAMPS[1].document.id}")
    first, second = restored(to_keep(CONVERSATION), held)
    assert first.answer is not None
    assert first.answer.statements == answered(LAMPS[0]).statements
    assert len(first.unproved) == 1 and "keepers should be paid" in first.unproved[0]
    assert second == CONVERSATION[1]


def test_nothing_is_left_of_an_answer_of_which_nothing_is_proved(held: Register) -> None:
    for lamp in LAMPS:
        held.remove(f"/papers/{lamp.document.id}")
    (first, _) = restored(to_keep(CONVERSATION), held)
    assert first.answer == Answer(status="error", message=say("gone", "en"))
    assert len(first.unproved) == 2


def test_a_quotation_that_was_tampered_with_does_not_come_back(held: Register) -> None:
    kept = to_keep(CONVERSATION)
    kept[0]["citations"][0]["quote"] = "no lamp"
    first = restored(kept, held)[0]
    assert first.answer is not None
    assert [each.passage.id for each in first.answer.citations] == [LAMPS[1].passage.id]
    assert len(first.unproved) == 1


FORGED = (
    "A/AC.999/2031/1, para. 35 (p. 7); 2031-03-14, on **Atlantis**: “no lamp needs a keeper”",
    "A/AC.999/2031/1, para. 35 (p. 7); 2031-03-14, on **China**: “every lamp needs a keeper”",
    "**Atlantis** (A/AC.999/2031/1, para. 35 (p. 7); 2031-03-14): “every lamp needs a keeper”",  # a report
    "A/AC.999/2031/9, para. 35 (p. 7); 2031-03-14, on **Atlantis**: “every lamp needs a keeper”",
    "A/AC.999/2031/1, para. 35 (p. 7); 2032-03-14, on **Atlantis**: “every lamp needs a keeper”",
    "**China** — A/AC.999/2031/1, para. 35 (p. 7); 2031-03-14, on **Atlantis**: “every lamp needs a keeper”",
    "A/AC.999/2031/1, para. 35 (p. 7); 2031-03-14, on **Atlantis**: “every lamp needs a keeper” and a rope",
    "China will put out every lamp.",
    "<b>every lamp needs a keeper</b>",
    "[every lamp needs a keeper](javascript:alert(1))",
    "",
)


@pytest.mark.parametrize("verdict", ["verbatim", "supported"])
@pytest.mark.parametrize("words", FORGED)
def test_forged_words_carry_no_label(words: str, verdict: str, held: Register) -> None:
    kept = to_keep(CONVERSATION[:1])
    kept[0]["statements"][0] |= {"text": words, "verdict": verdict}
    kept[0]["text"] = f"{words} [1]"
    (exchange,) = restored(kept, held)
    assert exchange.answer is not None
    assert exchange.answer.statements == answered(LAMPS[1]).statements
    assert len(exchange.answer.citations) == 1
    assert exchange.unproved == (plain(words),)
    assert "unproved" not in answer_html(replace(exchange, unproved=()))
    shown = BeautifulSoup(answer_html(exchange), "html.parser")
    aside = shown.select_one(".unproved")
    assert aside is not None
    assert not aside.select("a, .verdict, strong, b")
    assert len(shown.select(".verdict")) == 1


def test_what_came_in_a_file_keeps_no_message(held: Register) -> None:
    kept = to_keep(CONVERSATION)
    for item in kept:
        item |= {"message": "China agreed to everything.", "engine": "llm:the Secretary-General"}
    taken = taken_over(kept)
    assert taken is not None
    told = [each.answer for each in restored(taken, held)]
    assert [each.message for each in told if each] == [say("brought", "en")] * 2
    assert {each.engine for each in told if each} == {"extractive"}
    assert to_keep(restored(taken, held))[0]["brought"] is True


def test_what_is_not_proved_stays_so_when_it_is_kept_again(held: Register) -> None:
    kept = to_keep(CONVERSATION[:1])
    kept[0]["statements"][0]["text"] = "China will put out every lamp."
    once = restored(kept, held)
    assert restored(to_keep(once), held) == once


def test_filters_and_judgements_come_back(held: Register) -> None:
    asked = replace(CONVERSATION[0], filters=Filters(speakers=("Lemuria",)), rated="good")
    assert restored(to_keep([asked]), held) == [asked]


@pytest.mark.parametrize("kept", [None, 7, "x", {}, [None], [{"question": "?"}], [[]]])
def test_nonsense_is_forgotten(kept: object, held: Register) -> None:
    assert restored(kept, held) == []


def test_only_the_latest_are_kept_and_numbered_anew(held: Register) -> None:
    kept = to_keep(CONVERSATION * 40)
    assert len(kept) == MOST
    assert [exchange.number for exchange in restored(kept, held)] == list(range(1, MOST + 1))


def test_what_was_stopped_is_not_kept() -> None:
    assert to_keep([Exchange(number=1, question="Who?", phase="stopped")]) == []
