"""Numbers of a text by their values, whatever they are written in: digits, words of six languages, 万 and million."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Final

from answer.verify.units import unit_after, unit_before
from ingest.structure.sentences import Span
from language.numbers import cardinals, chinese_number, ordinals
from language.stems import stemmer

_DIGITS: Final = re.compile(
    r"(?<![A-Za-z0-9_.])\d{1,3}(?:[,.\u00a0\u202f\u2009 '’٬]\d{3})+(?!\d)(?:[.,٫]\d+)?|(?<![\d.])\d+(?:[.,٫]\d+)?"
)
_GROUPED: Final = re.compile(r"\d{1,3}(?:[,.\u00a0\u202f\u2009 '’٬]\d{3})+")
_WORD: Final = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_JOINS: Final = frozenset("and et y e и و".split())
_CHINESE: Final = re.compile(
    r"[零〇一二三四五六七八九十百千万亿两]{2,}|(?<=第)[二三四五六七八九十]|[二两三四五六七八九十](?=[个名国项种天周年月日次届条段所])"
)
_CHINESE_MAGNITUDES: Final = {"万": 10**4, "亿": 10**8, "千": 10**3, "百": 10**2}
_LINK: Final = re.compile(r"^[\s\u00a0\u202f-]*(?:(?:de|d['’])\s*)?")
_COUNTED: Final = 2  # "one" and "first" claim no number


@dataclass(frozen=True, slots=True)
class Figure:
    """A number of a text.

    Attributes:
        values: What it may stand for: "1.300" is a thousand three hundred or one and three tenths.
        unit: What it counts, where that is a unit of measure or a currency; else empty.
        span: Where it stands.
        written: Whether it is written in digits.
    """

    values: frozenset[Decimal]
    unit: str
    span: Span
    written: bool = True


def figures(text: str, language: str) -> list[Figure]:
    """The numbers of a text, in no order; ones in words are left out.

    Args:
        text: Any text of about a paragraph, symbols and dates taken out.
        language: BCP 47 code.
    """
    text = "".join(_western(sign) for sign in text)
    found = [*_in_digits(text, language), *_in_words(text, language)]
    return found + list(_in_chinese(text)) if language == "zh" else found


def _western(sign: str) -> str:
    return str(int(sign)) if sign.isdecimal() else sign


def _in_digits(text: str, language: str) -> Iterator[Figure]:
    for match in _DIGITS.finditer(text):
        values = frozenset(_read(match[0]))
        times, size = _magnitude(text[match.end() : match.end() + 40], language)
        end = match.end() + size
        unit = unit_after(_LINK.sub("", text[end : end + 40]), language) or unit_before(text[: match.start()])
        yield Figure(frozenset(value * times for value in values), unit, Span(match.start(), end))


def _read(number: str) -> Iterator[Decimal]:
    """The values of a number in digits, by either use of point and comma."""
    grouped = _GROUPED.match(number)
    if grouped:
        rest = re.sub(r"\D", "", number[grouped.end() :])
        yield Decimal(re.sub(r"\D", "", grouped[0]) + (f".{rest}" if rest else ""))
        if grouped[0].count(".") + grouped[0].count(",") != 1 or len(re.sub(r"\d", "", number)) != 1:
            return
    yield (
        Decimal(re.sub("[,٫]", ".", number))
        if re.fullmatch(r"\d+(?:[.,٫]\d+)?", number)
        else Decimal(re.sub(r"\D", "", number))
    )


def _magnitude(behind: str, language: str) -> tuple[int, int]:
    """By what the words behind a number multiply it, and how long they are: "million" of "2.5 million"."""
    times, size = 1, 0
    if language == "zh":
        while behind[size : size + 1] in _CHINESE_MAGNITUDES and behind[size:]:
            times, size = times * _CHINESE_MAGNITUDES[behind[size]], size + 1
        return times, size
    while match := re.match(r"[\s\u00a0-]*([^\W\d_]+)", behind[size:]):
        value = _values(language).get(_form(language)(match[1].lower()), 0)
        if value < 1_000:
            return times, size
        times, size = times * value, size + match.end()
    return times, size


def _in_words(text: str, language: str) -> Iterator[Figure]:
    """Numbers in words: a run of number words, added and multiplied as they are spoken."""
    known, stem = _values(language), _form(language)
    run: list[int] = []
    start = end = 0
    for match in [*_WORD.finditer(text), None]:
        word = match[0].lower() if match else ""
        joined = word[1:] if language == "ar" and word.startswith("و") and stem(word[1:]) in known else ""
        word = joined or word
        value = known.get(stem(word)) if word else None
        gap = text[end : match.start()] if match else ""
        goes_on = bool(run) and re.fullmatch(r"[\s\u00a0-]+", gap) is not None
        if match and goes_on and word in _JOINS:
            end = match.end()
        elif match and value is not None and (not run or (goes_on and _joins(run, value, language))):
            start = start if run else match.start()
            run, end = [*run, value], match.end()
        else:
            yield from _spoken(run, text, Span(start, end), language)
            run = [value] if match and value is not None else []
            start, end = (match.start(), match.end()) if match and run else (0, 0)


def _spoken(run: list[int], text: str, span: Span, language: str) -> Iterator[Figure]:
    value = _sum(run)
    before = text[: span.start].rstrip()
    if unit_after(f"{before[-2:]} {span.of(text)}", language):  # the hundred of "in the hundred"
        return
    if value >= _COUNTED and not (before and before[-1].isdecimal() and run[0] >= 1_000):
        unit = unit_after(_LINK.sub("", text[span.end : span.end + 40]), language)
        yield Figure(frozenset({Decimal(value)}), unit, span, written=False)


def _joins(run: list[int], value: int, language: str) -> bool:
    """Whether a number word goes on with the number before it: "twenty five", "two hundred"; not "two three".

    In Arabic the smaller comes first: "five and twenty".
    """
    last = run[-1]
    return (
        value >= 100
        or last >= 100
        or (last >= 20 and value < 20)
        or (last, value) == (4, 20)
        or (last == 10 and value < 10)
        or (language == "ar" and last < 10 <= value)
    )


def _sum(run: list[int]) -> int:
    total, current = 0, 0
    for value in run:
        if value > total > 0:  # "mil millones"
            total, current = (total + current) * value, 0
        elif value >= 1_000:
            total, current = total + max(current, 1) * value, 0
        elif value == 100 or (current, value) == (4, 20):
            current = max(current, 1) * value
        else:
            current += value
    return total + current


def _in_chinese(text: str) -> Iterator[Figure]:
    for match in _CHINESE.finditer(text):
        if text[: match.start()][-1:].isdecimal():
            continue
        value = _chinese_value(match[0])
        if value >= _COUNTED:
            unit = unit_after(text[match.end() : match.end() + 10], "zh") or unit_before(
                text[: match.start()]
            )
            yield Figure(frozenset({Decimal(value)}), unit, Span(match.start(), match.end()), written=False)


def _chinese_value(numeral: str) -> int:
    """A Chinese numeral of any size: its parts before 亿 and 万, each below ten thousand."""
    total = 0
    for sign, times in (("亿", 10**8), ("万", 10**4)):
        before, found, numeral = numeral.rpartition(sign)
        total += max(chinese_number(before), 1) * times if found else 0
    return total + chinese_number(numeral)


def _form(language: str) -> Callable[[str], str]:
    """By what number words are compared: without endings; in Arabic, where endings tell ten from twenty, as they are."""
    return (lambda word: word.removeprefix("ال")) if language == "ar" else stemmer(language)


@cache
def _values(language: str) -> dict[str, int]:
    """Numbers by their words without endings, cardinals and ordinals alike; those of two words are left out."""
    stem = _form(language)
    pairs = [*ordinals(language).items(), *cardinals(language).items()]
    single = {stem(word.lower()): number for word, number in pairs if " " not in word and "-" not in word}
    return {word: number for word, number in single.items() if language != "zh" and word not in _JOINS}
