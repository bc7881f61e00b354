"""A Word file's parts, found by what its relationships name, whatever the parts are called."""

import posixpath
from functools import cached_property
from pathlib import Path
from typing import Final, TypeAlias
from zipfile import BadZipFile, ZipFile
from zlib import error as ZlibError  # noqa: N812 - named as an error

from lxml import etree

from errors import UnreadableDocumentError

MAX_UNPACKED: Final = 500_000_000
OLE: Final = b"\xd0\xcf\x11\xe0"

W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
M: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
MC: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_R: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"

_STRICT: Final = (
    (b"http://purl.oclc.org/ooxml/wordprocessingml/main", W[1:-1].encode()),
    (b"http://purl.oclc.org/ooxml/officeDocument/math", M[1:-1].encode()),
    (b"http://purl.oclc.org/ooxml/officeDocument/relationships", _R[1:-1].encode()),
)
"""The names that "Strict Open XML" gives the same things."""

BROKEN: Final = (
    BadZipFile,
    ZlibError,
    EOFError,
    etree.XMLSyntaxError,
    KeyError,
    ValueError,
    TypeError,
    AttributeError,
    IndexError,
    NotImplementedError,
    RecursionError,
)
"""What zipfile and lxml raise on damaged files, as thousands of them showed."""

Element: TypeAlias = etree._Element


class Package:
    """The parts of a Word file; use it as a context.

    Attributes:
        main: Name of the part that holds the body.

    Raises:
        UnreadableDocumentError: it is no Word file, or far larger unpacked than any document.
    """

    def __init__(self, path: Path) -> None:
        with path.open("rb") as file:
            if file.read(4) == OLE:
                raise UnreadableDocumentError(
                    "It is protected or an old Office file: save it without a password."
                )
        self._archive = ZipFile(path)
        if sum(entry.file_size for entry in self._archive.infolist()) > MAX_UNPACKED:
            raise UnreadableDocumentError("Unpacked it is larger than any document: it is set aside.")
        self._names = {name.replace("\\", "/").lower(): name for name in self._archive.namelist()}
        self.main = self.target("", "officeDocument") or "word/document.xml"

    def __enter__(self) -> "Package":
        return self

    def __exit__(self, *_: object) -> None:
        self._archive.close()

    @cached_property
    def body(self) -> Element:
        """The body.

        Raises:
            KeyError: there is none.
        """
        found = self.read(self.main).find(f"{W}body")
        if found is None:
            raise KeyError("body")
        return found

    def has(self, name: str) -> bool:
        """Whether the file holds a part."""
        return name.lower() in self._names

    def bytes(self, name: str) -> bytes:
        """A part as it stands."""
        return self._archive.read(self._names[name.lower()])

    def read(self, name: str) -> Element:
        """A part's root, its names those of ordinary Word files."""
        raw = self.bytes(name)
        for strict, usual in _STRICT:
            raw = raw.replace(strict, usual)
        parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
        return etree.fromstring(raw, parser)

    def related(self, kind: str) -> Element | None:
        """The root of the part that the main part names for a purpose ("styles"); None where there is none."""
        name = self.target(self.main, kind)
        return self.read(name) if name else None

    def target(self, source: str, kind: str) -> str | None:
        """The part of a kind that another part names; "" asks for what the file as a whole names."""
        found = (target for of, target in self.relationships(source).values() if of == kind)
        return next((target for target in found if self.has(target)), None)

    def relationships(self, source: str) -> dict[str, tuple[str, str]]:
        """What a part names: kind and target part by id."""
        folder, name = posixpath.split(source)
        listed = posixpath.join(folder, "_rels", f"{name}.rels")
        if not self.has(listed):
            return {}
        return {
            str(each.get("Id")): (
                str(each.get("Type")).rpartition("/")[2],
                posixpath.normpath(posixpath.join("/", folder, str(each.get("Target"))))[1:],
            )
            for each in self.read(listed)
            if each.get("TargetMode") != "External"
        }


def is_word(path: Path) -> bool:
    """Whether an archive is a Word file, by what it says of its main part.

    Raises:
        UnreadableDocumentError: the archive cannot be opened.
    """
    try:
        with Package(path) as package:
            return package.has(package.main) and package.read(package.main).tag == f"{W}document"
    except (BadZipFile, NotImplementedError, EOFError, ZlibError) as error:
        raise UnreadableDocumentError("It is damaged: its archive cannot be opened.") from error
    except etree.XMLSyntaxError:
        return True  # a Word file that its reader will call damaged
