"""The bytes of a text file as text: encodings, sizes, line ends."""

from pathlib import Path
from typing import Final

from charset_normalizer import from_bytes

from errors import UnreadableDocumentError
from ingest.document import ReadingWarning
from ingest.layout.characters import composed

MAX_BYTES: Final = 50_000_000

WIDE: Final = 0.7  # share of letters one half of which is empty, for a text to be in UTF-16
_MARKS: Final = (
    (b"\xff\xfe\0\0", "utf-32"), (b"\0\0\xfe\xff", "utf-32"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"),
)  # fmt: skip
_OTHERS: Final = (
    "cp1252 cp1251 koi8_r cp866 iso8859_5 cp1256 iso8859_6 gb18030 big5 shift_jis euc_jp euc_kr".split()
)
"""Encodings that texts in the languages of the United Nations, Japanese and Korean were kept in before UTF-8."""


def decode(path: Path) -> tuple[str, tuple[ReadingWarning, ...]]:
    r"""The file's text with "\n" line ends, and a warning where its encoding had to be told from its letters.

    Raises:
        UnreadableDocumentError: empty, too large, not text, or in an encoding that cannot be told.
    """
    if path.stat().st_size > MAX_BYTES:
        raise UnreadableDocumentError(
            f"It is larger than {MAX_BYTES // 1_000_000} MB of text: split it first."
        )
    raw = path.read_bytes()
    warnings: tuple[ReadingWarning, ...] = ()
    marked = next((name for mark, name in _MARKS if raw.startswith(mark)), None) or _wide(raw[:1000])
    try:
        text = raw.decode(marked or "utf-8-sig")
    except UnicodeDecodeError:
        text, name = _told(raw)
        warnings = (ReadingWarning(reason=f"It is not in UTF-8: read as {name}, check its letters."),)
    if "\0" in text:
        raise UnreadableDocumentError("It is not text: its bytes are those of some other kind of file.")
    if not text.strip():
        raise UnreadableDocumentError("It is empty.")
    return composed(text.replace("\r\n", "\n").replace("\r", "\n")), warnings


def _wide(raw: bytes) -> str | None:
    """The order of bytes of UTF-16 without a mark, told from the empty halves of its letters; None for other text."""
    first, second = raw[::2].count(0), raw[1::2].count(0)
    if max(first, second) < WIDE * len(raw) / 2 or min(first, second):
        return None
    return "utf-16-le" if second > first else "utf-16-be"


def _told(raw: bytes) -> tuple[str, str]:
    """The text of bytes in an encoding that nothing declares, and the encoding's name."""
    if b"\0" in raw[:1000]:
        raise UnreadableDocumentError("It is not text: its bytes are those of some other kind of file.")
    found = from_bytes(raw, cp_isolation=list(_OTHERS)).best()
    if found is None:
        raise UnreadableDocumentError("Its character encoding cannot be told: save it again as UTF-8.")
    return str(found), found.encoding.upper().replace("_", "-").replace("CP125", "Windows-125")
