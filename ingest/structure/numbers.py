"""Numbers of paragraphs: printed, counted in a preamble, or gone on from the paragraph above."""

import re
from dataclasses import replace
from typing import Final

from ingest.layout.printed import DOTTED, LETTER, NUMBER, OPERATIVE, PREAMBULAR, ROMAN, figures
from ingest.structure.unit import Unit, shorter

MISSING: Final = 3  # numbers that may be lost before one that goes on the document's count


class Count:
    """How far the paragraphs of a document are counted.

    Args:
        units: The units so far; numbers of some are put right when a list inside a paragraph ends.
        dotted: Whether paragraphs are numbered "4.1", "4.2": plain numbers are then rows and items.

    Attributes:
        form: The form of a paragraph's number.
        article: Number of the article that paragraphs stand in ("art. 3"); None outside of articles.
        preamble: Whether the clauses of a preamble are counted.
    """

    def __init__(self, units: list[Unit], *, dotted: bool) -> None:
        self._units = units
        self.form = DOTTED if dotted else NUMBER
        self.article: str | None = None
        self.preamble = False
        self._preambular = 0
        self._highest = 0
        self.restart()

    def restart(self) -> None:
        """Begin to count anew, as below an annex or an article."""
        self._last = 0
        self._outer = 0
        self._nested: list[int] = []
        self._number: str | None = None
        self._letter: str | None = None

    def forget(self) -> None:
        """Let go of the last number: what comes is no part of its paragraph."""
        self._number = self._letter = None

    def begin_preamble(self) -> None:
        """Count the clauses of a preamble from one."""
        self.preamble, self._preambular = True, 0

    def numbered(self, unit: Unit, given: str | None, *, opened: bool) -> Unit:
        """A paragraph with its number: printed, given by its file, counted in a preamble, or that of what it goes on.

        Args:
            unit: The paragraph.
            given: The number its file counts for it.
            opened: Whether what stands before it ends with a colon.
        """
        match = self.form.match(unit.text)
        printed = figures(match[1]) if match and self._plausible(match[1]) else None
        number = given or printed
        if number is not None:
            unit = self._with_number(unit, number, match.end() if match and not given else 0)
            letter = LETTER.match(unit.text)
            return self._lettered(unit, letter) if letter else unit
        letter = LETTER.match(unit.text)
        if letter:
            return self._lettered(unit, letter)
        if self.preamble and _is_preambular(unit.text):
            self._preambular += 1
            self._number = f"PP{self._preambular}"
            self._letter = None
            return replace(unit, paragraph=self._number)
        if self.preamble and OPERATIVE.match(unit.text):
            self.preamble, self._number = False, None
            return unit
        if self._number and (unit.text[:1].islower() or (opened and re.match(r"[“\"•–—-]", unit.text))):
            return replace(unit, paragraph=self._number, part_of=self._number)
        if self.article:
            return replace(unit, paragraph=self.article)
        self._number = self._number if self.preamble else None
        return unit

    def _plausible(self, number: str) -> bool:
        """Whether a printed number goes on the document's count, rather than being a word of its text."""
        if "." in number or int(number) <= self._last + 20:
            return True
        return self._highest < int(number) <= self._highest + MISSING

    def _with_number(self, unit: Unit, number: str, length: int) -> Unit:
        self.preamble = False
        n = int(number.rpartition(".")[2])
        if n == self._outer + 1 and self._outer and n != self._last + 1:
            self._close_nested()
        elif n == 1 and self._last > 1 and "." not in number:
            self._outer, self._nested = (self._outer or self._last), []
        self._last = n
        self._highest = max(self._highest, n)
        self._letter = None
        self._number = f"{self.article} ({number})" if self.article else number
        if self._outer:
            self._nested.append(len(self._units))
        return replace(shorter(unit, length), paragraph=self._number)

    def _close_nested(self) -> None:
        """Numbers that restarted and then went on from before were a list inside a paragraph."""
        for index in self._nested:
            unit = self._units[index]
            self._units[index] = replace(
                unit,
                paragraph=f"{self._outer} ({unit.paragraph})",
                part_of=str(self._outer),
                mark=f"{unit.paragraph}.",
            )
        self._outer, self._nested = 0, []

    def _lettered(self, unit: Unit, match: re.Match[str]) -> Unit:
        label = match[1]
        base = self._number or self.article
        follows = {"i": "h", "v": "u", "x": "w"}.get(label)
        if label in ROMAN and self._letter and self._letter != follows:
            base = f"{base} ({self._letter})" if base else f"({self._letter})"
        elif label not in ROMAN or self._letter or not base:
            self._letter = label
        paragraph = f"{base} ({label})" if base else f"({label})"
        return replace(shorter(unit, match.end()), paragraph=paragraph, part_of=base, mark=match[0].strip())


def _is_preambular(text: str) -> bool:
    """Whether a paragraph belongs to the preamble: by how it begins, or by the comma that operative ones do not end with."""
    return bool(PREAMBULAR.match(text) or (OPERATIVE.match(text) and text.endswith(",")))
