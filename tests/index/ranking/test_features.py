from collections.abc import Callable

import pytest

from index.hit import Filters
from index.library import Library
from index.query.query import read
from index.ranking.features import FEATURES, matrix
from ingest.document import Reading

Make = Callable[..., Reading]


@pytest.fixture
def features(library: Library, reading: Make) -> Callable[[str], dict[str, dict[str, float]]]:
    """The features of each passage of a small library, by the passage's first word."""
    treaty = [
        "“Grave storm” shall mean a storm that sinks a boat of more than ten metres.",
        "States punish whoever leaves port in a grave storm.",
        "Decides to return to storms at its eighty-first session.",
        "Meeting of 16 December 2021.",
    ]
    library.register.record(
        "t", reading("Storms", treaty, symbols=["A/RES/76/900"], date="2021-12-16", kind="resolution"), "1"
    )
    spoken = [("Norway", "Norwegian boats stay in port when a grave storm comes.")]
    library.register.record("s", reading("Statements", spoken), "1")
    library.sync()

    def of(question: str) -> dict[str, dict[str, float]]:
        asked = read(question)
        words, candidates = library.retriever().candidates(asked, Filters())
        rows = matrix(asked, words, candidates)
        texts = library.register.passages(list(candidates.fused))
        return {
            texts[name].text.split()[0].strip("“"): dict(zip(FEATURES, row, strict=True))
            for name, row in zip(candidates.fused, rows.tolist(), strict=True)
        }

    return of


def test_a_definition_is_where_the_term_stands_before_means(
    features: Callable[[str], dict[str, dict[str, float]]],
) -> None:
    found = features("What is a grave storm?")
    assert found["Grave"]["defines"] == pytest.approx(1.0)
    assert found["States"]["defines"] == 0.0
    assert features("Who punishes a grave storm?")["Grave"]["defines"] == 0.0


def test_when_may_be_a_session_and_who_a_speaker(
    features: Callable[[str], dict[str, dict[str, float]]],
) -> None:
    found = features("When does the Assembly return to storms?")
    assert [found[word]["asks_session"] for word in ("Decides", "States")] == [1.0, 0.0]
    found = features("Who stays in port in a grave storm?")
    assert [found[word]["asks_who"] for word in ("Norwegian", "States")] == [1.0, 0.0]


def test_the_year_of_the_document_is_no_number_of_the_answer(
    features: Callable[[str], dict[str, dict[str, float]]],
) -> None:
    assert features("Storms in the 2021 resolution?")["Meeting"]["numbers"] == 0.0
    assert features("What happened to storms in 2021?")["Meeting"]["numbers"] == 1.0


def test_which_session_may_be_asked_outright(
    features: Callable[[str], dict[str, dict[str, float]]],
) -> None:
    found = features("At which session does the Assembly return to storms?")
    assert [found[word]["asks_session"] for word in ("Decides", "States")] == [1.0, 0.0]
    assert found["Meeting"]["asks_date"] == 0.0


def test_the_latest_of_a_kind_is_no_document_of_another(
    features: Callable[[str], dict[str, dict[str, float]]],
) -> None:
    found = features("What does the latest resolution on a grave storm say?")
    assert found["Norwegian"]["latest"] == 0.0
    found = features("What is the latest on a grave storm in port?")
    assert {found[word]["latest"] for word in ("Norwegian", "States")} == {0.0, 1.0}
