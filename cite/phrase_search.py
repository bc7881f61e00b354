"""Passages that contain a phrase, word for word; found by the lexical index alone."""

import re

from ingest.document import Passage
from ingest.register import Register
from language.pack import UN_LANGUAGES

MOST = 20

_SIEVE = 500  # passages the index may offer before each is read
_TYPOGRAPHY = str.maketrans(
    {"’": "'", "‘": "'", "“": '"', "”": '"', "«": '"', "»": '"', "–": "-", "—": "-", "‑": "-"}
)


def containing(register: Register, phrase: str, document_ids: tuple[str, ...] = ()) -> list[Passage]:
    """The passages that contain a phrase, at most twenty, in the order of their documents.

    Capitals, white space and the shape of quotation marks and dashes do not count; every word does.

    Args:
        register: The register, in whose file the lexical index is.
        phrase: The words looked for.
        document_ids: Only in these documents; in all where empty.
    """
    wanted = folded(phrase)
    if document_ids:
        offered = [p for each in document_ids for p in register.document_passages(each)]
    else:
        offered = list(register.passages(_offered(register, phrase)).values())
    found = [passage for passage in offered if wanted in folded(passage.text)]
    return sorted(found[:MOST], key=lambda passage: (passage.document_id, passage.ordinal))


def folded(text: str) -> str:
    """The text as phrases are compared: small letters, plain marks, single spaces."""
    return re.sub(r"\s+", " ", text.translate(_TYPOGRAPHY).casefold()).strip()


def _offered(register: Register, phrase: str) -> list[str]:
    from index.generations import Generations
    from index.lexical import lexical
    from language.identify import question_language

    generations = Generations(register, "lexical", lexical.VERSION)
    if not generations.fits() or not generations.current():
        return []
    languages = tuple(dict.fromkeys((question_language(phrase), *UN_LANGUAGES)))
    return lexical.LexicalIndex(register, generations.current()).containing(phrase, languages, _SIEVE)
