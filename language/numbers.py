"""Numbers in words: cardinals, ordinals, and Chinese numerals."""

from collections.abc import Mapping
from functools import cache

from language.pack import UN_LANGUAGES, pack


@cache
def cardinals(language: str) -> Mapping[str, int]:
    """The numbers by their words in a language: {"one": 1, …}; none where the words are not known."""
    return {word: number for number, words in pack(language).cardinals.items() for word in words}


@cache
def ordinals(language: str) -> Mapping[str, int]:
    """The numbers by their words of place in a language: {"first": 1, "première": 1, …}."""
    return {word: number for number, words in pack(language).ordinals.items() for word in words}


@cache
def ordinal_words(number: int) -> tuple[str, ...]:
    """The words of the six languages for a place in a row, such as "third" and "troisième"."""
    return tuple(word for code in UN_LANGUAGES for word in pack(code).ordinals.get(number, ()))


def english_ordinal(number: int) -> str:
    """An ordinal from 1 to 100 in English words: "first", "seventy-eighth".

    Raises:
        KeyError: the number is smaller or greater.
    """
    known, tens = pack("en").ordinals, pack("en").cardinals
    if number in known:
        return known[number][0]
    return f"{tens[number - number % 10][0]}-{known[number % 10][0]}"


def chinese_number(numeral: str) -> int:
    """The number that a Chinese numeral below 10,000 stands for: "二十一" is 21; 0 for no numeral.

    Digits that follow one another without a unit are read in places: "二〇" is 20.
    """
    known = cardinals("zh")
    total, figure = 0, 0
    for sign in numeral:
        value = known.get(sign, 0)
        if value < 10:
            figure = 10 * figure + value
        else:
            total, figure = total + max(figure, 1) * value, 0
    return total + figure
