"""Verdicts on quotations from an invented document."""

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as examples
from hypothesis import strategies as st

from check.quote.quotation import Checker
from errors import RapporteurError
from index.library import Library
from settings import Settings
from tests.index.conftest import make_reading

WORDS = "The twelve lighthouse keepers shall not paint the northern harbour wall before the autumn gales."


@pytest.fixture
def checker(settings: Settings) -> Checker:
    library = Library(settings)
    reading = make_reading("Lighthouses", [("China", WORDS), "Lanterns are trimmed weekly by the crew."])
    library.register.record("lighthouses.txt", reading, "1")
    library.words().sync()
    return Checker(library)


@pytest.mark.parametrize(
    ("quote", "claimed", "verdict"),
    [
        (WORDS, None, "verbatim"),
        (WORDS, "Japan", "verbatim_elsewhere"),
        (WORDS, "Lighthouses, para. 2", "verbatim_elsewhere"),
        (WORDS, "Lighthouses, para. 1", "verbatim"),
        (WORDS.replace("the northern", "[its]"), None, "verbatim"),
        (WORDS.replace("paint the northern", "[…]"), None, "verbatim"),
        (WORDS.replace("keepers shall", "keepers [probably] shall"), None, "verbatim"),
        (WORDS.replace("paint", "[not] paint"), None, "altered"),
        (WORDS.replace(" wall", ", wall").upper(), None, "verbatim"),
        (WORDS.replace("lighthouse", "light house"), None, "verbatim"),
        ("before the autumn gales. 2. Lanterns are trimmed weekly", None, "verbatim"),
        ("before the autumn gales. 3. Lanterns are trimmed weekly", None, "altered"),
        (WORDS, "A/75/816", "verbatim_elsewhere"),
        (WORDS.replace("not ", ""), None, "altered"),
        (WORDS.replace("shall", "may"), None, "altered"),
        ("Purple walruses negotiate submarine treaties on Tuesdays.", None, "not_found"),
    ],
)
def test_verdict(checker: Checker, quote: str, claimed: str | None, verdict: str) -> None:
    finding = checker.check(quote, claimed)
    assert finding.verdict == verdict
    if verdict == "altered":
        assert finding.serious


def test_a_quotation_too_long_is_refused(checker: Checker) -> None:
    with pytest.raises(RapporteurError, match="at most"):
        checker.check("word " * 10_000)


@pytest.mark.parametrize("hostile", ["a " * 1400, "the not " * 600, "[x] " * 1200, "wall NEAR( * " * 300])
def test_hostile_text_is_not_found(checker: Checker, hostile: str) -> None:
    assert checker.check(hostile).verdict == "not_found"


def test_what_is_not_compared_to_its_end_is_refused(checker: Checker) -> None:
    with pytest.raises(RapporteurError, match="1,500 words"):
        checker.check("a " * 2400)


@pytest.mark.parametrize("nothing", ["", "“”", '"' * 4900])
def test_a_quotation_without_words_is_refused(checker: Checker, nothing: str) -> None:
    with pytest.raises(RapporteurError, match="no words"):
        checker.check(nothing)


@examples(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.text(max_size=200)
    | st.lists(st.sampled_from([*WORDS.split(), "[…]", "“", "”", "not"]), max_size=30).map(" ".join)
)
def test_what_is_called_verbatim_is_in_the_document(checker: Checker, quote: str) -> None:
    try:
        finding = checker.check(quote)
    except RapporteurError:
        return
    if finding.verdict == "verbatim":
        assert finding.source is not None
        assert finding.source.passage is not None
        own = set(
            "".join(c if c.isalnum() else " " for c in finding.source.document.title).casefold().split()
        )
        said = "".join(c if c.isalnum() else " " for c in quote).casefold().split()
        everything = (WORDS + " Lanterns are trimmed weekly by the crew.").casefold()
        assert all(word in everything or word in own for word in said)
