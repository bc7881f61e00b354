"""What is missed, why, and what is called for."""

import pytest

from answer.expect.relation import related_first, relates


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ("What does Ruritania regret about the cable?", "We would have liked a longer cable."),
        ("Why did the cable fail?", "It was cut by a crab and therefore fell silent."),
        ("Pourquoi le câble s’est-il tu ?", "It fell silent because of a crab."),
        ("What does Ruritania call for?", "All States should mend the cable."),
        ("К чему призывает Руритания?", "Подтверждаем призыв починить кабель."),
    ],
)
def test_the_trace_of_the_relation_is_known(asked: str, told: str) -> None:
    assert relates(asked, told)
    assert not relates(asked, "The cable is long.")


def test_a_question_without_a_relation_asks_for_none() -> None:
    assert relates("How long is the cable?", "The cable is long.") is None


def test_the_likeliest_with_the_relation_comes_first_unless_it_is_far_behind() -> None:
    items = [("We welcome the cable.", 0.8), ("We regret its length.", 0.5), ("It fails to please.", 0.4)]
    first, *_ = related_first("What does it regret?", items, text=lambda i: i[0], score=lambda i: i[1])
    assert first[0] == "We regret its length."
    far = [("We welcome the cable.", 0.8), ("We regret its length.", 0.01)]
    assert related_first("What does it regret?", far, text=lambda i: i[0], score=lambda i: i[1]) == far
