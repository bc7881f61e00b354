import string
from types import SimpleNamespace

import pytest

from answer.wording.catalogue import Catalogue
from web.kit.words import COOKIE, grouped, language_of, languages, plural, say


def blanks(words: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(words) if name}


def test_every_language_has_every_word_with_the_same_blanks() -> None:
    tables = Catalogue("web.kit").tables
    assert set(languages()) == {"en", "es", "fr"}
    for language in ("es", "fr"):
        assert set(tables[language]) == set(tables["en"])
    for key, words in tables["en"].items():
        if not key.endswith("_one"):
            assert blanks(tables["fr"][key]) == blanks(tables["es"][key]) == blanks(words), key


def test_an_unknown_language_is_spoken_to_in_english() -> None:
    assert say("ask", "de") == say("ask", "en") == "Ask"


def test_numbers_are_grouped_as_the_language_does() -> None:
    assert grouped(23053, "en") == "23,053"
    assert grouped(23053, "fr") == "23\u202f053"
    assert [plural("document", n, "en") for n in (0, 1, 2)] == ["0 documents", "1 document", "2 documents"]
    assert [plural("document", n, "fr") for n in (0, 1, 2)] == ["0 document", "1 document", "2 documents"]


@pytest.mark.parametrize(
    ("accepted", "chosen", "spoken"),
    [
        ("fr-CH, fr;q=0.9, en;q=0.8", "", "fr"),
        ("de, fr;q=0.5", "", "fr"),
        ("es-MX, en;q=0.8", "", "es"),
        ("ja", "", "en"),
        ("", "", "en"),
        ("en", "fr", "fr"),
        ("fr", "xx", "fr"),
        (",,;;q=1,\x00", "", "en"),
    ],
)
def test_the_reader_is_spoken_to_as_chosen_or_as_the_browser_wants(
    accepted: str, chosen: str, spoken: str
) -> None:
    request = SimpleNamespace(
        headers={"accept-language": accepted}, cookies={COOKIE: chosen} if chosen else {}
    )
    assert language_of(request) == spoken  # type: ignore[arg-type]
    assert language_of(None) == "en"
