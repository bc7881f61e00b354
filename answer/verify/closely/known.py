"""What a stretch of a passage and its document's header know of a statement's words."""

from collections.abc import Sequence

from answer.verify.closely.claims import Claim, Window
from answer.verify.closely.words import Word


def known(claim: Claim, window: Window) -> frozenset[str]:
    """What the claim may draw on; not the header where that would put it into a speaker's mouth."""
    found = window.stems if window.speaker and not claim.speakers else window.stems | window.header
    return found | window.person if window.speaker and window.speaker in claim.text else found


def stands(there: frozenset[str], word: Word) -> bool:
    """Whether a word is there, or all parts of a hyphenated one are."""
    if word.stem in there:
        return True
    parts = word.stem.split("-")
    return word.kind != "number" and len(parts) > 1 and all(part in there for part in parts)


def near(row: Sequence[Word], count: int) -> set[str]:
    """The first stems that claim something, up to ``count`` of one clause and not past a number."""
    found: set[str] = set()
    for word in row:
        if len(found) == count or word.clause != row[0].clause:
            break
        if word.claims:
            found.add(word.stem)
        if word.kind == "number":
            break
    return found
