"""What a reference says: the text a person wrote, taken apart; nothing is looked up here."""

import re
from dataclasses import dataclass

from cite.locator import PART_NAMES
from cite.references import Mention, mentions
from ingest.names.symbols import find_symbols

LONGEST_REFERENCE = 1000  # characters; what follows is not read
MAIN_TEXT = "main text"
_INNERMOST = ("addendum", "annex", "enclosure", "appendix")  # an appendix stands in an annex
_LONGEST_RANGE = 200  # paragraphs or pages

_ROMAN = r"[IVXLC]{1,7}|[ivxlc]{1,7}"
_PAGE = re.compile(
    r"(?:\bpages?|\bpp?\.|\bpp\b|\bpáginas?|\bpágs?\.?|\bс(?:тр)?\.)\s?(?P<first>\d{1,4})(?:\s?[–—-]\s?(?P<last>\d{1,4}))?"
    r"|第\s?(?P<chinese>\d{1,4})\s?页",
    re.IGNORECASE,
)
_PART = re.compile(
    rf"\b(?P<name>(?i:{'|'.join(PART_NAMES)}))\b(?:\s+(?P<label>{_ROMAN}|\d{{1,2}}|[A-Z])(?![\w'’]))?"
)
_MAIN = re.compile(r"\b(?:main text|texte principal|texto principal)\b", re.IGNORECASE)
_SECTION = re.compile(
    rf"\b(?i:section|sect\.|sec\.|chapter|chap\.|sección|secc\.|chapitre|capítulo|cap\.)\s?"
    rf"(?P<label>{_ROMAN}|\d{{1,3}}|[A-Z])(?![\w'’])"
)
_QUOTED = re.compile(r"“([^“”]{2,})”|«\s?([^«»]{2,}?)\s?»|\"([^\"]{2,})\"|„([^„“]{2,})“")
_RESOLUTION = re.compile(r"\b(?:résolution|resolución|resolucion)(e?s)?\b", re.IGNORECASE)
_SPEAKS_IN = re.compile(r"\s(?:in|dans|en|at)\s|$", re.IGNORECASE)
_ADDRESS = re.compile(r"https?://(?:docs\.un\.org|(?:www\.)?undocs\.org)/(?:[a-z]{2}/)?", re.IGNORECASE)
_FILLER = re.compile(
    r"^(?:[\s,.;:()\[\]–—-]|\b(?:see|also|cf|voir|véase|ver|in|on|of|at|to|by|from|the|its|and|de|du|des|la|le|les|l|el|los|las|dans|en|"
    r"del|al|à|au|document|documento|doc|resolution|resolutions|res|statement|declaration|statements|remarks|"
    r"ga|unga|sc|unsc|un|u\.n|general assembly|assemblée générale|asamblea general|security council|"
    r"conseil de sécurité|consejo de seguridad|ibid)\b(?!['’]s))+",
    re.IGNORECASE,
)
_TRAILING = re.compile(
    r"(?:[\s,.;:(\[–—-]|\b(?:in|of|to|the|de|du|des|la|le|les|el|dans|en|del|al|à|au|’s|'s|s)\b|(?<=\w)['’])++$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """A reference taken apart; what it does not say is empty.

    Attributes:
        symbols: The documents' symbols, in one spelling.
        words: What is left: the words of a title, of a heading, or a speaker's name.
        speaker: A name that stands before "in" ("Cuba in …"); known to be a speaker's only after a look-up.
        part: "annex II", "appendix", or ``MAIN_TEXT`` where an operative paragraph is asked for.
        section: Label of a section or chapter ("III").
        paragraphs: As ``Passage.paragraph`` spells them ("35", "12 (a)", "PP3", "fn 7", "art. 5").
        pages: Page numbers, from 1.
        phrase: Words in quotation marks.
    """

    symbols: tuple[str, ...] = ()
    words: str = ""
    speaker: str = ""
    part: str = ""
    section: str = ""
    paragraphs: tuple[str, ...] = ()
    pages: tuple[int, ...] = ()
    phrase: str = ""


def parse(text: str) -> Reference:
    """A reference taken apart.

    Args:
        text: As a person wrote it, in English, French or Spanish (numbers also in the other UN languages);
            only the first 1,000 characters count. Any text may be given.
    """
    text = _ADDRESS.sub("", " ".join(text[:LONGEST_REFERENCE].split()))
    text = _RESOLUTION.sub("resolution", text)
    text, phrase = _take_phrase(text)
    found = find_symbols(text, bare=True)
    for match in found:
        text = _blank(text, match.start, match.end)
    named = mentions(text, _LONGEST_RANGE)
    for mention in named:
        text = _blank(text, mention.start, mention.end)
    text, pages = _take_pages(text)
    text, part = _take_part(text)
    text, section = _take_section(text)
    speaker, words = _speaker_and_words(text)
    operative = any(mention.operative for mention in named)
    return Reference(
        symbols=tuple(dict.fromkeys(match.symbol for match in found)),
        words=words,
        speaker=speaker,
        part=part or (MAIN_TEXT if operative else ""),
        section=section,
        paragraphs=_paragraphs(named),
        pages=pages,
        phrase=phrase,
    )


def _blank(text: str, start: int, end: int) -> str:
    """The text with a stretch read; "|" keeps what stands on its two sides apart."""
    return f"{text[:start]}{'|' * (end - start)}{text[end:]}"


def _take_phrase(text: str) -> tuple[str, str]:
    match = _QUOTED.search(text)
    if match is None:
        return text, ""
    phrase = next(group for group in match.groups() if group is not None).strip(" ,.;:…")
    return (_blank(text, match.start(), match.end()), phrase) if phrase else (text, "")


def _take_pages(text: str) -> tuple[str, tuple[int, ...]]:
    pages: list[int] = []
    for match in _PAGE.finditer(text):
        first = int(match["first"] or match["chinese"])
        last = int(match["last"] or first)
        pages += range(first, last + 1) if 0 <= last - first < _LONGEST_RANGE else (first, last)
    return _PAGE.sub(lambda match: "|" * len(match[0]), text), tuple(dict.fromkeys(pages))


def _take_part(text: str) -> tuple[str, str]:
    main = _MAIN.search(text)
    if main:
        return _blank(text, main.start(), main.end()), MAIN_TEXT
    found = list(_PART.finditer(text))
    if not found:
        return text, ""
    match = max(found, key=lambda each: _INNERMOST.index(PART_NAMES[each["name"].lower()]))
    label = match["label"] or ""
    part = f"{PART_NAMES[match['name'].lower()]} {label.upper()}".strip()
    return _PART.sub(lambda each: "|" * len(each[0]), text), part


def _take_section(text: str) -> tuple[str, str]:
    match = _SECTION.search(text)
    return (_blank(text, match.start(), match.end()), match["label"].upper()) if match else (text, "")


def _paragraphs(named: list[Mention]) -> tuple[str, ...]:
    """The numbers; "article 5, paragraph 2" is one place, "art. 5 (2)"."""
    numbers = tuple(dict.fromkeys(number for mention in named for number in mention.numbers))
    articles = [number for number in numbers if number.startswith("art. ")]
    plain = [number for number in numbers if number[:1].isdecimal()]
    if len(articles) == 1 and plain and len(plain) + 1 == len(numbers) and "(" not in articles[0]:
        return tuple(f"{articles[0]} ({_inside(number)})" for number in plain)
    return numbers


def _inside(number: str) -> str:
    """A number as it stands in the brackets after an article: 2 (a) becomes "2) (a"."""
    head, space, rest = number.partition(" ")
    return f"{head}) {rest.rstrip(')')}" if space else head


def _speaker_and_words(text: str) -> tuple[str, str]:
    pieces = [piece for piece in (_tidy(piece) for piece in re.split(r"\|+", text)) if piece]
    words = " ".join(pieces)
    first = pieces[0] if pieces else ""
    spoken = _SPEAKS_IN.search(first)
    name = _tidy(first[: spoken.start()]) if spoken else ""
    rest = _tidy(words[len(name) :]) if name else words
    return (name, rest) if name and rest != words and rest else ("", words)


def _tidy(words: str) -> str:
    words = _TRAILING.sub("", _FILLER.sub("", words))
    return words.strip(" ,.;:–—-")
