"""Documents out of a ZIP archive, which may have been made to do harm.

No name in the archive becomes a path: members are written under names of our own making, one folder for
each folder of the archive so that sidecars stay beside their documents.
"""

import re
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from zipfile import BadZipFile, ZipFile, ZipInfo
from zlib import error as ZlibError  # noqa: N812 - named as an error

from errors import UnreadableDocumentError

MOST_MEMBERS: Final = 5000
MOST_BYTES: Final = 2 * 1024**3
MOST_RATIO: Final = 200
"""Unpacked size to packed size; text packs 3 to 20 times, an archive bomb a thousand times and more."""

_FREE_BYTES: Final = 1024**2  # below this, the ratio does no harm
_NESTED = frozenset({".zip", ".tar", ".gz", ".tgz", ".bz2", ".xz", ".7z", ".rar"})
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_UNSAFE = re.compile(r"[<>:\"/\\|?*]")


@dataclass(frozen=True, slots=True)
class Member:
    """A member of an archive.

    Attributes:
        name: Its name in the archive, made printable.
        path: Where it was unpacked; None where it was refused.
        reason: Why it was refused.
    """

    name: str
    path: Path | None
    reason: str = ""


def members(archive: Path, folder: Path) -> Iterator[Member]:
    """Unpack an archive into ``folder``, member by member.

    Args:
        archive: A zip file.
        folder: Where its members are put.

    Raises:
        UnreadableDocumentError: the archive as a whole is damaged or too large.
    """
    try:
        with ZipFile(archive) as opened:
            infos = [info for info in opened.infolist() if not info.is_dir()]
            if len(infos) > MOST_MEMBERS:
                raise UnreadableDocumentError(
                    f"It holds more than {MOST_MEMBERS} files: unpack it and ingest the folder."
                )
            if sum(info.file_size for info in infos) > MOST_BYTES:
                raise UnreadableDocumentError(
                    f"It unpacks to more than {MOST_BYTES // 1024**2} MB: unpack it and ingest the folder."
                )
            folders: dict[str, Path] = {}
            for number, info in enumerate(infos):
                yield _member(opened, info, number, folder, folders)
    except (BadZipFile, OSError, NotImplementedError, ValueError) as error:
        raise UnreadableDocumentError(f"It is a damaged archive ({error}).") from error


def _member(opened: ZipFile, info: ZipInfo, number: int, root: Path, folders: dict[str, Path]) -> Member:
    name = _CONTROL.sub("\ufffd", info.filename)[:500]
    reason = _refusal(info)
    if reason:
        return Member(name, None, reason)
    parent, _, last = name.rpartition("/")
    place = folders.setdefault(parent, root / str(len(folders)))
    place.mkdir(exist_ok=True)
    path = place / _file_name(last)
    if path.exists():
        path = root / f"again-{number}" / path.name
        path.parent.mkdir()
    try:
        with opened.open(info) as packed, path.open("wb") as file:
            while chunk := packed.read(1 << 20):  # never more than the size the archive declares
                file.write(chunk)
    except (BadZipFile, ZlibError, EOFError, NotImplementedError, RuntimeError) as error:
        return Member(name, None, f"It cannot be unpacked ({error}).")
    return Member(name, path)


def _refusal(info: ZipInfo) -> str:
    """Why a member is not unpacked; empty where it is."""
    parts = info.filename.replace("\\", "/").split("/")
    if info.flag_bits & 1:
        return "It is protected by a password: unpack the archive and ingest the folder."
    if ".." in parts or not parts[0] or re.match(r"[A-Za-z]:", info.filename):
        return "Its name points outside the archive: it is refused."
    if stat.S_ISLNK(info.external_attr >> 16):
        return "It is a link, not a file: it is refused."
    if Path(parts[-1]).suffix.lower() in _NESTED:
        return "It is an archive inside an archive: unpack it and ingest the folder."
    if info.file_size > max(_FREE_BYTES, MOST_RATIO * info.compress_size):
        return f"It unpacks to more than {MOST_RATIO} times its size: it is refused."
    return ""


def _file_name(name: str) -> str:
    """A name any file system takes, with the same ending."""
    safe = _UNSAFE.sub("_", name).strip(" .") or "unnamed"
    stem, dot, ending = safe.rpartition(".")
    return f"{stem[:60]}{dot}{ending[:10]}" if dot else safe[:60]
