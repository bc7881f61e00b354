"""Paragraph references as people write them, in the six UN languages."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

# "35", "35 (a)", in French and Spanish "35 a)", "8.I.4", "4.12", "2 (1) (b)", and "(a)" where a list has letters only.
_NUMBER = r"(?:\d{1,3}(?:\.[IVX]{1,4})?(?:\.\d{1,3})?(?:\s?\((?:[a-z]{1,4}|\d{1,3})\)|\s[a-z]\)){0,4}|\([a-z]{1,4}\)(?:\s\([a-z]{1,4}\)){0,2})"
_RANGE = r"\s?(?:[–—-]|\b(?:to|through|à|a|al|по)\b)\s?"
_LIST = r"\s?(?:,?\s?\b(?:and|et|y|и)\b|,|&|و)\s?"
_NUMBERS = rf"(?P<numbers>{_NUMBER}(?:(?:{_RANGE}|{_LIST}){_NUMBER}){{0,30}})(?![\d/])"
_ONE = r"\bparagraph|\bparagraphe|\bpara|\bpárrafo|¶|§"
_MANY = r"\bparagraphs|\bparagraphes|\bparas?\.|\bparas|\bpars?\b\.?|\bpárrafos|\bpárrs?\b\.?|¶¶|§§|\bпункт\w*|\bпп?\.|الفقر(?:ة|ات)"
_PREAMBLE = r"(?:the\s)?(?:preamble|préambule|preámbulo)"
_KINDS = (  # in this order: what an earlier one has read, a later one does not read again
    ("PP{}", rf"\b(?-i:PP)\s?{_NUMBERS}|\bpreambular\spara(?:graph)?s?\.?\s?{_NUMBERS}"),
    ("PP{}", rf"(?:{_MANY}|{_ONE}|\balinéas?)\s?{_NUMBERS}\s(?:of|du|del?)\s{_PREAMBLE}"),
    ("{}", rf"\bOP\.?\s?{_NUMBERS}|\boperative\spara(?:graph)?s?\.?\s?{_NUMBERS}"),
    ("fn {}", rf"\b(?:foot)?notes?(?:\sde\sbas\sde\spage)?\s?(?:{_NUMBERS}|(?P<star>\*{{1,5}}))"),
    ("fn {}", rf"\bnotas?(?:\s(?:al|de)\spie(?:\sde\spágina)?)?\s?{_NUMBERS}|\bfn\.?\s?{_NUMBERS}"),
    ("art. {}", rf"\b(?:articles?|artikel(?:en)?|artículos?|arts?\b\.?|статья|статьи|المادة)\s?{_NUMBERS}"),
    ("{}", rf"(?:{_MANY})\s?{_NUMBERS}"),
    ("{}", rf"(?:{_ONE})\s?{_NUMBERS}"),
    ("{}", r"第\s?(?P<numbers>\d{1,3})\s?段"),
    ("art. {}", r"第\s?(?P<numbers>\d{1,3})\s?条"),
)
_LONGEST_RANGE = 10


@dataclass(frozen=True, slots=True)
class Mention:
    """A place of a text that refers to paragraphs.

    Attributes:
        numbers: The paragraphs, as ``Passage.paragraph`` spells them.
        start: First character.
        end: One past the last.
        operative: Whether it says "operative paragraph", which an annex has not.
    """

    numbers: tuple[str, ...]
    start: int
    end: int
    operative: bool = False


def paragraph_numbers(text: str) -> tuple[str, ...]:
    """The paragraphs a text refers to, as ``Passage.paragraph`` spells them.

    "paras. 8–10" gives 8, 9 and 10 (a range longer than ten gives its ends only); "paras. 3 and 5" gives
    3 and 5; "PP3" stays "PP3"; "footnote 7" gives "fn 7"; "article 5" gives "art. 5".
    """
    return tuple(dict.fromkeys(number for mention in mentions(text) for number in mention.numbers))


def mentions(text: str, longest_range: int = _LONGEST_RANGE) -> list[Mention]:
    """Every place that refers to paragraphs, in order; none overlap.

    Args:
        text: Any text.
        longest_range: A range of at most so many paragraphs is written out; of a longer one only the ends.
    """
    found: list[Mention] = []
    for spelling, pattern in _PATTERNS:
        for match in pattern.finditer(text):
            numbers = tuple(_spelled(match, spelling, longest_range))
            operative = pattern is _OPERATIVE
            found.append(Mention(numbers, match.start(), match.end(), operative))
        text = pattern.sub(lambda match: " " * len(match[0]), text)
    return sorted(found, key=lambda mention: mention.start)


def _spelled(match: re.Match[str], spelling: str, longest: int) -> Iterator[str]:
    groups = match.groupdict()
    if groups.get("star"):
        yield spelling.format(groups["star"])
        return
    printed = next(value for name, value in groups.items() if name.startswith("numbers") and value)
    numbers = [each[0] for each in re.finditer(_NUMBER, printed)]
    if match[0].lower().startswith(("paragraph ", "paragraphe ", "párrafo ", "para ")):
        numbers = _first_or_range(printed, numbers)
    yield from (spelling.format(number) for number in _written_out(printed, numbers, longest))


def _first_or_range(printed: str, numbers: list[str]) -> list[str]:
    """After a singular, a second number is another matter, save in a range: "paragraph 5, 12 May"."""
    ranged = len(numbers) > 1 and re.match(rf"{_NUMBER}{_RANGE}{_NUMBER}", printed)
    return numbers[: 2 if ranged else 1]


def _written_out(printed: str, numbers: list[str], longest: int) -> Iterator[str]:
    separators = re.split(_NUMBER, printed)[1:-1]
    last: str | None = None
    for number, before in zip(numbers, ["", *separators], strict=False):
        ranged = last is not None and re.fullmatch(_RANGE, before) and last.isdecimal() and number.isdecimal()
        if ranged and last is not None and 0 < int(number) - int(last) < longest:
            yield from (str(between) for between in range(int(last) + 1, int(number)))
        last = number
        yield re.sub(r"\s?\(", " (", re.sub(r"\s([a-z]\))", r" (\1", number)).strip()


def _compiled(pattern: str) -> re.Pattern[str]:
    """The pattern, its groups of one name told apart (``re`` wants every name once)."""
    pieces = pattern.split("(?P<numbers>")
    told = "".join(f"(?P<numbers{index}>{piece}" for index, piece in enumerate(pieces[1:]))
    return re.compile(pieces[0] + told, re.IGNORECASE)


_PATTERNS = tuple((spelling, _compiled(pattern)) for spelling, pattern in _KINDS)
_OPERATIVE = _PATTERNS[2][1]
