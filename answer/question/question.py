"""Reading the question: what it asks, of whom, about which document, and in which language."""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

from answer.model import Turn
from answer.question.addressees import addressees, asked_for_words, asked_themselves
from answer.question.kinds import Kind, kind_of
from cite import references
from cite.references import paragraph_numbers
from ingest.names.known_texts import find_known_texts
from ingest.names.speakers import find_speakers
from ingest.names.symbols import SymbolMatch, find_symbols
from language.identify import question_language
from language.numbers import chinese_number, ordinal_words

LONGEST_QUESTION = 2000

_CONNECTOR = re.compile(
    r"^(?:and|but|also|so|what about|how about|and what about|why|why not|same for|"
    r"et|mais|pourquoi|qu['’]en est-il|y|pero|por qué|¿?y|и|а|но|почему|那|那么|为什么|و|لماذا)"
    r"(?:\b|(?=[\u4e00-\u9fff\u0600-\u06ff]))",
    re.IGNORECASE,
)
_PRONOUN = re.compile(
    r"\b(?:it|they|them|he|she|him|his|her|their|its author)\b"
    r"|\b(?:this|that|these|those|the same|the (?:first|second|third|last|other)) "
    r"(?:one|document|resolution|report|paper|group|paragraph|convention|meeting|letter|statement|position)s?\b",
    re.IGNORECASE,
)
_SAYS = re.compile(
    r"\b(?i:what|how|why) (?i:did|does|do|has|have) "
    r"(?P<name>(?:[A-ZÀ-Ý][\w’'-]+)(?:\s(?:of|the|and|[A-ZÀ-Ý][\w’'-]+))*) "
    r"(?i:say|said|think|state|argue|propose|suggest|comment|want|oppose|support|call for|critici[sz]e)\b"
)
# A text named as the place to look in ("according to the Global Digital Compact"), not as what one talks about.
_AS_SOURCE = re.compile(
    r"(?:\b(?:according to|in|of|under|by|from|selon|dans|de|du|d’après|según|en|del|согласно|в|по)|根据|在|حسب|وفق|في)"
    r"\s*(?:the|le|la|el|this)?\s*$",
    re.IGNORECASE,
)
_PRONOUN_LIMIT = 12  # words; a longer question says what it means
_ELLIPTIC = re.compile(
    r"^(?:and|but|also|so|what about|how about)\s+(?:the\s)?(?:para(?:graph)?s?|articles?|second|third|first|other)\b"
    r"|^(?:please\s)?compare (?:the two|them|both|these)\W*$"
    r"|^(?:what|why|when|how) (?:did|does|do|was|is|has|had) (?:he|she|it|they)\b(?:\W+\w+){0,4}\W*$"
    r"|^(?:and\s)?(?:why|when|who|where|how)(?:\snot|\sso)?\W*$",
    re.IGNORECASE,
)
_SMALL = frozenset(
    "and the about what how of in on for et le la les que qu en est il de du des y el los las qué del sobre "
    "и а в на что о об ماذا عن في و 那 呢 在".split()
)
_OF_DOCUMENTS = frozenset("resolution draft decision document report amendment résolution resolución".split())
_ORDINAL = re.compile(
    r"\b(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|last|\d{1,2}(?:st|nd|rd|th))\b",
    re.IGNORECASE,
)
_NTH = tuple("|".join(ordinal_words(number)) for number in range(1, 6))
_ITEM_ASKED = re.compile(
    rf"^(?:and|what about|what is|what was|what's|which is|et|y|и|а|那|那么)?[\s,]*(?:the|le|la|el|with the)?\s*(?P<nth>{'|'.join(_NTH)})"
    r"(?:\s(?:one|item|point|principle|objective|reason|recommendation|measure|of (?:them|these|those))|[个项条点])?(?:呢)?\W*$",
    re.IGNORECASE,
)
_ONE_YEAR = re.compile(r"(?<![\d/–-])(?:19[4-9]|20[0-4])\d(?![\d/–-])")
_YEAR = r"(?P<year>(?:19[4-9]|20[0-4])\d)"
_OF_YEAR = re.compile(
    rf"\b(?:the|its|in)\s{_YEAR}\s(?:\w+\s){{0,2}}resolution"
    rf"|\bresolutions?\s(?:\w+\s)?(?:of|from|in|adopted (?:in|on))\s(?:\d{{1,2}}\s)?(?:[A-Z]\w+\s)?{_YEAR.replace('year', 'later')}"
    rf"|\bfrom the\s{_YEAR.replace('year', 'first')}(?=\sto the\s\d)",
    re.IGNORECASE,
)
_COMPARED = re.compile(r"\b(?:compar|differ|versus|vs\b|in common|between|both|each)", re.IGNORECASE)
_COUNCIL = re.compile(
    r"\b(?:HRC|Human Rights Council)\b|Conseil des droits de l['’]homme|Consejo de Derechos Humanos|Совет\w* по правам человека"
    r"|人权理事会|مجلس حقوق الإنسان"
)
_CHINESE_NUMBER = re.compile(r"(?<=第)([一二三四五六七八九]?)(十?)([一二三四五六七八九]?)(?=[条段])")
_CHINESE_RESOLUTION = re.compile(r"第\s?(\d{1,3}/\d{1,4})\s?号")


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A question that stands alone.

    Attributes:
        asked: The user's words.
        text: The words with what the conversation adds; equal to ``asked`` when nothing was added.
        language: BCP 47 code of the question.
        kind: What sort of question it is.
        speakers: The States, organisations and persons it names, as the register spells them.
        symbols: The documents it names.
        paragraphs: The paragraphs it names, as ``Passage.paragraph`` spells them.
        spoken: Whether the speakers' own words are asked for.
        years: The years whose resolution it asks for ("the 2019 resolution").
        heard: The speakers whose words the library has.
        sources: Organisations whose documents are asked, where they are no speakers.
        readings: The documents that a number without its organ may mean, where there are several.
        item: Which item of the list before is asked for ("and the second?"), from 1; 0 for none.
        elsewhere: The other documents among ``symbols`` that are not in the library: others tell of them.
        absent: The documents among ``symbols`` whose own words are asked for and that are not in the library.
    """

    asked: str
    text: str
    language: str
    kind: Kind
    speakers: tuple[str, ...] = ()
    symbols: tuple[str, ...] = ()
    paragraphs: tuple[str, ...] = ()
    spoken: bool = False
    years: tuple[str, ...] = ()
    heard: frozenset[str] = field(default=frozenset(), repr=False)
    sources: tuple[str, ...] = ()
    readings: tuple[str, ...] = ()
    item: int = 0
    elsewhere: tuple[str, ...] = ()
    absent: tuple[str, ...] = ()

    @property
    def elliptic(self) -> bool:
        """Whether it leans on a conversation that is not there: "compare the two" as a first question."""
        named = self.speakers or self.symbols
        return self.text == self.asked and not named and _ELLIPTIC.search(self.text) is not None

    @property
    def stranger(self) -> str | None:
        """A name whose words are asked for and that is no known speaker's, nor a document's."""
        match = None if self.speakers or self.symbols else _SAYS.search(self.text)
        return match["name"] if match else None


def understand(asked: str, history: Sequence[Turn] = (), heard: Collection[str] = ()) -> Question:
    """Read a question in its conversation.

    Args:
        asked: The user's words; only the first 2,000 characters count.
        history: Earlier turns, oldest first.
        heard: Names of the speakers in the library, so that people are known by name.
    """
    asked = " ".join(asked[:LONGEST_QUESTION].split())
    text = stand_alone(asked, history)
    language = question_language(asked)
    mentions = addressees(text, heard)
    if not _COMPARED.search(text):
        mentions = asked_themselves(text, language, mentions)
    speakers = tuple(dict.fromkeys(mention.speaker for mention in mentions))
    symbols = _symbols(text)
    paragraphs = paragraph_numbers(_CHINESE_NUMBER.sub(_in_digits, text))
    kind = kind_of(
        without_sources(text), language, speakers=len(speakers), has_paragraph=bool(symbols and paragraphs)
    )
    years = _years(text)
    spoken = kind == "position" or asked_for_words(text, language, mentions)
    return Question(
        asked=asked,
        text=text,
        language=language,
        kind="comparison" if len(years) > 1 else _of_words(kind, len(speakers)) if spoken else kind,
        speakers=speakers,
        symbols=symbols,
        paragraphs=paragraphs,
        spoken=spoken,
        years=years,
        heard=frozenset(heard),
        item=_item(asked) if text != asked else 0,
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


def _in_digits(match: re.Match[str]) -> str:
    return str(chinese_number(match[0]))


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


def stand_alone(asked: str, history: Sequence[Turn]) -> str:
    """The question with what it takes over from the conversation.

    "and Russia?" after "What did China say about the public core?" becomes "What did Russia say about the
    public core?"; "what about paragraph 36?" keeps the document; other follow-ups are put behind the
    question they follow.
    """
    previous = ""
    for turn in history:
        previous = _rewrite(" ".join(turn.question[:LONGEST_QUESTION].split()), previous)
    return _rewrite(asked, previous)


def _rewrite(asked: str, previous: str) -> str:
    if not previous or not _follows(asked):
        return asked
    if _item(asked) and not _ORDINAL.search(previous):
        return previous
    other = (
        _with_other_number(previous, asked)
        or _with_other_count(previous, asked)
        or _with_other_symbol(previous, asked)
    )
    if other:
        return other
    if paragraph_numbers(asked) and not find_symbols(asked, bare=True):
        named = [previous[match.start : match.end] for match in find_symbols(previous, bare=True)[:1]]
        return ", ".join([_bare(asked), *named]) + "?"
    if find_speakers(asked) and find_speakers(previous) and _names_only(asked):
        return _with_other_speakers(previous, asked)
    return f"{previous.rstrip('?？؟ .')}: {_bare(asked)}?"


def _item(asked: str) -> int:
    """Which item of a list a follow-up asks for: 2 for "and the second one?"; 0 where it asks for none."""
    match = _ITEM_ASKED.match(asked)
    if match is None:
        return 0
    return next(number for number, words in enumerate(_NTH, 1) if match["nth"].casefold() in words.split("|"))


def _with_other_number(previous: str, asked: str) -> str:
    """The previous question about an article or paragraph of a text without a symbol, with the new number."""
    previous, asked = (_CHINESE_NUMBER.sub(_in_digits, text) for text in (previous, asked))
    before, now = references.mentions(previous), references.mentions(asked)
    if len(before) != 1 or len(now) != 1 or find_symbols(f"{previous} {asked}", bare=True):
        return ""
    return previous[: before[0].start] + asked[now[0].start : now[0].end] + previous[before[0].end :]


def _with_other_count(previous: str, asked: str) -> str:
    """The previous question with another ordinal or year, where the follow-up names nothing else."""
    for pattern in (_ORDINAL, _ONE_YEAR):
        before, now = pattern.findall(previous), pattern.findall(asked)
        rest = pattern.sub(" ", _CONNECTOR.sub("", asked)).casefold()
        others = [
            word
            for word in re.findall(r"\w+", rest)
            if word not in _SMALL and word not in previous.casefold()
        ]
        if len(before) == len(now) == 1 and not others:
            return pattern.sub(now[0], previous, count=1)
    return ""


def _with_other_symbol(previous: str, asked: str) -> str:
    """The previous question about one document with another in its place ("and A/79/L.75?")."""
    before, now = find_symbols(previous, bare=True), find_symbols(asked.rstrip(" .?!"), bare=True)
    if len(before) != 1 or len(now) != 1:
        return ""
    rest = _CONNECTOR.sub("", asked[: now[0].start]) + asked[now[0].end :]
    others = [word for word in re.findall(r"\w+", rest.casefold()) if word not in _SMALL | _OF_DOCUMENTS]
    return "" if others else previous[: before[0].start] + now[0].symbol + previous[before[0].end :]


def _follows(asked: str) -> bool:
    if _CONNECTOR.match(asked) or _ELLIPTIC.search(asked) or _item(asked):
        return True
    own_subject = find_speakers(asked) or find_symbols(asked, bare=True)
    return bool(not own_subject and len(asked.split()) <= _PRONOUN_LIMIT and _PRONOUN.search(asked))


def _names_only(asked: str) -> bool:
    rest = _CONNECTOR.sub("", asked)
    for mention in reversed(find_speakers(rest)):
        rest = rest[: mention.start] + rest[mention.end :]
    return len([word for word in re.findall(r"\w+", rest) if word.lower() not in _SMALL]) <= 1


def _with_other_speakers(previous: str, asked: str) -> str:
    names = [asked[mention.start : mention.end] for mention in find_speakers(asked)]
    mentions = find_speakers(previous)
    first, last = mentions[0], mentions[-1]
    return previous[: first.start] + " and ".join(names) + previous[last.end :]


def _bare(asked: str) -> str:
    return _CONNECTOR.sub("", asked).strip(" ,?？؟.") or asked.strip("?")
