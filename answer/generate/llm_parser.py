"""What a language model writes, as it arrives: whole lines, freed of their citation marks.

A line is held back until it ends, so a mark that is cut between two chunks is never seen in halves: the same
text gives the same lines whether it comes whole, by word or by character.
"""

import re
from dataclasses import dataclass
from typing import Final

NOT_FOUND: Final = "NOT_FOUND"
LONGEST_LINE: Final = 2_000  # characters; what is longer is no statement and is dropped

_IDS = re.compile(r"[\[(【（]\s*(?P<ids>[Pp]\d{1,4}(?:\s*[,;和 ]\s*[Pp]\d{1,4})*)\s*[\])】）]")
_FAKE_MARK = re.compile(
    r"\[\^?\d{1,4}(?:\s*[,;–-]\s*\^?\d{1,4})*\](?!\()|【[^】\n]{0,60}】|\[(?:citation|source|doc|ref)[^\]\n]{0,40}\]",
    re.IGNORECASE,
)
_LIST_MARK = re.compile(r"^\s*(?:[-*•–]\s+|#{1,6}\s+|\d{1,2}[.)]\s+|>\s+)+")
_STRESS = re.compile(r"(\*{1,3}|__)(?=\S)(.+?)(?<=\S)\1")
_FENCE = re.compile(r"^\s*(?:```|~~~)")
_UNFINISHED = re.compile(r"[^.!?。！？؟…”»\"')\]】]\s*$")
_THINKING, _THOUGHT = "<think>", "</think>"


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a reply: its words without marks, and the ids it cites, lower-case."""

    text: str
    ids: tuple[str, ...]

    @property
    def says_not_found(self) -> bool:
        """Whether it is the model's word for "the passages do not answer"."""
        return self.text.strip(' .!*_`"“”') == NOT_FOUND


class LineParser:
    """Collects chunks of text and gives each line once it is whole.

    What stands between ``<think>`` and ``</think>`` is the model talking to itself, and left out.
    """

    def __init__(self) -> None:
        self._rest = ""
        self._overlong = False
        self._thinking = False

    def feed(self, chunk: str) -> list[Line]:
        """The lines that this chunk ends."""
        *ended, self._rest = (self._rest + chunk.replace("\r", "\n")).split("\n")
        lines = [line for raw in ended for line in self._line(raw)]
        if len(self._rest) > LONGEST_LINE:
            self._overlong, self._rest = True, ""
        return lines

    def close(self) -> list[Line]:
        """The last line, unless it breaks off in the middle of a sentence."""
        rest, self._rest = self._rest, ""
        return [] if _UNFINISHED.search(rest) and NOT_FOUND not in rest else self._line(rest)

    def _line(self, raw: str) -> list[Line]:
        if self._overlong:
            self._overlong = False
            return []
        raw = self._without_thoughts(raw)
        if not raw.strip() or _FENCE.match(raw) or len(raw) > LONGEST_LINE:
            return []
        found = [
            part.lower() for match in _IDS.finditer(raw) for part in re.findall(r"[Pp]\d+", match["ids"])
        ]
        text = _FAKE_MARK.sub("", _IDS.sub("", raw))
        text = _STRESS.sub(r"\2", _LIST_MARK.sub("", text))
        text = re.sub(r"\s+([.,;:!?])", r"\1", " ".join(text.split()))
        text = re.sub(r"[,;]+(\.?)$", r"\1", text)
        return [Line(text, tuple(dict.fromkeys(found)))] if re.search(r"\w", text) else []

    def _without_thoughts(self, raw: str) -> str:
        kept = []
        while raw:
            mark = _THOUGHT if self._thinking else _THINKING
            before, found, raw = raw.partition(mark)
            if not self._thinking:
                kept.append(before)
            if found:
                self._thinking = not self._thinking
        return "".join(kept)
