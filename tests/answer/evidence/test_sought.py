"""What a question looks for."""

from collections.abc import Iterable

from answer.evidence.sought import Sought, sought
from answer.question.question import understand


def weigh(tokens: Iterable[str]) -> dict[str, float]:
    return {token: 3.0 if token in {"cabl", "istanbul"} else 9.0 for token in tokens}


def looked_for(topic: str, *texts: str) -> Sought:
    return sought(understand("What about it?"), topic, "en", weigh, texts)


def test_a_slip_of_the_pen_is_read_by_what_was_found() -> None:
    assert "istanbul" in looked_for("istambul cable", "The Istanbul cable.").terms
    assert "istambul" in looked_for("istambul cable", "The Zenda cable.").terms


def test_a_short_word_is_left_alone() -> None:
    assert "zend" in looked_for("zend cable", "The Zenda cable.").terms


def test_the_term_of_a_definition_is_without_the_asking() -> None:
    assert looked_for("cable ship – definition").term == "cable ship"


def test_an_ordinal_means_its_word() -> None:
    assert looked_for("17th session").meanings["17th"] == ("seventeenth",)
