"""UN document symbols and GE numbers: found in text, brought to one spelling, parsed, addressed.

The series are those of the UN document-symbol guide (research.un.org/en/docs/symbols). One spelling means:
no space around a slash, one space before a bracket ("S/RES/2733 (2024)", "A/RES/2994 (XXVII)",
"A/81/6 (Sect. 4)"), series in capitals, "Add.", "Corr.", "Rev." capitalised.
"""

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final
from urllib.parse import quote

from ingest.names.series import BODIES, KINDS

_ROOTS = "|".join(
    sorted(map(re.escape, {prefix.split("/")[0] for prefix in BODIES} - {"GE", "RL"}), key=len, reverse=True)
)
_QUALIFIER = r"(?:Sect|Part|Vol|Resumption|Introduction|Income|Foreword)[^()]{0,14}"
_BRACKET = rf"\((?:\d{{1,4}}|[IVXLC]+|[A-Z]{{1,2}}|{_QUALIFIER})\)"
_LETTERS = r"(?:\s?(?-i:[A-H](?:\s?[-–]\s?[A-H])?)\b(?![.’']|\s[a-z]{2}))"
_WORD = r"[A-Za-z0-9]+(?:[.\-‑][A-Za-z0-9]+)*"
_PIECE = rf"(?:\((?-i:[IVXLC]+)\)|Part\s[A-Z]\b|{_WORD}(?:\s?{_BRACKET}{_LETTERS}?)*)"
_SYMBOL = re.compile(
    rf"(?<![A-Za-z0-9/.\-])(?:{_ROOTS})(?:\s?/\s?{_PIECE})+(?:(?<=\d){_LETTERS})?(?![A-Za-z0-9])",
    re.IGNORECASE,
)
# Papers numbered in a series of their own: ICANN's Government Engagement papers, our own starter library.
_PAPER = re.compile(r"(?<![A-Za-z0-9])(?:(GE)[-‑–\s]?(\d{3})|(RL)[-‑–](\d{2}))(?![\d.]|-\d)")
_SERIES = ("GE-", "RL-")
_JOINT = re.compile(rf"[-‑](?=(?:{_ROOTS})/)", re.IGNORECASE)

_NUMBER = (
    r"(?:(?:S-|ES-)?\d{1,2}/\d{1,3}(?![/\d])|\d{4}/\d{1,3}(?![/\d])"
    r"|\d{1,4}(?:\s?[A-Z])?\s?\([IVXLC]+\)(?:\s[A-E]\b)?|\d{2,4}\s?\((?:19|20)\d\d\))"
)
_ORGANS: Final[dict[str, str]] = {
    "human rights council": "A/HRC/RES/",
    "hrc": "A/HRC/RES/",
    "economic and social council": "E/RES/",
    "ecosoc": "E/RES/",
    "security council": "S/RES/",
    "unsc": "S/RES/",
    "general assembly": "A/RES/",
    "unga": "A/RES/",
    "ga": "A/RES/",
}
_IN_WORDS = re.compile(
    rf"(?:\b(?P<organ>{'|'.join(_ORGANS)})(?:['’]s)?\s+)?\bres(?:olutions?\b|\.)\s+"
    rf"(?P<numbers>{_NUMBER}(?:(?:,\s|,?\s(?:and|or)\s){_NUMBER})*)",
    re.IGNORECASE,
)
_BARE = re.compile(r"(?<![A-Za-z0-9_/.\-])(?:3[1-9]|[4-9]\d)/\d{1,3}(?![/A-Za-z0-9_]|[.\-]\d)")
_SPELLED = {name.upper(): name for name in ("Add", "Corr", "Rev", "Sub", "Sect", "Part", "Vol", "Resumption")}


@dataclass(frozen=True, slots=True, kw_only=True)
class SymbolMatch:
    """A symbol found in a text: its one spelling, and where it stands."""

    symbol: str
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Symbol:
    """A symbol taken apart.

    Attributes:
        text: Its one spelling.
        body: The organ it belongs to.
        session: Session number as printed ("70", "S-30", "XXVII"), where it has one.
        year: Year, where it has one.
        kind: Sort of document ("resolution", "draft", "verbatim record" …), "document" where not said.
        addenda: What follows the base document ("Rev.1", "Add.2", "Corr.1"), in order.
    """

    text: str
    body: str
    session: str | None
    year: int | None
    kind: str
    addenda: tuple[str, ...] = ()

    @property
    def base(self) -> str:
        """The symbol without its addenda: what it revises, corrects or adds to."""
        return self.text.removesuffix("".join(f"/{part}" for part in self.addenda))


def find_symbols(text: str, *, bare: bool = False) -> list[SymbolMatch]:
    """Every symbol and GE number in ``text``, in order, none overlapping.

    Resolutions named in words count ("General Assembly resolutions 68/98 and 70/125").

    Args:
        text: Any text.
        bare: Also read "70/125" on its own as a General Assembly resolution: for questions, not for prose.
    """
    found = [*_written(text), *_in_words(text)]
    if bare:
        found += [
            SymbolMatch(symbol=f"A/RES/{match[0]}", start=match.start(), end=match.end())
            for match in _BARE.finditer(text)
            if len(set(match[0].split("/"))) == 2
        ]
    return _without_overlaps(found)


def normalise(text: str) -> str | None:
    """The one spelling of the single symbol that ``text`` is, or None.

    "a/res/70/125", "70/125" and "General Assembly resolution 70/125" all give "A/RES/70/125".
    """
    found = find_symbols(text, bare=True)
    if len(found) != 1 or text[found[0].end :].strip(" \t\n)].,;:*"):
        return None
    before = text[: found[0].start].strip(" \t\n([").lower()
    return found[0].symbol if before in {"", "document", "doc.", "un", "un doc.", "symbol", "the"} else None


@lru_cache(maxsize=4096)
def parse(symbol: str) -> Symbol:
    """A symbol taken apart; anything that ``normalise`` gives can be parsed.

    Raises:
        ValueError: ``symbol`` is not a symbol.
    """
    text = normalise(symbol)
    if text is None:
        raise ValueError(f"Not a document symbol: {symbol!r}")
    if text.startswith(_SERIES):
        series = text.partition("-")[0]
        return Symbol(text=text, body=BODIES[series], session=None, year=None, kind="paper")
    parts = text.split("/")
    addenda: list[str] = []
    while re.match(r"(?:Add|Corr|Rev|Part|Summary)\b", parts[-1]):
        addenda.insert(0, parts.pop())
    numbers = [part for part in parts[1:] if re.match(r"(?:S-|ES-)?\d", part)]
    return Symbol(
        text=text,
        body=_body(text),
        session=_session(parts, numbers),
        year=_year(text, numbers),
        kind=_kind(parts),
        addenda=tuple(addenda),
    )


def official_url(symbol: str) -> str | None:
    """The official address that opens a UN document, made from its symbol; None for papers of a series."""
    text = normalise(symbol)
    if text is None or text.startswith(_SERIES):
        return None
    return "https://docs.un.org/en/" + quote(text.replace(" ", ""), safe="/()")


def _written(text: str) -> list[SymbolMatch]:
    found = [
        SymbolMatch(
            symbol="-".join(part for part in match.groups() if part), start=match.start(), end=match.end()
        )
        for match in _PAPER.finditer(text)
    ]
    for match in _SYMBOL.finditer(text):
        start = match.start()
        for part in _JOINT.split(match[0]):
            spelt = _spell(_spell(part))  # "e-e" is "E-E", and that is a range of letters
            if _is_symbol(part) and _is_symbol(spelt):  # "A/REV.7" is an addendum of nothing
                found.append(SymbolMatch(symbol=spelt, start=start, end=start + len(part)))
            start += len(part) + 1
    return found


def _is_symbol(part: str) -> bool:
    """Whether a slashed string is one of the UN's: "A/80/62" and "S/23329" are, "A/B" and "s/he" are not."""
    root, _, rest = part.partition("/")
    if "/" in rest or len(root.strip()) > 1:
        return bool(re.search(r"\d", rest))
    return root.isupper() and bool(re.search(r"\d{3}|^[A-Z]+\.\d", rest.strip()))


def _in_words(text: str) -> list[SymbolMatch]:
    found = []
    for match in _IN_WORDS.finditer(text):
        organ = (match["organ"] or "").lower()
        for number in re.finditer(_NUMBER, match["numbers"], re.IGNORECASE):
            first = match.start() if number.start() == 0 else match.start("numbers") + number.start()
            symbol = _spell((_ORGANS.get(organ) or _series(number[0])) + number[0])
            found.append(SymbolMatch(symbol=symbol, start=first, end=match.start("numbers") + number.end()))
    return found


def _series(number: str) -> str:
    """Where a resolution belongs, told from its number alone."""
    if re.fullmatch(r"\d{4}/\d+", number):
        return "E/RES/"
    return "S/RES/" if re.search(r"\(\d{4}\)", number) else "A/RES/"


def _spell(text: str) -> str:
    """One spelling of a string that the grammar accepted."""
    text = re.sub(r"\s*/\s*", "/", text.replace("‑", "-"))
    text = re.sub(
        r"\s*\(\s*([^()]*?)\s*\)", lambda bracket: f" ({_spell_piece(bracket[1], inside=True)})", text
    )
    text = re.sub(r"(?<=\))\s?(?=[A-H])", " ", text)
    text = re.sub(r"[\s/]+([A-H])\s?[-–]\s?([A-H])$", r" \1-\2", text)
    head, *rest = re.sub(r"/ \(", " (", text).split("/")
    return "/".join([head.upper(), *(_spell_piece(piece) for piece in rest)])


def _spell_piece(piece: str, *, inside: bool = False) -> str:
    """One piece between slashes, or what a bracket holds: "ADD.1" is "Add.1", "misc.14" is "MISC.14"."""
    upper = piece.upper()
    ends = r"(?=[\s.\d]|[IVX]+\b|[A-Z]\b|$)"
    name = next((name for capital, name in _SPELLED.items() if re.match(capital + ends, upper)), None)
    if name and inside:
        number = upper[len(name) :].strip(" .")
        return f"{name}{'. ' if name in {'Sect', 'Vol'} else ' '}{number}"
    if name:
        return name + piece[len(name) :].upper()
    series = re.match(r"[A-Za-z]+\.\d", piece)
    if inside:
        return upper
    return re.sub(r"^[^(]*", lambda word: word[0].upper(), piece) if piece.islower() or series else piece


def _body(text: str) -> str:
    prefix = text
    while prefix:
        if prefix in BODIES:
            return BODIES[prefix]
        stem = re.sub(r"\.\d+$", "", prefix)
        if stem != prefix and stem in BODIES:
            return BODIES[stem]
        prefix = prefix.rpartition("/")[0]
    raise ValueError(f"No body is known for {text!r}")


def _session(parts: list[str], numbers: list[str]) -> str | None:
    roman = re.search(r"\(([IVXLC]+)\)", parts[-1])
    if roman:
        return roman[1]
    if parts[0] == "S" or not numbers or re.match(r"\d{4}\b", numbers[0]):
        return None
    has_sequence = len(numbers) > 1 or re.match(r"(?:L|PV|SR|INF|CRP|WP)\.\d", parts[-1])
    return numbers[0] if has_sequence else None


def _year(text: str, numbers: list[str]) -> int | None:
    bracket = re.search(r"\(((?:19|20)\d\d)\)", text)
    if bracket:
        return int(bracket[1])
    year = next((number for number in numbers if re.fullmatch(r"(?:19|20)\d\d", number)), None)
    return int(year) if year else None


def _kind(parts: list[str]) -> str:
    for part in reversed(parts[1:]):
        word = re.match(r"[A-Za-z]+", part)
        if word and word[0].upper() in KINDS:
            return KINDS[word[0].upper()]
    return "document"


def _without_overlaps(found: list[SymbolMatch]) -> list[SymbolMatch]:
    kept: list[SymbolMatch] = []
    for match in sorted(found, key=lambda match: (match.start, -match.end)):
        if not kept or match.start >= kept[-1].end:
            kept.append(match)
    return kept
