"""The headings above what is being read; one that nothing comes to stand below is text of its own."""

import re
from dataclasses import dataclass
from typing import Final

from ingest.layout.printed import ANNEX, ARTICLE
from ingest.structure.unit import Unit

_PART_LABEL: Final = re.compile(
    r"(?:Chapter|Part|Section|Title|Chapitre|Partie|Capítulo|Parte|Sección|Глава|Раздел)\s+(?:\d{1,3}|[IVXLC]+|[A-Z]|[Oo]ne|[Tt]wo|[Tt]hree)\.?"
    r"|第[一二三四五六七八九十百]+[章节部分编]+",
    re.IGNORECASE,
)


@dataclass(slots=True)
class _Heading:
    level: int
    text: str
    pages: tuple[tuple[int, int], ...]
    at: int  # units before it
    above: tuple[str, ...]
    speaker: str | None
    used: bool = False


class Headings:
    """The path of headings, and all headings there have been."""

    def __init__(self) -> None:
        self._path: list[_Heading] = []
        self._all: list[_Heading] = []

    @property
    def section(self) -> tuple[str, ...]:
        """The path, outermost first."""
        return tuple(heading.text for heading in self._path)

    def enter(
        self, level: int, text: str, at: int, *, pages: tuple[tuple[int, int], ...], speaker: str | None
    ) -> None:
        """Come to a heading.

        Args:
            level: Its depth.
            text: Its words.
            at: How many units stand before it.
            pages: Pairs of offset and page number.
            speaker: Whose words stand around it.
        """
        if self._titles_last(level, at, text):
            label = self._path[-1]
            level = level if ANNEX.match(label.text) else label.level
        else:
            self.leave(level)
        heading = _Heading(level, text, pages, at, self.section, speaker)
        self._path.append(heading)
        self._all.append(heading)

    def _titles_last(self, level: int, at: int, text: str) -> bool:
        """Whether a heading is the title of the bare label right above it ("Article 5", then "Duty to notify")."""
        last = self._path[-1] if self._path else None
        return (
            last is not None
            and last.level <= level
            and last.at == at
            and is_label(last.text)
            and not is_label(text)
        )

    def leave(self, level: int) -> None:
        """End all headings of a depth and below it."""
        self._path = [heading for heading in self._path if heading.level < level]

    def pop(self) -> None:
        """End the innermost heading."""
        if len(self._path) > 1:
            self._path.pop()

    def use(self) -> None:
        """Note that something stands below the headings of the path."""
        for heading in self._path:
            heading.used = True

    def with_lost(self, units: list[Unit]) -> list[Unit]:
        """The units, and those headings among them that nothing stands below."""
        lost: list[_Heading] = []
        used = {id(heading) for heading in self._all if heading.used}
        for heading in reversed(self._all):
            if id(heading) not in used:
                lost.append(heading)
                used |= {
                    id(above) for above in self._all if above.text in heading.above and above.at <= heading.at
                }
        placed = list(units)
        for heading in lost:  # from the last to the first, so that places stay right
            placed.insert(heading.at, _as_unit(heading))
        return placed


def is_label(text: str) -> bool:
    """Whether a heading is nothing but a number in its series: its title follows."""
    article = ARTICLE.match(text)
    if article:
        return not re.search(r"\w", text[article.end() :])
    part = ANNEX.match(text)
    if part:
        return not re.search(r"\w", text[part.end() :])
    return _PART_LABEL.fullmatch(text.strip()) is not None


def _as_unit(heading: _Heading) -> Unit:
    return Unit(
        kind="heading", text=heading.text, pages=heading.pages, section=heading.above, speaker=heading.speaker
    )
