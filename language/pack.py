"""The pack of a language: its words by class, as packs/CODE.toml gives them (README.md says what each is for)."""

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Annotated, Final

from pydantic import BaseModel, BeforeValidator, ConfigDict

UN_LANGUAGES: Final = ("ar", "en", "es", "fr", "ru", "zh")
"""The official languages of the United Nations; each has a whole pack. Dutch and German have parts of one."""


def _words(text: object) -> object:
    return tuple(text.split()) if isinstance(text, str) else text


def _sets(text: object) -> object:
    return tuple(tuple(one.split()) for one in text.split(";")) if isinstance(text, str) else text


def _numbered(text: object) -> object:
    """Words by their number: "1 one; 2 two"; forms of one number are parted by a stroke."""
    if not isinstance(text, str):
        return text
    rows = (row.strip().partition(" ") for row in text.split(";"))
    return {number: tuple(" ".join(form.split()) for form in forms.split("|")) for number, _, forms in rows}


Words = Annotated[tuple[str, ...], BeforeValidator(_words)]
Sets = Annotated[tuple[tuple[str, ...], ...], BeforeValidator(_sets)]
Numbered = Annotated[Mapping[int, tuple[str, ...]], BeforeValidator(_numbered)]
Meanings = Mapping[str, tuple[str, ...]]
"""What words mean, each meaning with its words."""


class _Data(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Months(_Data):
    """What a language's month names are beside those of CLDR, each a list from January, empty where nothing is.

    Attributes:
        own: Names that stand in place of CLDR's.
        also: Further spellings.
        short: Names cut short.
        inflected: Forms that stand outside dates.
        printed: Names as the United Nations prints them in a date, where that is more than the name.
    """

    own: tuple[str, ...] = ()
    also: tuple[Words, ...] = ()
    short: tuple[Words, ...] = ()
    inflected: tuple[Words, ...] = ()
    printed: tuple[str, ...] = ()


class QuestionWords(_Data):
    """Words of a question that say where its answer stands or what it is; by what they mean."""

    bodies: Meanings = {}
    kinds: Meanings = {}
    languages: Meanings = {}
    order: Meanings = {}
    years: Meanings = {}
    asks: Meanings = {}


class StatementWords(_Data):
    """Classes of words that the checking of statements tells apart."""

    stop: Words
    frame: Words
    say: Words
    plain: Words
    agents: Words
    leaning: Words
    whom: Words = ()
    relative: Words = ()
    operators: Mapping[str, Words] = {}
    opposites: Sets = ()
    same: Sets = ()
    tenses: Mapping[str, Words] = {}
    titles: Words = ()


class ChangingWords(_Data):
    """Words whose change changes what a text says; one that ends in "*" stands for all that begin so.

    Attributes:
        numbers: Number words beside the cardinals and ordinals: inflected forms, fractions, multiples.
        amounts: Currencies, and units of measure and time.
        conditions: What makes a statement hold for some only, or only if; nobody may leave it out.
        scopes: What says how far a statement reaches, or how strictly.
        contraries: Prefixes, or words, that make a word its contrary ("un").
        opposed: Sets of words of which one excludes the others ("before", "after").
    """

    numbers: Words = ()
    amounts: Words = ()
    conditions: Words = ()
    scopes: Words = ()
    contraries: Words = ()
    opposed: Sets = ()


class Pack(_Data):
    """The words of one language.

    Attributes:
        script: The letters that tell it, as a class of a regular expression; None for Latin letters.
        telling: Small words that tell it from other languages in Latin letters.
        stop: Words that say nothing about what is sought.
        override: A regular expression of orders to a program to leave its own.
        cardinals: Number words, by number.
        ordinals: Words of place in a row, by number.
        date: How a day is written, with {day}, {month} (its name) and {year}.
        months: Names of months, where they differ from CLDR's.
        demonyms: Words made from the names of States, by the State as the register spells it.
        question: Words of questions.
        changing: Words whose change changes what a text says.
        statement: Words of statements; None where the language's statements are read with the English ones.
    """

    script: str | None = None
    telling: Words = ()
    stop: Words = ()
    override: str | None = None
    cardinals: Numbered = {}
    ordinals: Numbered = {}
    date: str = "{day} {month} {year}"
    months: Months = Months()
    demonyms: Meanings = {}
    question: QuestionWords = QuestionWords()
    changing: ChangingWords = ChangingWords()
    statement: StatementWords | None = None


@cache
def pack(language: str) -> Pack:
    """The pack of a language; an empty one where there is none.

    Args:
        language: BCP 47 code; what follows its first hyphen does not count.

    Raises:
        pydantic.ValidationError: the pack has a class of words that nobody reads, or lacks one it needs.
    """
    file = files("language").joinpath("packs", f"{base(language)}.toml")
    return Pack.model_validate(tomllib.loads(file.read_text(encoding="utf-8")) if file.is_file() else {})


def packs() -> tuple[Pack, ...]:
    """The packs of the six UN languages, in the order of ``UN_LANGUAGES``."""
    return tuple(map(pack, UN_LANGUAGES))


def base(language: str) -> str:
    """The language of a BCP 47 code without its region or script: "fr" of "fr-CH"."""
    return language.partition("-")[0]


def same_language(a: str, b: str) -> bool:
    """Whether two BCP 47 codes are of one language."""
    return base(a) == base(b)
