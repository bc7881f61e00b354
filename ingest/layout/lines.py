"""Printed lines: what a page is made of before paragraphs are put together again."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace

from ingest.layout.hyphens import PREFIXES, goes_on, keeps_hyphen

TERMINAL = re.compile(r"[.!?:;…。！？；：؟۔][”’\"'“»)\]]*\s*$")
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A footnote mark taken out of a line: where it stood, and what it was."""

    offset: int
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One printed line.

    Attributes:
        page: Page number, from 1.
        text: Its words, footnote marks taken out.
        left: Left edge, in points (0 where the format has no positions).
        right: Right edge, estimated, in points.
        y: Baseline above the page's foot, in points.
        size: Size of most of its letters, in points.
        bold: Most of its letters are bold.
        italic: Most of its letters are italic.
        marks: Footnote marks taken out of it.
        height: Height of the page, in points.
    """

    page: int
    text: str
    left: float = 0.0
    right: float = 0.0
    y: float = 0.0
    size: float = 10.0
    bold: bool = False
    italic: bool = False
    marks: tuple[Mark, ...] = ()
    height: float = 0.0

    def without_head(self, length: int) -> "Line":
        """The line with its first ``length`` characters taken off."""
        return replace(self, text=self.text[length:].lstrip())


class Joiner:
    """Joins printed lines into running text; knows the document's words, so hyphens end up right.

    A hyphen at a line's end is taken out where the document has the word without it; kept where it has the word
    with it or both halves as words of their own, and where the word is of those that keep it ("well-being").
    Of a word that says nothing, what most others of the document say holds: some pages break words at line ends,
    others only where a word has a hyphen anyway.
    """

    def __init__(self, lines: Iterable[str]) -> None:
        self._words: Counter[str] = Counter()
        self._parts: set[str] = set()
        halves: list[tuple[str, str]] = []
        broken = ""
        for line in lines:
            words = [word.lower() for word in _WORD.findall(line)]
            first = int(bool(broken) and line[:1].isalpha())
            if first and words:
                halves.append((broken, words[0]))
            broken = words[-1] if words and re.search(r"[^\W\d_]-\s*$", line) else ""
            for word in words[first : -1 if broken else None]:  # halves of broken words are no words
                self._words[word] += 1
                self._parts.update(word.split("-"))
        told = Counter(self._is_compound(*pair) for pair in halves)
        self._breaks_words = told[False] >= told[True]

    def join(self, lines: list[Line]) -> tuple[str, tuple[tuple[int, int], ...]]:
        """The running text and its pages (pairs of offset and page number)."""
        text = ""
        pages: list[tuple[int, int]] = []
        for line in lines:
            text = self.glue(text, line.text)
            if not pages or pages[-1][1] != line.page:
                pages.append((len(text) - len(line.text) if pages else 0, line.page))
        return text, tuple((max(0, offset), page) for offset, page in pages)

    def glue(self, text: str, following: str) -> str:
        """``text`` and the next line as one running text.

        Args:
            text: What was read so far.
            following: The line printed below it; a word broken at a hyphen between the two is made whole.
        """
        text, following = text.rstrip(), following.strip()
        if not text or not following:
            return text or following
        if re.search(r"[^\W\d_]-$", text):
            return self._unbroken(text, following)
        if re.search(r"(?:https?://\S*[/=_&?.-]|\w[-–/])$", text) and not following[0].isspace():
            return text + following
        if _is_cjk(text[-1]) and _is_cjk(following[0]):
            return text + following
        return f"{text} {following}"

    def _unbroken(self, text: str, following: str) -> str:
        head = re.findall(r"[^\W\d_]+(?:-[^\W\d_]+)*(?=-$)", text)
        tail = re.match(r"[^\W\d_]+", following)
        if not head or not tail or re.search(r"(?:https?://|www\.)\S*$", text):
            return text + following
        first, second = head[-1].lower(), tail[0].lower()
        if second in {"and", "or", "to", "et", "ou", "y", "o", "und"}:
            return f"{text} {following}"
        compound = self._is_compound(first, second)
        if compound is None:
            compound = tail[0][0].isupper() or head[-1].isupper() or not self._breaks_words
        return text + following if compound else text[:-1] + following

    def _is_compound(self, first: str, second: str) -> bool | None:
        """Whether two halves, small, are parted by a hyphen of their own; None where the document does not say."""
        solid, hyphened = self._words[first + second], self._words[f"{first}-{second}"]
        if solid > hyphened or (not hyphened and goes_on(first)):
            return False
        both = first in self._parts and second in self._parts
        if hyphened or both or "-" in first or keeps_hyphen(first, second) or self._keeps_prefix(first):
            return True
        return None

    def _keeps_prefix(self, first: str) -> bool:
        """Whether the document writes other words with this prefix and a hyphen ("co-operation")."""
        return first in PREFIXES and any(word.startswith(f"{first}-") for word in self._words)


def ends_sentence(text: str) -> bool:
    """Whether ``text`` ends with a mark that may end a paragraph."""
    return bool(TERMINAL.search(text))


def _is_cjk(char: str) -> bool:
    return "\u2e80" <= char <= "\u9fff" or "\uff00" <= char <= "\uffef"
