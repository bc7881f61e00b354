"""Quotations: found inside a text, and found again, word for word, in the text they come from.

Two texts are the same words when their tokens are: a token is a whole word, number or symbol, one CJK
character, or one mark. Typography is folded (white space, soft hyphens, kinds of hyphen and dash, kinds of
quotation mark, ligatures, full-width forms, composed letters); digits, letters and case never are. Since only
whole tokens match, "12 States" is not found in "112 States", nor "State actors" in "non-State actors".
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from ingest.structure.sentences import Span

SHORTEST_PART = 3  # words a part keeps beside "[…]": fewer, and any sentence could be pieced together

_CJK = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
_MARKS = "\u0300-\u036f\u064b-\u065f\u0670"
_INVISIBLE = "\u00ad\u0640\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff"
_HYPHEN = "-\u2010-\u2015\u2212\ufe58\ufe63\uff0d"
_APOSTROPHE = "'\u2019\u02bc\uff07"
_LETTER = rf"(?:(?![{_CJK}\u0640])\w|[{_MARKS}])"  # the stroke that lengthens Arabic words is none
_JOINT = (
    rf"(?:[{_APOSTROPHE}/]|(?<=\d)[.,]|(?<!\d)[{_HYPHEN}]|[{_HYPHEN}](?!\d))(?={_LETTER})"
    rf"|[{_INVISIBLE}]++(?:(?<=\u00ad)\s*+)?(?={_LETTER})"
)
_TOKEN = re.compile(
    r"(?<![\w.,])\d{1,3}(?:[ \u00a0\u2009\u202f]\d{3})+(?!\w)"
    rf"|{_LETTER}(?:{_LETTER}|{_JOINT})*"
    rf"|[{_CJK}]|\.{{3}}|''|``|[^\w\s{_INVISIBLE}]"
)
_ONE_QUOTE = str.maketrans(dict.fromkeys("'“”„‟«»‘’‚‛‹›「」『』〝〞＂＇`´", '"') | {"…": "..."})
_ONE_HYPHEN = re.compile(rf"[{_HYPHEN}]")
_ONE_APOSTROPHE = re.compile(rf"[{_APOSTROPHE}]")
_NOTHING = re.compile(rf"[{_INVISIBLE}\s]")
_COMPATIBLE = re.compile("[\ufb00-\ufdff\ufe70-\ufefe\uff01-\uffef]")
_LONGEST_COMPOSED = 200  # characters; composing letters takes time quadratic in a run of accents

OMISSION: Final = re.compile(r"[\[(]\s*(?:…|\.{3})\s*[\])]|…|\.{3,}|\. \. \.")
_EDITED_FIRST = re.compile(r"^\[(\w)\](?=\w)")

_CLOSES: Final[dict[str, str]] = {
    "”": "“„‟", "“": "„“", "»": "«", "«": "»", "’": "‘‚", "‘": "‚", "›": "‹",
    "」": "「", "』": "『", "〞": "〝", '"': '"', "'": "'",
}  # fmt: skip
_OPENS: Final[frozenset[str]] = frozenset("“„‟«‘‚‹「『〝\"'")
_SINGLE: Final[frozenset[str]] = frozenset("‘’‚'‹›")
_MARK = re.compile(f"[{''.join(sorted(_OPENS | set(_CLOSES)))}]")


@dataclass(frozen=True, slots=True)
class Token:
    """One word, number, symbol or mark: its folded form and where it stands."""

    folded: str
    start: int
    end: int


def tokens(text: str) -> list[Token]:
    """The tokens of a text in order, in time linear in its length."""
    return [Token(_folded(match[0]), match.start(), match.end()) for match in _TOKEN.finditer(text)]


def fold(text: str) -> str:
    """The folded tokens with a space between: equal for two texts that say the same words."""
    return " ".join(token.folded for token in tokens(text))


def locate(quote: str, text: str) -> list[Span] | None:
    """Where a quotation stands in a text: one span, or one for each part between declared omissions ("[…]").

    The case of the first letter and one mark at the end (the quoting sentence's own) may differ.

    Args:
        quote: The words looked for.
        text: The text they should come from.

    Returns:
        The spans in order; None where the text does not have the words.
    """
    hay = _Haystack(text)
    whole = hay.span(_trimmed(quote), 0, first=True, last=True)
    if whole is not None:
        return [whole]
    parts = [part.strip() for part in OMISSION.split(quote) if part.strip()]
    if not parts or any(_words(part) < SHORTEST_PART for part in parts):
        return None
    spans: list[Span] = []
    for i, part in enumerate(parts):
        after = spans[-1].end if spans else 0
        span = hay.span(part, after, first=i == 0, last=i == len(parts) - 1)
        if span is None:
            return None
        spans.append(span)
    return spans


def quoted_spans(text: str) -> list[Span]:
    """The outermost quotations of a text, without their marks, in order."""
    pairs, _ = _paired(text)
    spans: list[Span] = []
    for start, end in sorted(pairs):
        if end > start and (not spans or start >= spans[-1].end):
            spans.append(Span(start, end))
    return spans


def never_closed(text: str) -> bool:
    """Whether a quotation begins that does not end."""
    return _paired(text)[1]


class _Haystack:
    """A text's tokens as one string, a line each, so that one plain search finds whole tokens only."""

    def __init__(self, text: str) -> None:
        self._tokens = tokens(text)
        self._lines = "\n" + "".join(token.folded + "\n" for token in self._tokens)

    def span(self, quote: str, after: int, *, first: bool, last: bool) -> Span | None:
        folded = [token.folded for token in tokens(quote)]
        for candidate in _spellings(folded, first=first, last=last):
            span = self._find(candidate, after)
            if span is not None:
                return span
        return None

    def _find(self, folded: list[str], after: int) -> Span | None:
        needle = "\n" + "".join(token + "\n" for token in folded)
        at = self._lines.find(needle, self._offset(after))
        if at < 0:
            return None
        index = self._lines.count("\n", 0, at)
        return Span(self._tokens[index].start, self._tokens[index + len(folded) - 1].end)

    def _offset(self, after: int) -> int:
        if after == 0:
            return 0
        return sum(len(token.folded) + 1 for token in self._tokens if token.end <= after)


def _spellings(folded: list[str], *, first: bool, last: bool) -> list[list[str]]:
    if not any(any(character.isalnum() for character in token) for token in folded):
        return []
    ends = [folded]
    if last and len(folded) > 1 and folded[-1] in {".", ",", ";", ":", "。", "،"}:
        ends.append(folded[:-1])
    if not first:
        return ends
    return ends + [[_other_case(end[0]), *end[1:]] for end in ends if _other_case(end[0]) != end[0]]


def _other_case(token: str) -> str:
    return token[0].swapcase() + token[1:]


def _trimmed(quote: str) -> str:
    return _EDITED_FIRST.sub(r"\1", quote.strip())


def _words(text: str) -> int:
    return sum(token.folded[0].isalnum() for token in tokens(text))


def _folded(token: str) -> str:
    if token.isascii() and token.isalnum():
        return token
    if len(token) == 1 and not token.isalnum() and not _ONE_HYPHEN.match(token):
        return _folded_mark(token)
    if token in {"''", "``"}:
        return '"'
    token = _ONE_HYPHEN.sub("-", _ONE_APOSTROPHE.sub("'", _NOTHING.sub("", token)))
    token = _COMPATIBLE.sub(lambda match: unicodedata.normalize("NFKC", match[0]), token)
    return unicodedata.normalize("NFC", token) if len(token) <= _LONGEST_COMPOSED else token


@lru_cache(maxsize=1024)
def _folded_mark(mark: str) -> str:
    return unicodedata.normalize("NFKC", mark.translate(_ONE_QUOTE))


def _paired(text: str) -> tuple[list[tuple[int, int]], bool]:
    """The quotations as (first character, closing mark), and whether one was left open."""
    pairs: list[tuple[int, int]] = []
    opened: list[tuple[str, int]] = []
    count = dict.fromkeys(_OPENS, 0)
    for match in _MARK.finditer(text):
        mark, i = match[0], match.start()
        before, behind = text[i - 1 : i], text[i + 1 : i + 2]
        if mark in _SINGLE and before.isalnum() and behind.isalnum():
            continue  # an apostrophe
        if _closes(mark, before, behind, count):
            while opened:
                kind, start = opened.pop()
                count[kind] -= 1
                if kind in _CLOSES[mark]:
                    pairs.append((start, i))
                    break
        elif mark in _OPENS and not (mark in _SINGLE and (before.isalnum() or not behind.strip())):
            opened.append((mark, i + 1))
            count[mark] += 1
    return pairs, any(kind not in _SINGLE for kind, _ in opened)


def _closes(mark: str, before: str, behind: str, count: dict[str, int]) -> bool:
    if not any(count.get(opener, 0) for opener in _CLOSES.get(mark, "")):
        return False
    if mark in "“‘":  # an opening mark closes German quotations, and English ones by a common slip
        return count["„"] > 0 or count["‚"] > 0 or (bool(before.strip()) and not behind.isalnum())
    return mark != "'" or bool(before.strip())
