"""A question as the search reads it: what it names, what it quotes, in which language."""

import re
from dataclasses import dataclass

from index.tokens import content_words
from ingest.language import question_language
from ingest.speakers import find_speakers
from ingest.symbols import find_symbols

LONGEST = 2000  # characters that count

_QUOTED = re.compile(r"[\"“”„«»]([^\"“”„«»]{3,200})[\"“”«»]|「([^」]{2,100})」|『([^』]{2,100})』")

_YEAR = re.compile(r"19[4-9]\d|20\d\d")


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """What a question says about where its answer stands.

    Attributes:
        text: The words, shortened to what counts.
        language: BCP 47 code.
        symbols: Documents it names.
        paragraphs: Numbers of the paragraphs it names.
        speakers: States and organisations it names, as the register spells them.
        years: Years it names, outside symbols.
        phrases: What it has in quotation marks.
    """

    text: str
    language: str
    symbols: tuple[str, ...] = ()
    paragraphs: tuple[str, ...] = ()
    speakers: tuple[str, ...] = ()
    years: tuple[str, ...] = ()
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
        speakers=tuple(dict.fromkeys(mention.speaker for mention in find_speakers(text))),
        years=tuple(dict.fromkeys(word for word in words if _YEAR.fullmatch(word))),
        phrases=tuple(next(filter(None, match.groups())) for match in _QUOTED.finditer(text)),
    )
