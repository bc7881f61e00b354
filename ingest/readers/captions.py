"""Captions of a recording as text: a turn begins with ">>", mostly with a name, and runs over short lines; subtitles."""

import re
from collections.abc import Iterator
from typing import Final

from ingest.document import ReadingWarning
from ingest.manuscript import Block, Manuscript

LEAST_TURNS: Final = 3
LEAST_CUES: Final = 2

_TIME: Final = r"(?:\d{1,2}:)?\d{2}:\d{2}[.,]\d{3}"
_CUE: Final = re.compile(rf"(?:\n\s*)?^(?:\d+[ \t]*\n)?{_TIME} --> {_TIME}.*$\n?", re.MULTILINE)
"""What stands above each line of a file of subtitles (SRT, WebVTT): its number, and from when to when it is shown."""
_VOICE: Final = re.compile(r"<v(?:\.\w+)* ([^>\n]+)>")
_STYLED: Final = re.compile(r"</?(?:[vcibu]|ruby|rt|lang|font)\b[^>\n]*>|<[\d:.]+>")

_TURN: Final = re.compile(r"^\s*>>+\s*(?:(?P<name>[^\W\d_][^:\n]{1,80}?):\s+)?", re.MULTILINE)


def are_captions(text: str) -> bool:
    """Whether turns are marked as captions mark them."""
    return len(_TURN.findall(text)) >= LEAST_TURNS


def are_subtitles(text: str) -> bool:
    """Whether each line is told when to be shown, as in the files that video players take."""
    return len(_CUE.findall(text)) >= LEAST_CUES


def without_times(text: str) -> str:
    """Subtitles as captions: their words on end, a voice named by its tag as a turn."""
    text = re.sub(r"\AWEBVTT\b.*\n", "", text)
    return _STYLED.sub("", _VOICE.sub(r"\n>> \1: ", _CUE.sub("\n", text))).strip()


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
