"""The differences of two wordings, word by word."""

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Final

# A word, a Chinese or Japanese character, or a mark.
_TOKEN: Final = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]|[^\W\u3040-\u30ff\u3400-\u9fff]+|[^\w\s]")
_MOST: Final = 4_000_000  # words times words; beyond that the two are shown as wholly different


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """A stretch of two wordings that is the same in both, or that differs.

    Attributes:
        before: The words of the first; empty where the second added words.
        after: The words of the second; empty where it dropped words.
        same: Whether the words are the same (the spaces between them may differ).
    """

    before: str
    after: str
    same: bool

    def mirrored(self) -> "Run":
        """The same, seen from the other side."""
        return Run(before=self.after, after=self.before, same=self.same)


def words(text: str) -> list[str]:
    """The words and marks of a text; spaces and line breaks do not count."""
    return _TOKEN.findall(text)


def runs(before: str, after: str) -> tuple[Run, ...]:
    """The two wordings cut into stretches; joined again, each side gives its text.

    Args:
        before: The one wording.
        after: The other.
    """
    left, right = list(_TOKEN.finditer(before)), list(_TOKEN.finditer(after))
    if len(left) * len(right) > _MOST:
        return (Run(before=before, after=after, same=False),)
    matcher = SequenceMatcher(None, [m.group() for m in left], [m.group() for m in right], autojunk=False)
    return tuple(
        Run(
            before=_slice(before, left, first, past),
            after=_slice(after, right, first_after, past_after),
            same=tag == "equal",
        )
        for tag, first, past, first_after, past_after in matcher.get_opcodes()
    )


def _slice(text: str, tokens: list[re.Match[str]], first: int, past: int) -> str:
    if first == past:
        return ""
    start = tokens[first].start() if first else 0
    return text[start : tokens[past].start() if past < len(tokens) else len(text)]
