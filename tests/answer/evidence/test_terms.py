"""What a question looks for."""

from collections.abc import Iterable

from answer.evidence.terms import Terms, covered, terms_of
from answer.question.question import understand


def weigh(tokens: Iterable[str]) -> dict[str, float]:
    return {token: 3.0 if token in {"cabl", "istanbul"} else 9.0 for token in tokens}


def looked_for(topic: str, *texts: str) -> Terms:
    return terms_of(understand("What about it?"), topic, "en", weigh, texts)


def test_a_slip_of_the_pen_is_read_by_what_was_found() -> None:
    assert "istanbul" in looked_for("istambul cable", "The Istanbul cable.").weights
    assert "istambul" in looked_for("istambul cable", "The Zenda cable.").weights


def test_a_short_word_is_left_alone() -> None:
    assert "zend" in looked_for("zend cable", "The Zenda cable.").weights


def test_an_acronym_is_there_where_its_name_is() -> None:
    terms = looked_for("OEWG cable")
    assert covered(terms, {"cabl"}, "the open-ended working group on cables") == 1.0
    assert covered(terms, {"cabl"}, "the group on cables") < 1.0
