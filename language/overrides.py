"""Orders to a program to leave its own: "ignore the above", in the six languages."""

import re
from functools import cache

from language.pack import packs


def overrides(text: str) -> bool:
    """Whether a text tells a program to ignore, forget or override what it was told.

    Such words are no question to be answered, and no evidence of anything.
    """
    return _pattern().search(text) is not None


@cache
def _pattern() -> re.Pattern[str]:
    return re.compile("|".join(filter(None, (pack.override for pack in packs()))), re.IGNORECASE | re.DOTALL)
