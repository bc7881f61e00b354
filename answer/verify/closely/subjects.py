"""Who does what in a text: the speakers that are subject or agent, and the clauses that are theirs."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from answer.text.lexicon import lexicon
from ingest.names.speakers import SpeakerMention, find_speakers
from ingest.structure.sentences import Span

_COORDINATED = re.compile(
    r"(?<![\s,;])[\s,;]*+(?:and|or|et|ou|y|e|и|и также|和|与|及|、|و|&|as well as)?[\s,]*+(?:the\s)?",
    re.IGNORECASE,
)
_CLAUSE_START = re.compile(
    r"(?s:.*)(?:^|[;:,.!?—–。，；：…”»\"]\s*|\b(?:while|whereas|but|and|although|tandis que|mais|et|"
    r"mientras|pero|y|а|но|и)\s+)(?P<lead>[^;:,.!?—–。，；：]{0,60})$",
    re.IGNORECASE,
)
_LEADS: Final = 8  # words before a subject in its clause ("In the view of the representative of …")


@dataclass(frozen=True, slots=True)
class Actor:
    """Speakers named together ("China and Cuba") and the part they play.

    Attributes:
        speakers: Their one spellings.
        span: Where they are named.
        role: "subject" begins its clause, "agent" follows "by" or the like, "other" is merely mentioned.
        clause: Where the subject's clause begins.
    """

    speakers: tuple[str, ...]
    span: Span
    role: str
    clause: int


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of text with the speakers whose doing or saying it tells; none where nobody is subject."""

    span: Span
    speakers: tuple[str, ...]


def actors(text: str, language: str) -> list[Actor]:
    """The speakers of a text with their parts, in order."""
    return [_actor(text, group, language) for group in _grouped(text, find_speakers(text))]


def segments(text: str, language: str) -> list[Segment]:
    """The text cut where a new subject takes over, in order and without gaps."""
    subjects = [actor for actor in actors(text, language) if actor.role == "subject"]
    cuts: list[tuple[int, tuple[str, ...]]] = []
    for actor in subjects:
        if not cuts and not text[: actor.clause].strip():
            cuts.append((0, actor.speakers))
        else:
            cuts.append((actor.clause, actor.speakers))
    if not cuts or cuts[0][0] > 0:
        cuts.insert(0, (0, ()))
    ends = [start for start, _ in cuts[1:]] + [len(text)]
    return [
        Segment(Span(start, end), speakers)
        for (start, speakers), end in zip(cuts, ends, strict=True)
        if end > start
    ]


def _grouped(text: str, mentions: Sequence[SpeakerMention]) -> list[list[SpeakerMention]]:
    groups: list[list[SpeakerMention]] = []
    for mention in mentions:
        if groups and _COORDINATED.fullmatch(text[groups[-1][-1].end : mention.start]):
            groups[-1].append(mention)
        else:
            groups.append([mention])
    return groups


def _actor(text: str, group: Sequence[SpeakerMention], language: str) -> Actor:
    span = Span(group[0].start, group[-1].end)
    speakers = tuple(dict.fromkeys(mention.speaker for mention in group))
    before = text[max(0, span.start - 120) : span.start]
    known = lexicon(language)
    match = _CLAUSE_START.match(before)
    lead = match["lead"].lower().split() if match else []
    last = [word for word in before.lower().split() if word not in {"the", "le", "la", "los", "el"}][-1:]
    if match and len(lead) <= _LEADS and all(_introduces(word, language) for word in lead):
        return Actor(speakers, span, "subject", span.start - len(match["lead"]))
    if last and last[0] in known.agents:
        return Actor(speakers, span, "agent", span.start)
    return Actor(speakers, span, "other", span.start)


def _introduces(word: str, language: str) -> bool:
    known = lexicon(language)
    word = word.strip("“”\"«»()[]'’")
    return not word or word in known.stop or word in known.frame or word in known.agents
