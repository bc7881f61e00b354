"""A question as the search reads it: what it names, what it quotes, in which language.

Everything named is kept with the words that name it, so that a person can see what the search made of them
and take it back.
"""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Final, Literal

from index.query.organs import by_organ
from index.query.sessions import find_sessions
from index.query.tokens import content_words
from index.query.vocabulary import Word, find_words
from ingest.names.dates import find_dates
from ingest.names.known_texts import find_known_texts
from ingest.names.speakers import find_speakers
from ingest.names.symbols import SymbolMatch, find_symbols
from language.identify import question_language
from language.numbers import chinese_number

LONGEST = 2000  # characters that count

Field = Literal[
    "symbol",
    "paragraph",
    "speaker",
    "year",
    "document year",
    "date",
    "session",
    "body",
    "kind",
    "language",
    "order",
    "asks",
    "phrase",
]

_PLACES: Final = frozenset({"symbol", "paragraph", "speaker", "document year", "body", "session"})
_QUOTED = re.compile(r"[\"“”„«»]([^\"“”„«»]{3,200})[\"“”«»]|「([^」]{2,100})」|『([^』]{2,100})』")
_YEAR = re.compile(r"(?<![\d/])(?:19[4-9]\d|20\d\d)(?![\d/])")
_ARTICLE = re.compile(
    r"\b(?:article|artículo|art\.|Artikel|статья|статьи|статье|статьёй|статьей)\s?(\d{1,3})(?![\d/])"
    r"|第\s?(\d{1,3}|[一二三四五六七八九十]{1,3})\s?条|المادة\s(\d{1,3})",
    re.IGNORECASE,
)
_FOOTNOTE = re.compile(
    r"\b(?:footnote|note de bas de page|nota (?:al pie|a pie de página)|сноск[аеиу])\s?(\d{1,3})(?![\d/])"
    r"|脚注\s?(\d{1,3})|الحاشية\s(\d{1,3})",
    re.IGNORECASE,
)
_NEAR_A_DOCUMENT = 40  # characters between a year and "resolution" that is of that year


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """One thing that a question names.

    Attributes:
        field: What sort of thing.
        value: What it is, as the register spells it.
        words: The question's words for it.
    """

    field: Field
    value: str
    words: str

    @property
    def key(self) -> str:
        """By what it is taken back: "speaker:China"."""
        return f"{self.field}:{self.value}"

    def as_dict(self) -> dict[str, Any]:
        """What was named, for JSON."""
        return {"key": self.key, "field": self.field, "value": self.value, "words": self.words}


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """What a question says about where its answer stands.

    Attributes:
        text: The words, shortened to what counts.
        language: BCP 47 code.
        named: Everything it names, without repetition.
    """

    text: str
    language: str
    named: tuple[Named, ...] = ()

    def values(self, field: Field) -> tuple[str, ...]:
        """What it names of one sort, in order."""
        return tuple(named.value for named in self.named if named.field == field)

    def without(self, keys: Collection[str]) -> "Query":
        """The same question with some of what it names taken back; "*" takes back everything."""
        kept = (named for named in self.named if "*" not in keys and named.key not in keys)
        return replace(self, named=tuple(kept))

    @property
    def shown(self) -> tuple[Named, ...]:
        """What a person may want to take back: all but how the question asks."""
        return tuple(named for named in self.named if named.field != "asks")

    @property
    def topic(self) -> str:
        """The words without those that only say where to look; all of them where nothing else is left."""
        text = self.text
        for named in sorted(self.named, key=lambda named: -len(named.words)):
            if named.field in _PLACES:
                text = text.replace(named.words, " ")
        return text if content_words(text, self.language) else self.text

    @property
    def symbols(self) -> tuple[str, ...]:
        """Documents it names."""
        return self.values("symbol")

    @property
    def paragraphs(self) -> tuple[str, ...]:
        """Numbers of the paragraphs it names."""
        return self.values("paragraph")

    @property
    def speakers(self) -> tuple[str, ...]:
        """States and organisations it names, as the register spells them."""
        return self.values("speaker")

    @property
    def years(self) -> tuple[str, ...]:
        """Years it names, outside symbols."""
        return (*self.values("document year"), *self.values("year"))

    @property
    def phrases(self) -> tuple[str, ...]:
        """What it has in quotation marks."""
        return self.values("phrase")


def read(question: str, today: date | None = None) -> Query:
    """Read a question; only its first 2,000 characters count.

    Args:
        question: The user's words.
        today: What "last year's" is counted from; today where it is not given.
    """
    text = " ".join(question[:LONGEST].split())
    language = question_language(text)
    found = {named.key: named for named in _named(text, language, today or date.today())}
    return Query(text=text, language=language, named=tuple(found.values()))


def _named(text: str, language: str, today: date) -> Iterator[Named]:
    bodies, kinds = find_words(text, "bodies"), find_words(text, "kinds")
    found = [*find_symbols(text, bare=True), *find_known_texts(text)]
    documents = list(by_organ(text, found, bodies, kinds))
    for match in documents:
        yield Named(field="symbol", value=match.symbol, words=text[match.start : match.end])
    for token in content_words(text, language):
        if token.startswith("¶"):
            yield Named(field="paragraph", value=token[1:], words=token[1:])
    for article in _ARTICLE.finditer(text):
        number = _digits(next(filter(None, article.groups())))
        yield Named(field="paragraph", value=f"art. {number}", words=article[0])
    for note in _FOOTNOTE.finditer(text):
        yield Named(field="paragraph", value=f"fn {next(filter(None, note.groups()))}", words=note[0])
    for mention in find_speakers(text):
        yield Named(field="speaker", value=mention.speaker, words=text[mention.start : mention.end])
    meant = find_words(text, "languages")
    for word in find_words(text, "demonyms"):
        if not any(tongue.start <= word.start < tongue.end for tongue in meant):
            yield Named(field="speaker", value=word.value, words=text[word.start : word.end])
    for quoted in _QUOTED.finditer(text):
        yield Named(field="phrase", value=next(filter(None, quoted.groups())).strip(), words=quoted[0])
    yield from _times(text, documents, kinds, today)
    sorts: tuple[tuple[Field, str], ...] = (
        ("body", "bodies"),
        ("kind", "kinds"),
        ("language", "languages"),
        ("order", "order"),
        ("asks", "asks"),
    )
    for field, sort in sorts:
        for word in find_words(text, sort):
            yield Named(field=field, value=word.value, words=text[word.start : word.end])


def _times(
    text: str, documents: Sequence[SymbolMatch], kinds: Sequence[Word], today: date
) -> Iterator[Named]:
    for match in _YEAR.finditer(text):
        if any(named.start <= match.start() < named.end for named in documents):
            continue
        near = (max(kind.start - match.end(), match.start() - kind.end) for kind in kinds)
        of_a_document = any(distance <= _NEAR_A_DOCUMENT for distance in near)
        yield Named(field="document year" if of_a_document else "year", value=match[0], words=match[0])
    for word in find_words(text, "years"):
        year = str(today.year + int(word.value))
        yield Named(field="document year", value=year, words=text[word.start : word.end])
    for iso in find_dates(text):
        yield Named(field="date", value=iso, words=iso)
    for number, words in find_sessions(text, kinds):
        yield Named(field="session", value=number, words=words)


def _digits(number: str) -> str:
    """A number in digits, which a Chinese text may have in words."""
    return number if number.isdecimal() else str(chinese_number(number))
