"""Lies made by rule are false, of many kinds, and the same every time."""

from benchmarks.answers.lies import Truth, lies_of, swapped
from benchmarks.answers.lies_bench import Tally, report, try_out
from tests.answer.making import document, hit

TEXT = (
    "Chile asks that all members of the board meet before 12 June 2031, if the budget of 3 million dollars allows it. "
    "The secretariat may not publish the list of 40 names without consent because some holders object to it."
)
ELSEWHERE = ("The lake was drained by 14 engineers of the ministry in the spring of 1990 after long talks.",)


def truth(which: int = 0) -> tuple[Truth, list]:
    found = hit(TEXT, document("QQ/1"))
    sentences = (TEXT[: TEXT.index("it. ") + 3], TEXT[TEXT.index("The secretariat") :])
    given = Truth(
        text=sentences[which], passage=found.passage, others=(sentences[1 - which],), elsewhere=ELSEWHERE
    )
    return given, [found]


def test_lies_differ_from_the_truth_and_come_again() -> None:
    for which in (0, 1):
        given, _ = truth(which)
        lies = list(lies_of(given))
        assert lies == list(lies_of(given))
        assert all(lie.text != given.text for lie in lies)
    kinds = {lie.kind for which in (0, 1) for lie in lies_of(truth(which)[0])}
    assert {"modal", "number", "year", "unit", "quantifier", "condition dropped", "speaker", "name"} <= kinds


def test_a_word_is_changed_as_a_whole_and_keeps_its_capital() -> None:
    assert swapped("All allies met.", "all", "some") == "Some allies met."
    assert swapped("Allies met.", "all", "some") is None
    assert swapped("It may not, they said.", "not", "-") == "It may, they said."
    assert swapped("各国应合作。", "应", "可") == "各国可合作。"


def test_the_report_counts_what_was_told_and_shown() -> None:
    tally = Tally()
    try_out(*truth(), tally)
    told = report(tally)
    assert tally.told.total() > tally.shown.total() >= 0
    assert f"| **all** | **{tally.told.total()}** | **{tally.shown.total()}** (" in told
    assert "| the sentence itself | 1 | 1 |" in told
