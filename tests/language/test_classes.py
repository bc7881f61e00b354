"""Every class of words against every language: a hole that is new, or filled, shows here."""

from collections.abc import Iterator

import pytest
from pydantic import ValidationError

from language.pack import UN_LANGUAGES, Pack, QuestionWords, StatementWords, pack

LATIN = ("en", "es", "fr")

# The classes, or the meanings in a class, whose words a language lacks as of today. Whoever fills one takes it out.
HOLES = {
    "demonyms": "ar ru zh",
    "question.bodies/ICANN": "ar es fr ru zh",  # an acronym, found in every language by the English pack
    "question.bodies/United Nations Environment Assembly": "ar es fr ru zh",
    "question.kinds/compendium": "ar",
    "question.kinds/paper": "ar es fr ru zh",
    "question.kinds/transcript": "ar zh",
    "question.kinds/verbatim_record": "ar",
    "question.languages/ar": "zh",
    "question.languages/en": "ar zh",
    "question.languages/es": "ar zh",
    "question.languages/fr": "ar zh",
    "question.languages/ru": "ar zh",
    "question.languages/zh": "ar",
    "question.years/-2": "ar",
    "question.years/0": "ar",
    "statement.frame": "zh",
    "statement.opposites": "ar es fr ru zh",
    "statement.plain": "ar es fr ru zh",
    "statement.relative": "ar es fr ru zh",
    "statement.same": "ar es fr ru zh",
    "statement.say": "zh",
    "statement.titles": "ar zh",
    "statement.tenses/past": "ar es fr ru zh",
    "statement.tenses/present": "ar es fr ru zh",
    "statement.whom": "ar es fr ru zh",
    **{
        f"statement.operators/{group}": "ar es fr ru zh"
        for group in (
            "almost atleast cause consider demand despite few instead invite less more propose request "
            "unsettled will would"
        ).split()
    },
    **{f"statement.operators/{group}": "ar zh" for group in "after before most only some".split()},
    "statement.operators/wish": "zh",
}


def _classes(known: Pack) -> dict[str, object]:
    """What a pack has, by class; by class and meaning where a class has several."""
    found: dict[str, object] = {
        "stop": known.stop,
        "override": known.override,
        "cardinals": known.cardinals,
        "ordinals": known.ordinals,
        "demonyms": known.demonyms,
    }
    for name, part in (
        ("question", known.question),
        ("statement", known.statement),
        ("changing", known.changing),
    ):
        for sort, words in part or ():
            if isinstance(words, dict):
                found.update({f"{name}.{sort}/{meaning}": each for meaning, each in words.items()})
            else:
                found[f"{name}.{sort}"] = words
    return found


def test_the_holes_are_those_known() -> None:
    have = {
        language: {name for name, words in _classes(pack(language)).items() if words}
        for language in UN_LANGUAGES
    }
    every = set().union(*have.values())
    holes = {name: " ".join(code for code in UN_LANGUAGES if name not in have[code]) for name in every}
    assert {name: codes for name, codes in holes.items() if codes} == HOLES


def _words(known: Pack) -> Iterator[str]:
    for words in (
        known.telling,
        known.stop,
        *known.cardinals.values(),
        *known.ordinals.values(),
        *known.demonyms.values(),
    ):
        yield from words
    for sort in QuestionWords.model_fields:
        for words in getattr(known.question, sort).values():
            yield from words


@pytest.mark.parametrize("language", UN_LANGUAGES)
def test_the_words_are_in_the_letters_of_their_language(language: str) -> None:
    script = pack(language).script
    if language in LATIN:
        assert script is None
        assert not [
            word
            for word in _words(pack(language))
            if any(ord(letter) > 0x24F and letter != "’" for letter in word)
        ]
    else:
        assert script is not None
        low, high = script[1:-1].encode().decode("unicode_escape").split("-")
        strange = [
            word for word in _words(pack(language)) if not any(low <= letter <= high for letter in word)
        ]
        assert [word for word in strange if word not in ("〇", "○")] == []


@pytest.mark.parametrize("language", UN_LANGUAGES)
def test_a_word_has_one_meaning_in_its_class(language: str) -> None:
    known = pack(language)
    tables = [known.cardinals, known.ordinals, known.demonyms, *(words for _, words in known.question)]
    for table in tables:
        words = [word for each in table.values() for word in each]
        assert len(words) == len(set(words))


@pytest.mark.parametrize("language", LATIN)
def test_each_language_in_latin_letters_has_words_that_tell_it(language: str) -> None:
    assert len(pack(language).telling) > 20


@pytest.mark.parametrize("language", UN_LANGUAGES)
def test_numbers_have_no_gap(language: str) -> None:
    known = pack(language)
    counted = set(range(1, 11)) if language == "zh" else {*range(1, 21), *range(30, 101, 10), 1000}
    assert counted <= set(known.cardinals)
    assert set(range(1, 11)) <= set(known.ordinals)


def test_a_class_that_nobody_reads_is_an_error() -> None:
    with pytest.raises(ValidationError):
        Pack.model_validate({"stopp": "the of"})
    with pytest.raises(ValidationError):
        StatementWords.model_validate({"stop": "the of"})


def test_a_language_without_a_pack_has_no_words() -> None:
    assert pack("sw") == Pack()
    assert pack("fr-CH") == pack("fr")
