"""A sentence of a model's that comes back from outside is proved anew by the words it cites."""

import pytest

from answer.model import Citation
from tests.answer.claim_set import claim_hits
from web.history.proving import proved

WORDS = "We regret that the proposals of 14 developing countries were left out."
FRENCH = "Cuba regrette que les propositions de 14 pays en développement aient été écartées."


@pytest.fixture(autouse=True)
def by_the_letter(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("answer.verify.verify.weighed", lambda *_: True)
    proved.cache_clear()


def cited(quote: str = WORDS) -> tuple[Citation, ...]:
    hit = claim_hits()["cuba"]
    return (Citation(n=1, passage=hit.passage, document=hit.document, quote=quote),)


def test_a_sentence_in_another_language_holds_by_its_proof() -> None:
    statement = proved(FRENCH, cited())
    assert statement is not None
    assert (statement.text, statement.citations, statement.verdict) == (FRENCH, (1,), "supported")


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        (FRENCH.replace("14", "15"), WORDS),
        (FRENCH, "A binding treaty is needed"),
        (FRENCH.replace("Cuba", "Le Brésil"), WORDS),
        ("On regrette que les propositions de 14 pays en développement aient été écartées.", WORDS),
        ("Cuba « regrette les propositions » de 14 pays, et Haïti aussi.", WORDS),
    ],
)
def test_a_sentence_that_was_changed_does_not(text: str, quote: str) -> None:
    assert proved(text, cited(quote)) is None
