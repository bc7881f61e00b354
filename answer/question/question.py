"""Reading the question: what it asks, of whom, about which document, and in which language."""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

from answer.model import Turn
from answer.question.addressees import addressees, asked_for_words, asked_themselves
from answer.question.chinese_numbers import in_digits
from answer.question.follow_up import (
    LONGEST_QUESTION,
    asks_more,
    asks_source,
    elliptic,
    item_asked,
    shown,
    stand_alone,
    told_before,
)
from answer.question.kinds import Kind, kind_of
from cite.references import paragraph_numbers
from index.query.query import Field
from index.query.query import read as read_query
from ingest.names.known_texts import find_known_texts
from ingest.names.symbols import SymbolMatch, find_symbols
from language.identify import question_language

# A text named as the place to look in ("according to the Global Digital Compact"), not as what one talks about.
_AS_SOURCE = re.compile(
    r"(?:\b(?:according to|in|of|under|by|from|selon|dans|de|du|d’après|según|en|del|согласно|в|по)|根据|在|حسب|وفق|في)"
    r"\s*(?:the|le|la|el|this)?\s*$",
    re.IGNORECASE,
)
_YEAR = r"(?P<year>(?:19[4-9]|20[0-4])\d)"
_OF_YEAR = re.compile(
    rf"\b(?:the|its|in)\s{_YEAR}\s(?:\w+\s){{0,2}}resolution"
    rf"|\bresolutions?\s(?:\w+\s)?(?:of|from|in|adopted (?:in|on))\s(?:\d{{1,2}}\s)?(?:[A-Z]\w+\s)?{_YEAR.replace('year', 'later')}"
    rf"|\bfrom the\s{_YEAR.replace('year', 'first')}(?=\sto the\s\d)",
    re.IGNORECASE,
)
_SUBJECTS: frozenset[Field] = frozenset(
    {"symbol", "speaker", "year", "document year", "date", "session", "body", "phrase"}
)
_NAME = re.compile(r"(?<!^)(?<![.?!:¿¡«“\"] )\b[A-ZÀ-ÝА-Я][\w’'-]+")
_COMPARED = re.compile(r"\b(?:compar|differ|versus|vs\b|in common|between|both|each)", re.IGNORECASE)
_COUNCIL = re.compile(
    r"\b(?:HRC|Human Rights Council)\b|Conseil des droits de l['’]homme|Consejo de Derechos Humanos|Совет\w* по правам человека"
    r"|人权理事会|مجلس حقوق الإنسان"
)
_CHINESE_RESOLUTION = re.compile(r"第\s?(\d{1,3}/\d{1,4})\s?号")


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A question that stands alone.

    Attributes:
        asked: The user's words.
        text: The words with what the conversation adds; equal to ``asked`` when nothing was added.
        told: What the answer that it follows up began with, where that may say what it is about.
        language: BCP 47 code of the question.
        kind: What sort of question it is.
        speakers: The States, organisations and persons it names, as the register spells them.
        symbols: The documents it names.
        paragraphs: The paragraphs it names, as ``Passage.paragraph`` spells them.
        spoken: Whether the speakers' own words are asked for.
        years: The years whose resolution it asks for ("the 2019 resolution").
        heard: The speakers whose words the library has.
        readings: The documents that a number without its organ may mean, where there are several.
        item: Which item of the list before is asked for ("and the second?"), from 1; 0 for none.
        more: Whether more is asked for than the answer before told ("what else?").
        source: Whether it is asked who said what the answer before quotes ("who said that?").
        shown: The quotations of the answer that it follows up.
        elsewhere: The other documents among ``symbols`` that are not in the library: others tell of them.
        absent: The documents among ``symbols`` whose own words are asked for and that are not in the library.
    """

    asked: str
    text: str
    language: str
    kind: Kind
    told: str = ""
    speakers: tuple[str, ...] = ()
    symbols: tuple[str, ...] = ()
    paragraphs: tuple[str, ...] = ()
    spoken: bool = False
    years: tuple[str, ...] = ()
    heard: frozenset[str] = field(default=frozenset(), repr=False)
    readings: tuple[str, ...] = ()
    item: int = 0
    more: bool = False
    source: bool = False
    shown: tuple[str, ...] = ()
    elsewhere: tuple[str, ...] = ()
    absent: tuple[str, ...] = ()

    @property
    def searched(self) -> str:
        """The words to search with."""
        return f"{self.told} {self.text}".strip()

    @property
    def may_follow(self) -> bool:
        """Whether it stands as it was asked and names nothing, so that it may be about what was said before."""
        if self.text != self.asked or _NAME.search(self.asked):
            return False
        return all(named.field not in _SUBJECTS for named in read_query(self.asked).named)

    @property
    def elliptic(self) -> bool:
        """Whether it leans on a conversation that is not there: "compare the two" as a first question."""
        named = self.speakers or self.symbols
        return self.text == self.asked and not named and elliptic(self.text)


def understand(
    asked: str, history: Sequence[Turn] = (), heard: Collection[str] = (), *, follows: bool = False
) -> Question:
    """Read a question in its conversation.

    Args:
        asked: The user's words; only the first 2,000 characters count.
        history: Earlier turns, oldest first.
        heard: Names of the speakers in the library, so that people are known by name.
        follows: Whether it is a follow-up even if its words do not say so.
    """
    asked = " ".join(asked[:LONGEST_QUESTION].split())
    text = stand_alone(asked, history, follows=follows)
    language = question_language(asked)
    mentions = addressees(text, heard)
    if not _COMPARED.search(text):
        mentions = asked_themselves(text, language, mentions)
    speakers = tuple(dict.fromkeys(mention.speaker for mention in mentions))
    symbols = _symbols(text)
    paragraphs = paragraph_numbers(in_digits(text))
    kind = kind_of(
        without_sources(text), language, speakers=len(speakers), has_paragraph=bool(symbols and paragraphs)
    )
    years = _years(text)
    continued = text != asked
    spoken = kind == "position" or asked_for_words(text, language, mentions)
    return Question(
        asked=asked,
        text=text,
        told=told_before(asked, text, history),
        language=language,
        kind="comparison" if len(years) > 1 else _of_words(kind, len(speakers)) if spoken else kind,
        speakers=speakers,
        symbols=symbols,
        paragraphs=paragraphs,
        spoken=spoken,
        years=years,
        heard=frozenset(heard),
        item=item_asked(asked) if continued else 0,
        more=continued and asks_more(asked),
        source=continued and asks_source(asked),
        shown=shown(history) if continued else (),
    )


def _of_words(kind: Kind, speakers: int) -> Kind:
    """The kind where a speaker's words are asked for, unless something more definite is."""
    if kind in ("fact", "yesno", "list", "definition", "who"):
        return "comparison" if speakers > 1 else "position"
    return kind


def _symbols(text: str) -> tuple[str, ...]:
    """The documents named; "HRC resolution 57/5" is the Council's, not the Assembly's."""
    found = [match.symbol for match in named_documents(_CHINESE_RESOLUTION.sub(r" \1 ", text))]
    if _COUNCIL.search(text):
        found = [
            symbol.replace("A/RES/", "A/HRC/RES/") if symbol not in text.upper() else symbol
            for symbol in found
        ]
    return tuple(dict.fromkeys(found))


def _years(text: str) -> tuple[str, ...]:
    found = [next(filter(None, match.groups())) for match in _OF_YEAR.finditer(text)]
    return tuple(dict.fromkeys(found))


def named_documents(text: str) -> list[SymbolMatch]:
    """The documents a question asks for its answer, by symbol or by name, in order."""
    by_name = [match for match in find_known_texts(text) if _AS_SOURCE.search(text[: match.start])]
    by_symbol = find_symbols(text.rstrip(" .?!"), bare=True)
    return sorted([*by_symbol, *by_name], key=lambda match: match.start)


def without_sources(text: str) -> str:
    """A question without "in the Global Digital Compact": where the answer stands is not what it says."""
    for match in reversed(find_known_texts(text)):
        source = _AS_SOURCE.search(text[: match.start])
        if source:
            text = f"{text[: source.start()].rstrip()}{text[match.end :]}"
    return text
