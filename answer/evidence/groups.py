"""Who speaks for a group: a joint statement stands under the State that delivers it, and is the group's."""

import re
from collections.abc import Sequence
from typing import Final

from ingest.document import Document, Passage
from ingest.names.speakers import find_speakers

_HEADING: Final = re.compile(
    r"\(\s*(?:joint statement (?:of|by)|(?:delivered )?on behalf of)\s(?:the\s)?(?P<group>[^:()]{3,80})",
    re.IGNORECASE,
)
_MERE: Final = frozenset("group of the states and countries movement".split())


def group_of(passage: Passage) -> str | None:
    """The group for which a passage's heading says that its speaker speaks; None where it says so of none."""
    match = _HEADING.search(passage.section[-1]) if passage.section else None
    return " ".join(match["group"].split()) if match else None


def spokesmen(passages: Sequence[Passage]) -> dict[str, str]:
    """Of the speakers of some passages those who speak for a group there, each with the group."""
    found = ((passage.speaker, group_of(passage)) for passage in passages)
    return {speaker: group for speaker, group in found if speaker and group}


def is_said_by(document: Document, passage: Passage, names: tuple[str, ...]) -> bool:
    """Whether the words of a passage are those of one of some speakers.

    A joint statement is the group's, too; a letter without a speaker of its own is its sender's, whom its title
    names first.
    """
    if passage.speaker in names or speaks_for(passage, names):
        return True
    senders = (
        find_speakers(document.title)[:1] if document.kind == "letter" and passage.speaker is None else []
    )
    return any(sender.speaker in names for sender in senders)


def speaks_for(passage: Passage, names: tuple[str, ...]) -> bool:
    """Whether a passage's heading says that its speaker speaks for one of some groups."""
    group = group_of(passage)
    if group is None:
        return False
    told = _words(group)
    return any(_words(name) and _words(name) <= told for name in names)


def _words(name: str) -> set[str]:
    return set(re.findall(r"[\w-]+", name.casefold())) - _MERE
