"""Characters as texts are compared and searched by: accents composed, characters without width left out."""

import re
import unicodedata
from typing import Final

_NO_WIDTH: Final = re.compile("[\u200b\u2060\ufeff\u00ad\u180e]")


def composed(text: str) -> str:
    """A text with every accent on its letter, and without characters that take no room."""
    return text if text.isascii() else unicodedata.normalize("NFC", _NO_WIDTH.sub("", text))
