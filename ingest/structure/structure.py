"""Blocks into units: each knows its section, its printed number and its speaker."""

import re
from collections.abc import Iterable
from dataclasses import replace
from itertools import pairwise
from typing import Final

from ingest.layout.printed import (
    ABOVE_TITLE,
    ANNEX,
    ARTICLE,
    CONTINUES,
    DOTTED,
    NARRATIVE,
    OF_ANNEX,
    OPENER,
    SENTENCE,
    article_number,
    is_part,
)
from ingest.manuscript import Block
from ingest.structure.articles import number_articles
from ingest.structure.headings import Headings, is_label
from ingest.structure.leadins import LeadIn, lead_in, unclosed_quotation
from ingest.structure.masthead import is_masthead
from ingest.structure.numbers import Count
from ingest.structure.unit import Unit
from ingest.structure.voices import letter_writer, speaking_heading, turn_holder

_TURN_LEVEL = 9
_WHOLE: Final = 0  # level of a speaker whose words go on to the first annex


def structure(blocks: Iterable[Block], title: str) -> list[Unit]:
    """The units of a document, in order.

    Args:
        blocks: The manuscript's blocks.
        title: The document's title; its heading is no section.
    """
    listed = number_articles(list(blocks))
    walk = _Walk(
        re.sub(r"^(?:S-|ES-)?\d{1,4}/\d{1,3}(?:\s[A-Z])?\.\s+", "", title),
        compendium=_is_compendium(listed),
        verbatim=_is_verbatim(listed),
        dotted=_is_dotted(listed),
        groups=_group_headings(listed),
    )
    for block in listed:
        walk.take(block)
    return walk.finished()


def _is_compendium(blocks: list[Block]) -> bool:
    """Whether headings name those who speak: three or more that are a State's or organisation's name."""
    names = {speaking_heading(block.text) for block in blocks if block.kind == "heading"} - {None}
    return len(names) >= 3


def _group_headings(blocks: list[Block]) -> frozenset[str]:
    """Headings right above a speaker's: they group speakers, and are nobody's words; "I thank you." is no such."""
    return frozenset(
        block.text
        for block, below in pairwise(blocks)
        if block.kind == below.kind == "heading" and speaking_heading(below.text)
    )


def _is_verbatim(blocks: list[Block]) -> bool:
    turns = [lead_in(block.text) for block in blocks if block.kind == "paragraph"]
    return sum(turn is not None and turn.extent == "turn" for turn in turns) >= 3


def _is_dotted(blocks: list[Block]) -> bool:
    """Whether paragraphs are numbered "4.1", "4.2": plain numbers are then rows and items."""
    return sum(bool(DOTTED.match(block.text)) for block in blocks if block.kind == "paragraph") >= 5


class _Walk:
    """One pass over the blocks, with what the reader's eye keeps in mind."""

    def __init__(
        self, title: str, *, compendium: bool, verbatim: bool, dotted: bool, groups: frozenset[str]
    ) -> None:
        self.units: list[Unit] = []
        self._title = _plain(title)
        self._titled = False
        self._printed_title: Block | None = None
        self._compendium = compendium
        self._groups = groups
        self._verbatim = verbatim
        self._fresh = self._open = False
        self._quotations = False
        self._headings = Headings()
        self._speaker: str | None = None
        self._speaker_level = 0
        self._quoted: LeadIn | None = None
        self._last_quoted: str | None = None
        self._count = Count(self.units, dotted=dotted)
        self._article_level = self._article_start = self._title_level = 0

    def take(self, block: Block) -> None:
        """Take one block in."""
        if block.kind == "break":
            self._break()
        elif block.kind == "footnote":
            label = f"fn {block.number}" if block.number else None
            self._add(replace(self._unit(block), paragraph=label, speaker=None))
        elif block.kind == "table":
            self._add(self._unit(block))
        elif block.kind == "heading" or is_part(block.text):
            self._heading(block)
        elif not is_masthead(block.text):
            self._paragraph(block)

    def finished(self) -> list[Unit]:
        """The units, headings that nothing stands below among them; the title too where there is nothing else."""
        units = self._headings.with_lost(self.units)
        if self._printed_title and all(unit.kind == "heading" for unit in units):
            title = self._printed_title
            units.insert(0, Unit(kind="heading", text=title.text, pages=title.pages))
        return units

    def _break(self) -> None:
        """A mark such as "***" ends quotations, and the section that was there to hold them."""
        self._end_voice()
        self._fresh = True
        if self._quotations:
            self._headings.pop()
        self._quotations = False

    def _heading(self, block: Block) -> None:
        if self._is_spoken(block):
            self._paragraph(replace(block, kind="paragraph"))
            return
        self._end_voice()
        self._count.forget()
        if not self._titled and (self._is_title(block.text) or ABOVE_TITLE.match(block.text)):
            self._printed_title = self._printed_title or block
            self._speaker, self._speaker_level = letter_writer(block.text), _WHOLE
            return
        article = ARTICLE.match(block.text)
        part = ANNEX.match(block.text)
        level = 1 if part else block.level or 2
        number = article_number(article) if article else block.number
        if number:
            self._count.restart()
            self._count.article, self._article_level = f"art. {number}", level
            self._article_start = len(self.units)
            self._title_level = 0 if article and is_label(block.text) else level
            self._count.preamble = False
        elif self._count.article and self._ends_article(level, block.text):
            self._count.restart()
            self._count.article = None
            self._headings.leave(self._article_level)
        if part:
            self._count.restart()
            self._count.article = None
            self._count.preamble = False
        speaker = speaking_heading(block.text) if self._compendium else letter_writer(block.text)
        if speaker:
            self._count.restart()
            self._speaker, self._speaker_level = speaker, level
        elif (
            self._speaker
            and not self._verbatim
            and (level <= self._speaker_level or part or OF_ANNEX.match(block.text))
        ) or self._verbatim:
            self._speaker = None
        self._quotations = False
        self._headings.enter(
            level, block.text, len(self.units), pages=block.pages, speaker=speaker and self._speaker
        )

    def _ends_article(self, level: int, text: str) -> bool:
        """Whether a heading ends the article: a chapter's, or the title of another that has lost its number."""
        titles = not self._title_level and len(self.units) == self._article_start
        if titles and level >= self._article_level and not is_label(text):
            self._title_level = level
            return False
        if level <= 2:
            return True
        return bool(self._title_level) and level <= self._title_level

    def _is_title(self, text: str) -> bool:
        """Whether a heading is the title, or a part of it after which it goes on in the next heading."""
        bare = _plain(re.sub(r"^(?:S-|ES-)?\d{1,4}/\d{1,3}(?:\s[A-Z])?\.\s+", "", text))
        if CONTINUES.search(text) and self._title.startswith(f"{bare} "):
            self._title = self._title[len(bare) + 1 :]
            return True
        self._titled = bare == self._title
        return self._titled

    def _is_spoken(self, block: Block) -> bool:
        """Within a delegation's statement, a sentence or type of another size is its own stress, not a heading of ours."""
        if not self._compendium or self._speaker is None or speaking_heading(block.text):
            return False
        if SENTENCE.search(block.text):
            return True
        if block.text in self._groups:
            return False
        return (
            not re.match(r"[IVX]{1,5}\.\s", block.text)
            and not ANNEX.match(block.text)
            and block.level < self._speaker_level
        )

    def _end_voice(self) -> None:
        self._quoted = None
        self._last_quoted = None

    def _paragraph(self, block: Block) -> None:
        if block.speaker is not None:
            self._turn(block.speaker)
        unit = self._voiced(self._unit(block))
        if OPENER.fullmatch(block.text):
            self._count.begin_preamble()
            self._add(unit)
            return
        self._add(self._count.numbered(unit, block.number, opened=self._open))

    def _turn(self, printed: str) -> None:
        """The turn of a speaker, as a line above it names him; of nobody known where it is empty."""
        if printed:
            self._heading(Block(kind="heading", text=printed, level=_TURN_LEVEL))
        else:
            self._headings.leave(_TURN_LEVEL)
        self._speaker, self._verbatim = turn_holder(printed) if printed else None, True

    def _unit(self, block: Block) -> Unit:
        kind = block.kind if block.kind in {"footnote", "table"} else "paragraph"
        return Unit(
            kind=kind,
            text=block.text,
            pages=block.pages,
            section=self._headings.section,
            speaker=self._speaker,
        )

    def _voiced(self, unit: Unit) -> Unit:
        """The unit with its speaker: by its own lead-in, by an open quotation, or by what stands above."""
        number = self._count.form.match(unit.text)
        found = lead_in(unit.text[number.end() :] if number else unit.text)
        if found and found.extent == "turn":
            self._speaker, self._verbatim = found.speaker, True
            return replace(unit, speaker=found.speaker)
        if found and not self._verbatim and not self._speaker:
            self._quotations = True
            owner = found.speaker or self._last_quoted
            self._last_quoted = owner
            self._quoted = (
                LeadIn(speaker=owner, extent="quotation") if unclosed_quotation(unit.text) else None
            )
            return replace(unit, speaker=owner)
        if self._verbatim and NARRATIVE.match(unit.text):
            self._speaker = None
            return replace(unit, speaker=None)
        if self._quoted:
            owner = self._quoted.speaker
            if not unclosed_quotation("“" + unit.text):
                self._quoted = None
            return replace(unit, speaker=owner)
        self._last_quoted = None
        return unit

    def _add(self, unit: Unit) -> None:
        if unit.text.strip():
            note = unit.kind == "footnote"
            self._open = (
                self._open if note else unit.text.endswith(":") or (self._open and unit.part_of is not None)
            )
            self._headings.use()
            self.units.append(replace(unit, fresh=self._fresh and not note))
            self._fresh = self._fresh and note


def _plain(text: str) -> str:
    return re.sub(r"\W+", " ", text).strip().lower()
