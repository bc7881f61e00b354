"""Captions of a recording as text: a turn begins with ">>", mostly with a name, and runs over short lines."""

import re
from collections.abc import Iterator
from typing import Final

from ingest.document import ReadingWarning
from ingest.manuscript import Block, Manuscript

LEAST_TURNS: Final = 3

_TURN: Final = re.compile(r"^\s*>>+\s*(?:(?P<name>[^\W\d_][^:\n]{1,80}?):\s+)?", re.MULTILINE)


def are_captions(text: str) -> bool:
    """Whether turns are marked as captions mark them."""
    return len(_TURN.findall(text)) >= LEAST_TURNS


def captions_manuscript(text: str, warnings: tuple[ReadingWarning, ...]) -> Manuscript:
    """The manuscript of captions: what stands above the first turn as paragraphs, then each turn with its speaker."""
    first = _TURN.search(text)
    above = text[: first.start()] if first else text
    blocks = [Block(kind="paragraph", text=part) for part in _parts(above)]
    turns = list(_TURN.finditer(text))
    for turn, following in zip(turns, [*turns[1:], None], strict=True):
        words = text[turn.end() : following.start() if following else len(text)]
        speaker: str | None = _named(turn["name"])
        for part in _parts(words):
            blocks.append(Block(kind="paragraph", text=part, speaker=speaker))
            speaker = None
    return Manuscript(format="txt", blocks=tuple(blocks), front=text[:4000], warnings=warnings)


def _parts(text: str) -> Iterator[str]:
    parts = (" ".join(part.split()) for part in re.split(r"\n\s*\n", text))
    return filter(None, parts)


def _named(printed: str | None) -> str:
    """A speaker's name in ordinary letters; empty where the turn names nobody."""
    name = " ".join((printed or "").split())
    return name.title() if name.isupper() and len(name) > 4 else name
