"""Quotations made from a paragraph, by a rule with a name: with a fault planted, or sound."""

import random
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, Final

from ingest.document import Passage

AROUND: Final = 9  # words on either side of what is changed; three times as many characters of Chinese
CJK: Final = re.compile(r"[\u4e00-\u9fff]")

Make = Callable[[str, Passage, random.Random], Iterator[str]]


def _window(text: str, start: int, end: int, new: str) -> str:
    """What stands around a place of a text, with other words in it."""
    if CJK.search(text):
        return text[max(0, start - 3 * AROUND) : start] + new + text[end : end + 3 * AROUND]
    before, after = text[:start].split(" ")[-AROUND:], text[end:].split(" ")[:AROUND]
    return " ".join(before) + new + " ".join(after)


def _word(word: str) -> re.Pattern[str]:
    if CJK.search(word) or not word[0].isalnum():
        return re.compile(re.escape(word))
    return re.compile(rf"(?<![\w-]){re.escape(word)}(?![\w-])")


def planted(gold: Mapping[str, Any]) -> dict[str, Make]:
    """The kinds of planted faults of a language."""
    kinds: dict[str, Make] = {
        name: _exchanged(pairs)
        for name, pairs in gold.items()
        if " " in name or name in ("currencies", "units", "contraries", "strength")
    }
    kinds["figures"] = _figure
    kinds["letters"] = _letter
    kinds["negation"] = _negated(gold)
    kinds["swallowed"] = _swallowed(gold["swallowed"])
    return kinds


def _exchanged(pairs: Sequence[tuple[str, str]]) -> Make:
    both = [*pairs, *((other, one) for one, other in pairs)]

    def make(text: str, _: Passage, drawn: random.Random) -> Iterator[str]:
        for old, new in drawn.sample(both, len(both)):
            if match := _word(old).search(text):
                yield _window(text, *match.span(), new)

    return make


def _figure(text: str, _: Passage, drawn: random.Random) -> Iterator[str]:
    for match in re.finditer(r"(?<![\w/.,])\d{1,4}(?![\w/]|[.,]\d)", text):
        yield _window(text, *match.span(), str(int(match[0]) + drawn.choice((1, 2, 10))))


def _letter(text: str, _: Passage, __: random.Random) -> Iterator[str]:
    for match in re.finditer(r"(?<=\w )\(([a-h])\)(?=[\s.,;])", text):
        yield _window(text, *match.span(), f"({chr(ord(match[1]) + 1)})")


def _negated(gold: Mapping[str, Any]) -> Make:
    def make(text: str, _: Passage, drawn: random.Random) -> Iterator[str]:
        no = gold["negation"]
        for match in _word(no).finditer(text):  # a negation taken out
            yield _window(text, match.start(), match.end() + (not CJK.search(no)), "")
        for verb in drawn.sample(gold["negated"], len(gold["negated"])):
            gap = "" if CJK.search(no) else " "
            new = f"{no}{gap}{verb}" if gold.get("negation_first") else f"{verb}{gap}{no}"
            if found := _word(verb).search(text):
                yield _window(text, *found.span(), new)

    return make


def _swallowed(words: Sequence[str]) -> Make:
    """An omission mark in place of a word that decides and its neighbour."""

    def make(text: str, _: Passage, drawn: random.Random) -> Iterator[str]:
        for word in drawn.sample(words, len(words)):
            if (match := _word(word).search(text)) and not re.search(
                r"[.;。]", text[match.end() - 30 : match.end() + 30]
            ):
                end = (
                    match.end() + 2
                    if CJK.search(word)
                    else (text.find(" ", match.end() + 1) % (len(text) + 1))
                )
                yield _window(text, match.start(), end, "[…]")

    return make


def _stretch(text: str, drawn: random.Random, words: int = 18) -> str:
    if CJK.search(text):
        first = drawn.randrange(max(1, len(text) - 3 * words))
        cut = text[first : first + 3 * words]
        return re.sub(r"^[A-Za-z\d]+|[A-Za-z\d]+$", "", cut).strip(
            "，。、； "
        )  # no halves of words and numbers
    found = [match.span() for match in re.finditer(r"\S+", text)]
    if len(found) <= words:
        return text
    first = drawn.randrange(len(found) - words)
    return text[found[first][0] : found[first + words - 1][1]].strip(' ,;:.“”"')


def _as_is(text: str, _: Passage, drawn: random.Random) -> Iterator[str]:
    yield _stretch(text, drawn)


_TYPED: Final = str.maketrans("’–—“”«»", '\'--""""')


def _typed(text: str, _: Passage, drawn: random.Random) -> Iterator[str]:
    """Straight marks, other dashes, hard spaces, a soft hyphen."""
    quote = _stretch(text, drawn).translate(_TYPED)
    yield re.sub(r"([^\W\d_]{4})(?=[^\W\d_]{4})", "\\1\u00ad", quote, count=1).replace(" ", "\u00a0", 3)


def _recased(text: str, _: Passage, drawn: random.Random) -> Iterator[str]:
    quote = _stretch(text, drawn)
    if quote[:1].islower() and not CJK.search(quote):
        yield f"[{quote[0].upper()}]{quote[1:]}"


def _broken(text: str, _: Passage, drawn: random.Random) -> Iterator[str]:
    """Over a line's end, a word broken at a hyphen; Chinese breaks none."""
    if CJK.search(text):
        return
    quote = _stretch(text, drawn)
    if match := re.search(r"(?<=[^\W\d_]{4})(?=[a-zа-яéèêáíóú]{4})", quote):
        yield f"{quote[: match.start()]}-\n{quote[match.start() :]}"


def _numbered(text: str, passage: Passage, _: random.Random) -> Iterator[str]:
    """As copied with the printed number before it."""
    if passage.paragraph and passage.paragraph.isdecimal():
        yield f"{passage.paragraph}. {' '.join(text.split()[:18])}"


def _between_sentences(text: str, _: Passage, __: random.Random) -> Iterator[str]:
    """A whole sentence left out, as the mark says."""
    sentences = re.split(r"(?<=[.!?])\s+(?=[A-ZÀ-ÝА-Я“])", text)
    for one, _gone, other in zip(sentences, sentences[1:], sentences[2:], strict=False):
        if min(len(one.split()), len(other.split())) > 7:
            yield f"{' '.join(one.split()[-9:])} […] {' '.join(other.split()[:9])}"


SOUND: Final[dict[str, Make]] = {
    "as it is": _as_is,
    "other typography": _typed,
    "capital in brackets": _recased,
    "over a line's end": _broken,
    "with its number": _numbered,
    "a sentence left out": _between_sentences,
}
