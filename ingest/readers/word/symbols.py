"""Characters that Word takes from symbol fonts, as the characters that everybody else knows them by."""

from functools import cache
from typing import Final

_PRIVATE: Final = range(0xF020, 0xF100)
_WINGDINGS: Final = {
    0x4A: "☺", 0x6C: "●", 0x6E: "■", 0x6F: "□", 0x71: "❑", 0x75: "◆", 0x76: "❖", 0x9F: "•", 0xA7: "▪", 0xA8: "☐",
    0xD8: "➢", 0xDF: "←", 0xE0: "→", 0xE1: "↑", 0xE2: "↓", 0xE8: "➔", 0xF0: "⇨", 0xFB: "✗", 0xFC: "✓", 0xFD: "☒",
    0xFE: "☑",
}  # fmt: skip


def symbol(font: str, code: int) -> str | None:
    """A character of a font by its code; None where the font is not known.

    Args:
        font: Its name.
        code: The code, with or without the F000 that marks private use.
    """
    low = code & 0xFF if code in _PRIVATE else code
    if font.casefold() == "symbol":
        found = _symbol_font()[low] if low < 256 else ""
        return found if found and found != "\x00" else None
    if font.casefold().startswith("wingdings"):
        return _WINGDINGS.get(low) if font.casefold() == "wingdings" else None
    return None if code in _PRIVATE else chr(code)


def plain(text: str, font: str) -> str:
    """A run's text, its private characters read by the run's font; those of other fonts stay."""
    if not any(ord(char) in _PRIVATE for char in text):
        return text
    return "".join((symbol(font, ord(c)) or c) if ord(c) in _PRIVATE else c for c in text)


@cache
def _symbol_font() -> tuple[str, ...]:
    from pypdf._codecs import charset_encoding

    return tuple(charset_encoding["/Symbol"])
