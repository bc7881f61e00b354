"""Whose words a question asks for: States by name or adjective, and people whom the library hears."""

import re
from collections.abc import Collection, Mapping, Sequence
from functools import cache
from typing import Final

from ingest.names.speakers import SpeakerMention, find_speakers
from language.demonyms import demonyms

# "the Brazilian delegation", "the Swiss and the Russian position": an adjective speaks for its State only so.
_OFFICES: Final = (
    r"(?:delegat\w+|positions?|views?|statements?|ambassador\w*|representatives?|government|explanations?|"
    r"remarks?|comments?|submissions?|proposals?|regrets?|objections?|concerns?|stance|opinion|reservations?|arguments?|"
    r"criticisms?|reasons?|demands?|priorities|speech|intervention|interventions|disappointments?)"
)
_TITLES: Final = r"(?:Mr|Ms|Mrs|Miss|Dr|Ambassador|Amb|President|Chair|Secretary)\.?\s"
# Where a speaker, written "§", is subject or source of what is asked for.
_SUBJECT: Final = re.compile(
    r"\b(?:did|does|do|has|have|had|would|will|could|should|can|was|were|is|are)\s(?:the\s)?§(?=\s\w|['’])"
    r"|^(?:the\s)?§\s?(?:[:,(–—-]|on\b|about\b)"
    r"|\b(?:according to|per|in the view of|in the words of|for|by|from|as)\s(?:the\s)?§"
    r"|§(?:['’]s?)?\s(?:\w+\s){0,2}" + _OFFICES + r"\b"
    r"|§['’]s?\s(?:view|opinion)\b"
    r"|\bin\s§['’]s?\s"
    r"|\b(?:what|which|how|why|whose|whom)\b[^?§]{0,80}§\s(?:\w+ly\s)?(?!(?:resolution|draft|convention|report|meeting|proposal|charter|text|debate)s?\b)"
    r"[a-z]+(?:s|ed)?\b",
    re.IGNORECASE,
)

_TOGETHER: Final = re.compile(
    r"(?:['’]s?)?,?\s(?:(?:and|or|vs\.?|versus)\s)?(?:(?:the|that of)\s)?|,\s", re.IGNORECASE
)


def addressees(text: str, heard: Collection[str] = ()) -> list[SpeakerMention]:
    """The speakers a question names, in order, none overlapping.

    Args:
        text: The question.
        heard: Names of speakers in the library: people and groups are known by these alone.
    """
    found = [*find_speakers(text), *_by_adjective(text), *_people(text, heard)]
    kept: list[SpeakerMention] = []
    for mention in sorted(found, key=lambda mention: (mention.start, -mention.end)):
        if not kept or mention.start >= kept[-1].end:
            kept.append(mention)
    return kept


def asked_for_words(text: str, language: str, mentions: Sequence[SpeakerMention]) -> bool:
    """Whether the speakers are asked for their own words, rather than talked about.

    In languages other than English a speaker who is named is taken to be asked.
    """
    if not mentions:
        return False
    for mention in reversed(mentions):
        text = f"{text[: mention.start]}§{text[mention.end :]}"
    text = re.sub(r"§(?:(?:,? (?:and|or|vs\.?|versus)|,) (?:the )?§)+", "§", text)
    return language != "en" or _SUBJECT.search(text) is not None


def asked_themselves(text: str, language: str, mentions: Sequence[SpeakerMention]) -> list[SpeakerMention]:
    """Of several speakers named those whose words are asked for: "What did Cuba say about Spain?" asks Cuba.

    All of them where the grammar does not tell them apart, and in languages other than English.
    """
    if language != "en":
        return list(mentions)
    asked = [
        mention
        for group in _coordinated(text, mentions)
        if _SUBJECT.search(_marked(text, mentions, group))
        for mention in group
    ]
    return asked or list(mentions)


def _coordinated(text: str, mentions: Sequence[SpeakerMention]) -> list[list[SpeakerMention]]:
    """Speakers named in one breath ("the Swiss and the Russian position") together."""
    groups: list[list[SpeakerMention]] = []
    for mention in mentions:
        if groups and _TOGETHER.fullmatch(text[groups[-1][-1].end : mention.start]):
            groups[-1].append(mention)
        else:
            groups.append([mention])
    return groups


def _marked(text: str, mentions: Sequence[SpeakerMention], group: Sequence[SpeakerMention]) -> str:
    """The question with one group of speakers written "§" and the others as something else."""
    for mention in reversed(mentions):
        sign = "" if mention in group[1:] else "§" if mention in group else "them"
        start = group[0].end if mention in group[1:] else mention.start
        text = f"{text[:start]}{sign}{text[mention.end :]}" if sign or mention is group[-1] else text
    return text


def _by_adjective(text: str) -> list[SpeakerMention]:
    pattern, states = _adjectives()
    return [
        SpeakerMention(speaker=states[match["state"]], start=match.start("state"), end=match.end("state"))
        for match in pattern.finditer(text)
    ]


def _people(text: str, heard: Collection[str]) -> list[SpeakerMention]:
    """People and groups by their full name, or by title and last name."""
    found: list[SpeakerMention] = []
    for name in heard:
        words = name.split()
        if not 2 <= len(words) <= 4:
            continue
        last = rf"|{_TITLES}{re.escape(words[-1])}" if all(word[0].isupper() for word in words) else ""
        match = re.search(rf"(?<!\w)(?:(?i:{re.escape(name)}){last})(?!\w)", text)
        if match:
            found.append(SpeakerMention(speaker=name, start=match.start(), end=match.end()))
    return found


@cache
def _adjectives() -> tuple[re.Pattern[str], Mapping[str, str]]:
    states = demonyms("en")
    either = "|".join(map(re.escape, sorted(states, key=len, reverse=True)))
    return re.compile(
        rf"\b(?P<state>{either})(?=\s(?:(?:and|or)\s(?:the\s)?(?:{either})\s)?{_OFFICES}\b)"
    ), states
