"""Words made from the names of States: "the Brazilian delegation" is Brazil's."""

from collections.abc import Mapping
from functools import cache

from language.pack import pack


@cache
def demonyms(language: str) -> Mapping[str, str]:
    """The States, as the register spells them, by the words made from their names in a language."""
    return {word: state for state, words in pack(language).demonyms.items() for word in words}
