"""The words that answer: a date for "when", a number for "how many", a name for "who"."""

import re
from collections.abc import Iterable

from answer.question.kinds import Kind
from ingest.names.speakers import find_speakers
from ingest.structure.sentences import Span
from language.months import month_spellings

_MONTHS = "|".join(
    name for code in ("en", "fr", "es", "ru", "ar") for names in month_spellings(code) for name in names
)
_MONTH = re.compile(rf"\b(?:{_MONTHS})\b")
_YEAR = r"(?:1[89]|20)\d\d"
_DAY = r"(?:\d{1,2}(?:er|º|st|nd|rd|th)?(?:\s?(?:[–-]|and|to|et|y|и)\s?\d{1,2})?)"
_DATE = re.compile(
    rf"\b(?:{_DAY}\s(?:{_MONTHS})\s?[–-]\s?)?{_DAY}\s(?:de\s)?(?:{_MONTHS})(?:[\s,]+(?:de\s)?{_YEAR})?\b"
    rf"|\b(?:{_MONTHS})\s{_DAY}(?:,?\s{_YEAR})?\b"
    rf"|\b(?:{_MONTHS})\s(?:de\s)?{_YEAR}\b"
    rf"|{_YEAR}年(?:\d{{1,2}}月(?:\d{{1,2}}日)?)?"
    rf"|(?<![\d/.\-]){_YEAR}(?![\d/]|\.\d)(?:\s?[–-]\s?{_YEAR})?",
    re.IGNORECASE,
)
_AGENDA = re.compile(
    rf"\b{_YEAR}\s(?:Agenda|agenda)\b|\bAgenda\s{_YEAR}|\b(?:Programme|Agenda) (?:20[3-6]\d)|повестк\w+ [\w\s]{{0,30}}{_YEAR}|{_YEAR}年议程"
)
_NUMBER_WORDS = (
    "two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|"
    "twentieth|thirtieth|fortieth|fiftieth|sixtieth|seventieth|eightieth|ninetieth|hundredth|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundred|dozens?|half|"
    "deux|trois|quatre|cinq|sept|huit|neuf|dix|onze|douze|quinze|vingt|trente|"
    "dos|tres|cuatro|cinco|seis|siete|ocho|nueve|diez|once|doce|quince|veinte|treinta|"
    "два|две|три|четыре|пять|шесть|семь|восемь|девять|десять|двенадцать|двадцать"
)
_NUMBER = re.compile(
    r"\b\d+ votes to \d+(?:, with \d+ abstentions?)?"
    rf"|(?<![\w/.\-–])(?:[$€£¥]\s?)?\d+(?:[,. ]\d{{3}}(?!\d))*(?:[.,]\d+)?(?:\s?(?:per cent|percent|%|million|billion|trillion|pour cent|por ciento|процент\w*))?(?![\w/]|-\w)"
    rf"|\b(?:{_NUMBER_WORDS})(?:-\w+)?(?:\s(?:per cent|million|billion|hundred|thousand))?\b"
    r"|\b(?:two|three|four|five|six|ten|many|hundred)-?fold\b|\b(?:doubl|tripl|quadrupl|halv)(?:e[sd]?|ing)\b"
    r"|[一二三四五六七八九十百]{1,4}(?=[个名次届份国项])",
    re.IGNORECASE,
)
_NAME = re.compile(
    r"\b(?!(?:The|An?|In|On|At|By|For|This|That|Since|From|During|Until|After|Before)\s)(?:(?:H\.E\.|Mr\.|Ms\.|Mrs\.|Dr\.|Ambassador|Sir)\s)*[A-ZÀ-ÝА-ЯЁ][\w’'-]+(?:\s(?:de|van|von|der|al|bin|el|da|do|di|la)){0,2}"
    r"(?:\s(?:[A-Z]\.)+)?(?:\s[A-ZÀ-ÝА-ЯЁ][\w’'-]+)+"
)
_TITLED = re.compile(r"\b(?:Mr\.|Ms\.|Mrs\.|Dr\.|Sir)\s(?:[A-Z][\w’'-]+\s){0,3}[A-ZÀ-ÝА-ЯЁ][\w’'-]+")
# Capitals that stand beside a name and are none of it: "Anna Rossi Deputy Prime Minister".
_BESIDE = re.compile(
    r"(?:Deputy|Prime|Permanent|Vice|Acting|Under|Assistant|Chief|Head|Foreign|Chargé|Executive|Special|Former|Representatives?|"
    r"Ambassadors?|Ministers?|Presidents?|Secretar(?:y|ies)|Directors?|Chair\w*|Minister|Excellency|Signed)$"
)
_NO_PERSON = re.compile(
    r"\b(?:mission|management|development|department|division|ministry|government|decade|strategy|plan|fund|bank|agency|"
    r"institute|university|centre|center|foundation|court|treaty|law|statute|sustainable|national|republic)\b",
    re.IGNORECASE,
)
_LABELLED = re.compile(
    r"(?:\b(?:paragraphs?|paras?\.?|articles?|arts?\.|sections?|goals?|SDGs?|items?|resolutions?|annex|chapters?|rules?|norms?|"
    r"targets?|figures?|tables?|pages?|pp?\.|Nos?\.|objectives?|principles?|actions?|sessions?)\s(?:[\d,()\s–-]|and)*|(?:^|\n)\s*\(?)$",
    re.IGNORECASE,
)
_ITEM_MARK = re.compile(r"[.)]\s")
_ACRONYM = re.compile(r"\b[A-Z]{3,}s?\b")
_OFFICE = re.compile(
    r"\b(?:chair\w*|president|ambassador|secretary|director|officer|minister|representative|rapporteur|"
    r"coordinator|author|envoy|manager|commissioner|président\w*|embajador\w*|председател\w*|посол)\b",
    re.IGNORECASE,
)
BODY = re.compile(
    r"\b(?:nations|committee|council|panel|group|forum|assembly|organi[sz]ation|union|commission|conference|convention|"
    r"programme|call|summit|initiative|office|states?|parties|grupo|consejo|rights|nations|resolution|report|bureau|agenda|internet|mechanism|compact|declaration|charter|protocol)\b",
    re.IGNORECASE,
)
_HONORIFIC = re.compile(r"^(?:(?:H\.E\.|Mr\.|Ms\.|Mrs\.|Dr\.|Ambassador|Sir)\s)+")
_ITEM = re.compile(r"[,;、،]|\n[^\S\n]*+(?:[-–•]|\(?\w\))\s?")
_DEFINING = re.compile(
    r"\b(?:stands? for|is defined as|are defined as|means?|refers? to|is an?|is the|are the|known as|consists? of|encompass(?:es)?|comprises?|which includes?|"
    r"defines?|est une?|désigne|signifie|es una?|significa|это|означает)\b|是指?|هو|هي",
    re.IGNORECASE,
)
MOST_LISTED = 3  # separators that make a sentence an enumeration


def candidates(kind: Kind, text: str, question_words: Iterable[str] = ()) -> list[Span]:
    """The stretches of a sentence that could answer a question of this kind.

    Empty for kinds that a stretch of words cannot answer ("fact", "position" …).

    Args:
        kind: "date", "number" or "person" find something.
        text: The sentence.
        question_words: Lower-case words of the question: a name made of them is no answer.
    """
    if kind == "date":
        agendas = [match.span() for match in _AGENDA.finditer(text)]
        named = [Span(*match.span()) for match in _DATE.finditer(text)]
        return [span for span in named if not any(a <= span.start < b for a, b in agendas)]
    if kind == "number":
        dates = [match.span() for match in _DATE.finditer(text)]
        found = [
            Span(match.start(), match.start() + len(match[0].rstrip(" ,.")))
            for match in _NUMBER.finditer(text)
        ]
        found = [span for span in found if not any(a <= span.start < b for a, b in dates)]
        return [span for span in found if not _is_label(text, span)]
    if kind == "person":
        known = set(question_words)
        names = [_without_offices(text, *match.span()) for match in _NAME.finditer(text)]
        names += [Span(*match.span()) for match in _TITLED.finditer(text)]
        apart = [
            span for span in names if not any(span != o and o.start <= span.start < o.end for o in names)
        ]
        named = sorted(set(apart), key=lambda span: span.start)
        return [span for span in named if span.end > span.start and _is_person(span.of(text), known)]
    return []


def _is_label(text: str, span: Span) -> bool:
    """Whether a number names a place or an item ("paragraph 3", "2) cables") and counts nothing."""
    before = _LABELLED.search(text[max(0, span.start - 40) : span.start])
    if before is None:
        return False
    return bool(before[0].strip(" (\n")) or _ITEM_MARK.match(text, span.end) is not None


def _without_offices(text: str, start: int, end: int) -> Span:
    """A run of capitals without the offices at its ends; empty where nothing of a full name is left."""
    words = [(start + m.start(), start + m.end()) for m in re.finditer(r"\S+", text[start:end])]
    while words and _BESIDE.match(text[words[-1][0] : words[-1][1]]):
        words.pop()
    kept = [word for word in words if not _BESIDE.match(text[word[0] : word[1]])]
    if len(kept) < 2 and len(kept) != len(words):
        return Span(start, start)
    first = words.index(kept[0]) if kept and _BESIDE.match(text[words[0][0] : words[0][1]]) else 0
    return Span(words[first][0], words[-1][1]) if words else Span(start, start)


def _is_person(name: str, known: set[str]) -> bool:
    """Not merely the question's own words, nor a date, an office ("Chief Technology Officer") or a body."""
    bare = _HONORIFIC.sub("", name)
    mere = set(re.findall(r"\w+", bare.lower())) <= known
    dated = _MONTH.search(bare) is not None
    office = _OFFICE.search(bare) or BODY.search(bare) or _NO_PERSON.search(bare)
    return not mere and not dated and office is None


def _names_a_body(text: str, known: set[str]) -> bool:
    """Whether a State, an organisation or an acronym is named that the question does not name itself."""
    named = [text[mention.start : mention.end] for mention in find_speakers(text)]
    return any(
        not set(re.findall(r"\w+", name.lower())) <= known for name in [*named, *_ACRONYM.findall(text)]
    )


def is_day(date: str) -> bool:
    """Whether a date names its day, as that of an event does and "2021–2025" in a name does not."""
    return _MONTH.search(date) is not None or "月" in date


def satisfies(kind: Kind, text: str, question_words: Iterable[str] = ()) -> bool:
    """Whether a sentence has the type of answer that the kind asks for (True where any sentence may)."""
    if kind in ("date", "number"):
        return bool(candidates(kind, text))
    if kind == "person":
        return bool(candidates(kind, text, question_words)) or _names_a_body(text, set(question_words))
    if kind == "definition":
        return bool(_DEFINING.search(text)) or "(" in text
    if kind == "list":
        return len(_ITEM.findall(text)) >= MOST_LISTED
    return True
