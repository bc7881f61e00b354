"""False spaces within words of a PDF page, told from true ones by the document's own vocabulary.

A PDF places runs of letters; where two meet on a line, pypdf guesses from their distance whether a space
belongs between them, and in justified text it sometimes guesses wrong ("coordin ation"). Such spaces are
doubtful: they go where the document knows the joined word and not both halves.
"""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace

from ingest.layout.lines import Line

DOUBT = "\ue010"
"""Stands for a doubtful space until it is settled."""

_ONE_LETTER = frozenset("aAIoOyYeéEàÀ")
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)?")
_SPACED_HYPHEN = re.compile(r"([^\W\d_]+) - ([^\W\d_]+)")
_AROUND = re.compile(rf"(?P<left>[^\W\d_]*){DOUBT}(?=(?P<right>[^\W\d_]*))")
_HYPHEN = re.compile(rf"(?<=[^\W\d_])[{DOUBT} ]?-[{DOUBT} ]?(?=[^\W\d_]|,)")
_RANGE = re.compile(rf"(?<=\d){DOUBT}?–{DOUBT}?(?=\d)")
_POINT = re.compile(rf"(?<=[\w)”’]){DOUBT}(?=[,.;:)\]”’])")


def settle_spaces(pages: Iterable[list[Line]]) -> list[list[Line]]:
    """The pages with every doubtful space kept or taken out."""
    listed = [list(lines) for lines in pages]
    words = _vocabulary(line.text for lines in listed for line in lines)
    return [[_settled(line, words) for line in lines] for lines in listed]


def _vocabulary(texts: Iterable[str]) -> Counter[str]:
    """Words that no doubtful space touches."""
    words: Counter[str] = Counter()
    for text in texts:
        sure = re.sub(rf"\w*(?:{DOUBT}\w*)+", " ", text)
        for word in _WORD.findall(sure.lower()):
            words.update({word, *word.split("-")})
    return words


def _settled(line: Line, words: Counter[str]) -> Line:
    if DOUBT not in line.text and " - " not in line.text:
        return line
    text = _HYPHEN.sub(lambda match: match[0] if DOUBT not in match[0] else "-", line.text)
    text = _POINT.sub("", _RANGE.sub("–", text))
    text = _SPACED_HYPHEN.sub(lambda match: _hyphened(match, words), text)
    text = _AROUND.sub(
        lambda match: match["left"] + ("" if _false(match["left"], match["right"], words) else " "), text
    )
    return replace(line, text=re.sub(r" {2,}", " ", text).strip())


def _hyphened(match: re.Match[str], words: Counter[str]) -> str:
    joined = f"{match[1]}-{match[2]}"
    return joined if words[joined.lower()] else match[0]


def _false(left: str, right: str, words: Counter[str]) -> bool:
    if not left or not right or not right[0].islower():
        return False
    known_left, known_right = (
        words[part.lower()] > 0 if len(part) > 1 else part in _ONE_LETTER for part in (left, right)
    )
    if known_left and known_right:
        return False
    if words[(left + right).lower()]:
        return True
    return not known_left and not known_right and left[1:].islower()
