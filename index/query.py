"""A question as the search reads it: what it names, what it quotes, in which language."""

import re
from dataclasses import dataclass

from index.tokens import content_words
from ingest.language import question_language
from ingest.symbols import find_symbols

LONGEST = 2000  # characters that count

_QUOTED = re.compile(r"[\"“”„«»]([^\"“”„«»]{3,200})[\"“”«»]|「([^」]{2,100})」|『([^』]{2,100})』")


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """What a question says about where its answer stands.

    Attributes:
        text: The words, shortened to what counts.
        language: BCP 47 code.
        symbols: Documents it names.
        paragraphs: Numbers of the paragraphs it names.
        phrases: What it has in quotation marks.
    """

    text: str
    language: str
    symbols: tuple[str, ...] = ()
    paragraphs: tuple[str, ...] = ()
    phrases: tuple[str, ...] = ()


def read(question: str) -> Query:
    """Read a question; only its first 2,000 characters count."""
    text = " ".join(question[:LONGEST].split())
    language = question_language(text)
    words = content_words(text, language)
    return Query(
        text=text,
        language=language,
        symbols=tuple(dict.fromkeys(match.symbol for match in find_symbols(text, bare=True))),
        paragraphs=tuple(dict.fromkeys(word[1:] for word in words if word.startswith("¶"))),
        phrases=tuple(next(filter(None, match.groups())) for match in _QUOTED.finditer(text)),
    )
