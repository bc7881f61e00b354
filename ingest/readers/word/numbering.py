"""Automatic numbers of Word paragraphs, counted as Word counts them: "2.", "(a)", "III."."""

from dataclasses import dataclass, field
from typing import Final

from ingest.readers.word.package import Element, Package, W
from ingest.readers.word.styles import Styles

LEVELS: Final = 9
_LONGEST: Final = 40  # characters of a number; a longer pattern is decoration


@dataclass(slots=True)
class _List:
    """A list's levels, and how far each has counted; None where it has not begun."""

    levels: dict[int, Element]
    counts: list[int | None] = field(default_factory=lambda: [None] * LEVELS)


class Numbering:
    """Counts the numbered paragraphs of a file, asked in their order."""

    def __init__(self, package: Package, styles: Styles) -> None:
        root = package.related("numbering")
        self._styles = styles
        self._lists: dict[str, _List] = {}
        self._abstract: dict[str, str] = {}
        self._starts: dict[tuple[str, int], int] = {}
        self._begun: set[tuple[str, int]] = set()
        self._by_style: dict[str, tuple[str, int]] = {}
        if root is not None:
            self._define(root)

    def _define(self, root: Element) -> None:
        linked: dict[str, str] = {}
        for abstract in root.findall(f"{W}abstractNum"):
            name = str(abstract.get(f"{W}abstractNumId"))
            levels = {_integer(level.get(f"{W}ilvl")): level for level in abstract.findall(f"{W}lvl")}
            self._lists[name] = _List(levels)
            link = abstract.find(f"{W}styleLink")
            if link is not None:
                linked[str(link.get(f"{W}val"))] = name
        for abstract in root.findall(f"{W}abstractNum"):  # a list that is another's, by the name of its style
            link = abstract.find(f"{W}numStyleLink")
            target = linked.get(str(link.get(f"{W}val"))) if link is not None else None
            if target:
                self._lists[str(abstract.get(f"{W}abstractNumId"))] = self._lists[target]
        for number in root.findall(f"{W}num"):
            name = str(number.get(f"{W}numId"))
            of = number.find(f"{W}abstractNumId")
            self._abstract[name] = "" if of is None else str(of.get(f"{W}val"))
            self._override(number, name)
            for depth, level in self._levels(name).items():
                style = level.find(f"{W}pStyle")
                if style is not None:
                    self._by_style.setdefault(str(style.get(f"{W}val")), (name, depth))

    def _override(self, number: Element, name: str) -> None:
        for override in number.findall(f"{W}lvlOverride"):
            start = override.find(f"{W}startOverride")
            if start is not None:
                self._starts[name, _integer(override.get(f"{W}ilvl"))] = _integer(start.get(f"{W}val"))

    def _levels(self, name: str) -> dict[int, Element]:
        found = self._lists.get(self._abstract.get(name, ""))
        return found.levels if found else {}

    def label(self, paragraph: Element, style: str) -> str:
        """The number that Word prints before a paragraph; empty where it has none, or a bullet."""
        name, depth = self._place(paragraph, style)
        counted = self._lists.get(self._abstract.get(name, ""))
        level = counted.levels.get(depth) if counted else None
        if counted is None or level is None:
            return ""
        self._count(counted, name, depth, level)
        pattern = level.find(f"{W}lvlText")
        if _format(level) in {"bullet", "none"} or pattern is None:
            return ""
        text = str(pattern.get(f"{W}val") or "")
        legal = level.find(f"{W}isLgl") is not None
        for above in range(depth + 1):
            shown = counted.levels.get(above, level)
            value = counted.counts[above] or _start(shown)
            text = text.replace(f"%{above + 1}", written(value, "decimal" if legal else _format(shown)))
        return text.strip() if len(text) <= _LONGEST else ""

    def _place(self, paragraph: Element, style: str) -> tuple[str, int]:
        """The list and level of a paragraph: its own, or its style's."""
        own = paragraph.find(f"{W}pPr/{W}numPr")
        given = self._styles.property(style, "w:pPr/w:numPr")
        name, depth = self._by_style.get(style, ("", 0))
        for each in (given, own):
            if each is not None:
                number, level = each.find(f"{W}numId"), each.find(f"{W}ilvl")
                name = name if number is None else str(number.get(f"{W}val"))
                depth = depth if level is None else _integer(level.get(f"{W}val"))
        return name, min(max(depth, 0), LEVELS - 1)

    def _count(self, counted: _List, name: str, depth: int, level: Element) -> None:
        start = self._starts.get((name, depth))
        if start is not None and (name, depth) not in self._begun:
            self._begun.add((name, depth))
            counted.counts[depth] = start
        else:
            before = counted.counts[depth]
            counted.counts[depth] = _start(level) if before is None else before + 1
        for below in range(depth + 1, LEVELS):
            restart = counted.levels.get(below)
            after = None if restart is None else restart.find(f"{W}lvlRestart")
            if after is None or 0 < depth + 1 <= _integer(after.get(f"{W}val")):
                counted.counts[below] = None


def written(value: int, form: str) -> str:
    """A number in one of Word's formats; in figures where the format is not known."""
    if form in {"lowerLetter", "upperLetter"} and value > 0:
        letter = chr(ord("a") + (value - 1) % 26) * ((value - 1) // 26 + 1)
        return letter.upper() if form == "upperLetter" else letter
    if form in {"lowerRoman", "upperRoman"} and 0 < value < 4000:
        roman = ""
        for worth, letters in zip(
            (1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1),
            "m cm d cd c xc l xl x ix v iv i".split(),
            strict=True,
        ):
            roman += letters * (value // worth)
            value %= worth
        return roman.upper() if form == "upperRoman" else roman
    if form == "decimalZero":
        return f"{value:02d}"
    return "" if form in {"bullet", "none"} else str(value)


def _format(level: Element) -> str:
    found = level.find(f"{W}numFmt")
    return "decimal" if found is None else str(found.get(f"{W}val"))


def _start(level: Element) -> int:
    found = level.find(f"{W}start")
    return 1 if found is None else _integer(found.get(f"{W}val"))


def _integer(text: str | None) -> int:
    return int(text) if text and text.lstrip("-").isdigit() else 0
