"""The bytes of a text file as text: encodings, sizes, line ends."""

from pathlib import Path

from errors import UnreadableDocumentError
from ingest.document import ReadingWarning

MAX_BYTES = 50_000_000


def decode(path: Path) -> tuple[str, tuple[ReadingWarning, ...]]:
    r"""The file's text with "\n" line ends, and a warning where its encoding had to be guessed.

    Raises:
        UnreadableDocumentError: empty, too large, or not text.
    """
    if path.stat().st_size > MAX_BYTES:
        raise UnreadableDocumentError(
            f"It is larger than {MAX_BYTES // 1_000_000} MB of text: split it first."
        )
    raw = path.read_bytes()
    warnings: tuple[ReadingWarning, ...] = ()
    try:
        text = raw.decode("utf-16" if raw[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig")
    except UnicodeDecodeError:
        text = raw.decode("cp1252", errors="replace")
        warnings = (ReadingWarning(reason="It is not in UTF-8: read as Windows-1252, check its accents."),)
    if "\0" in text:
        raise UnreadableDocumentError("It is not text: its bytes are those of some other kind of file.")
    if not text.strip():
        raise UnreadableDocumentError("It is empty.")
    return text.replace("\r\n", "\n").replace("\r", "\n"), warnings
