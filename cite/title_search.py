"""Documents by the words of their title, or by the name their file goes by."""

import re
from pathlib import PurePath

from ingest.document import Document
from ingest.register import Register

_TELLING = 4  # letters; shorter words alone name no document
_SMALL = frozenset("the of on a an and in for to de du des la le les l el los las et y del al".split())


def titled(register: Register, words: str, *, whole: bool = False) -> list[Document]:
    """The documents that words name.

    A document whose title or file name is just these words goes before those that only contain them, and
    these before those that have some in the title and some in the file name ("Palermo Convention").

    Args:
        register: The register.
        words: Words of a title ("Budapest Convention", "Convention on Cybercrime").
        whole: Only where they are all of a title or file name.
    """
    wanted = _words(words)
    if not wanted:
        return []
    files: dict[str, list[str]] = {}
    for path, document_id in register.sources():
        files.setdefault(document_id, []).append(PurePath(path).stem)
    telling = any(len(word) >= _TELLING for word in wanted)
    exact, partial, mixed = [], [], []
    for document in register.documents():
        names = [_words(name) for name in (document.title, *files.get(document.id, ()))]
        if wanted in names:
            exact.append(document)
        elif telling and any(wanted <= name for name in names):
            partial.append(document)
        elif all(map(str.isalpha, wanted)) and wanted <= frozenset().union(*names):
            mixed.append(document)
    return exact if exact or whole else partial or mixed


def begins_with_title(register: Register, text: str) -> tuple[Document, str] | None:
    """The document without a symbol whose whole title ``text`` begins with, and the rest of the text.

    Args:
        register: The register.
        text: A reference as a person writes it, on one line.
    """
    folded = text.casefold()
    for document in register.documents():
        title = " ".join(document.title.split())
        rest = text[len(title) :]
        if not document.symbols and folded.startswith(title.casefold()) and rest[:1] in ("", ","):
            return document, rest
    return None


def _words(name: str) -> frozenset[str]:
    return frozenset(re.findall(r"[^\W_]+", name.casefold().replace("’", "'"))) - _SMALL
