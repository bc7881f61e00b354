"""Words without their endings: Snowball's stemmers by language."""

from collections.abc import Callable
from functools import cache, lru_cache
from typing import Final

from language.pack import base

_STEMMERS: Final = {
    "ar": "arabic",
    "de": "german",
    "en": "english",
    "es": "spanish",
    "fr": "french",
    "it": "italian",
    "nl": "dutch",
    "pt": "portuguese",
    "ru": "russian",
}


@cache
def stemmer(language: str) -> Callable[[str], str]:
    """The function that stems a lower-case word; it gives the word back where there is no stemmer.

    Args:
        language: BCP 47 code.
    """
    name = _STEMMERS.get(base(language))
    if name is None:
        return str
    import snowballstemmer  # thirty languages at once

    stem: Callable[[str], str] = snowballstemmer.stemmer(name).stemWord
    return lru_cache(maxsize=100_000)(stem)
