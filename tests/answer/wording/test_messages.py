"""The catalogue says the same things in every language."""

import string

from answer.wording.messages import OURS, languages, say


def fields(message: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(message) if name}


def test_every_language_has_every_message_with_the_same_blanks() -> None:
    catalogue = OURS.tables
    assert set(languages()) == {"en", "fr", "es", "ru", "zh", "ar"}
    for language in languages():
        assert {key: fields(text) for key, text in catalogue[language].items()} == {
            key: fields(text) for key, text in catalogue["en"].items()
        }


def test_an_unknown_language_is_spoken_to_in_english() -> None:
    assert say("not_found", "de") == say("not_found", "en")


def test_an_absent_document_comes_with_the_command_that_fetches_it() -> None:
    for language in languages():
        message = say("absent_document", language, symbol="A/75/816", fetch="A/75/816")
        assert "rapporteur fetch A/75/816" in message
