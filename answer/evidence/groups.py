"""Who speaks for a group: a joint statement stands under the State that delivers it, and is the group's."""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from answer.question.question import Question
from index.hit import Hit
from ingest.document import Passage

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


def of_the_group(question: Question, hits: list[Hit]) -> tuple[Question, list[Hit]]:
    """A question to groups that nobody hears, put to those who speak for them, and what was said so.

    As it is where what was found has no words in a group's name.
    """
    if not question.spoken or any(name in question.heard for name in question.speakers):
        return question, hits
    told = [hit for hit in hits if speaks_for(hit.passage, question.speakers)]
    speakers = tuple(dict.fromkeys(hit.passage.speaker for hit in told if hit.passage.speaker))
    return (replace(question, speakers=speakers), told) if told else (question, hits)


def speaks_for(passage: Passage, names: tuple[str, ...]) -> bool:
    """Whether a passage's heading says that its speaker speaks for one of some groups."""
    group = group_of(passage)
    if group is None:
        return False
    told = _words(group)
    return any(_words(name) and _words(name) <= told for name in names)


def _words(name: str) -> set[str]:
    return set(re.findall(r"[\w-]+", name.casefold())) - _MERE
