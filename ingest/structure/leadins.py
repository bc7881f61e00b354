"""Lead-ins: the words before a quotation or a statement that say whose it is."""

import re
from dataclasses import dataclass
from typing import Literal

from ingest.names.speakers import canonical_speaker, known_speaker

SHORTEST_SPEECH = 5  # words

Extent = Literal["quotation", "turn"]

_NOT_A_NAME = re.compile(
    r"(?:notes?|principle|recommendations?|articles?|paragraphs?|questions?|answer|norms?|objective|action|target|example|"
    r"source|title|see|subject|summary|conclusion|chapter|section|annex|figure|table|box|step|rule|point|item|theme|day|"
    r"date|place|status|goal|indicator|result|output|outcome|definition|agenda|decision)s?\b",
    re.IGNORECASE,
)
_QUOTE = '[“"«„]'
_VERBS = (
    r"(?:states?|stated|says?|said|notes?|noted|writes?|wrote|argues?|argued|adds?|added|stresse[sd]|emphasi[sz]e[sd]|"
    r"suggests?|suggested|proposes?|proposed|observe[sd]|explains?|explained|declare[sd]|commente?d?s?|submitted|"
    r"(?:issued|made|published)\s+a\s+(?:joint\s+)?(?:statement|submission|comment))"
)
_COLON = re.compile(rf"(?P<name>[^\W\d_][^:“”\"\n]{{1,79}}?)\s?:\s*(?P<quote>{_QUOTE})?")
_VERB = re.compile(
    rf"(?P<name>[^\W\d_][^:“”\",\n]{{1,69}}?)(?:,\s[^“”\"]{{3,80}},)?\s{_VERBS}\b[^“”\"]{{0,60}}?[:,]?\s?{_QUOTE}"
)
_AND = re.compile(rf"and\s?:?\s*{_QUOTE}|and:\s", re.IGNORECASE)
_TITLE = r"(?:Mr|Mrs|Ms|Miss|Dr|Sir|Dame|Lord|Lady|Prince|Princess|Sheikh|Archbishop|Monsignor|Msgr|King|President|H\.E)"
_VERBATIM = re.compile(
    rf"{_TITLE}\.?\s[^:()\n]{{1,80}}?\s?\((?P<owner>[^()\n]{{2,80}}(?:\([^()]*\))?[^()]*)\)[^:\n]{{0,90}}:\s"
)
_CHAIR = re.compile(
    r"(?P<owner>The (?:Acting )?(?:Temporary )?(?:President|Chair(?:man|person|woman)?|Co-Chair|Vice-President|"
    r"Secretary-General|Deputy Secretary-General|Secretary|Moderator|Facilitator))\s?(?:\([^()]*\))?\s?:\s"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class LeadIn:
    """Whose words follow, and how far.

    Attributes:
        speaker: The speaker in one spelling; None for "and:", which goes on with the same one.
        extent: A quotation ends where its quotation marks close, a turn where the next one begins.
    """

    speaker: str | None
    extent: Extent


def lead_in(text: str) -> LeadIn | None:
    """The lead-in with which ``text`` opens, or None.

    Forms: "China: “…”", "Microsoft, in a second submission, states “…”", "and: “…”",
    "Mr. Costa (Brazil): …", "The President: …".
    """
    head = text[:260]
    turn = _VERBATIM.match(head) or _CHAIR.match(head)
    if turn:
        return LeadIn(speaker=_owner(turn["owner"]), extent="turn")
    if _AND.match(head):
        return LeadIn(speaker=None, extent="quotation")
    return _colon(head) or _verb(head)


def unclosed_quotation(text: str) -> bool:
    """Whether ``text`` opens more quotations than it closes; a mark after a letter and before a space closes."""
    opened = 0
    for mark in re.finditer(r"[“”«»]", text):
        before, after = text[mark.start() - 1 : mark.start()], text[mark.end() : mark.end() + 1]
        closes = mark[0] in "”»" or (bool(before.strip()) and before not in "([" and not after.strip())
        opened = max(0, opened - 1) if closes else opened + 1
    return opened > 0


def _colon(head: str) -> LeadIn | None:
    match = _COLON.match(head)
    if not match or _NOT_A_NAME.match(match["name"]):
        return None
    name = match["name"].strip()
    known = known_speaker(name)
    if known and (match["quote"] or re.search(_QUOTE, head) or _is_speech(head[match.end() :])):
        return LeadIn(speaker=known, extent="quotation")
    if match["quote"] == "“" and _looks_like_name(name):
        return LeadIn(speaker=canonical_speaker(name), extent="quotation")
    return _verb(head)


def _is_speech(words: str) -> bool:
    """Whether what follows a State's name and a colon is a sentence, not a figure or an item of a list."""
    return len(words.split()) >= SHORTEST_SPEECH and words[:1].isalpha()


def _verb(head: str) -> LeadIn | None:
    match = _VERB.match(head)
    if not match:
        return None
    name = match["name"].strip()
    if known_speaker(name) or re.search(r"\b(?:NGOs|organi[sz]ations|States|delegations|companies)$", name):
        return LeadIn(speaker=canonical_speaker(name), extent="quotation")
    return None


def _looks_like_name(name: str) -> bool:
    """A name of several words, each with a capital but for the small ones: "Global Partners Digital"."""
    words = name.split()
    small = {"of", "the", "and", "for", "de", "la", "et", "du", "des", "in", "on", "to", "y", "e", "&"}
    if not 2 <= len(words) <= 9:
        return False
    return all(word[:1].isupper() or word.lower() in small for word in words) and name[:1].isupper()


def _owner(printed: str) -> str:
    """The one in brackets after a name, without "spoke in French" and the like."""
    return canonical_speaker(re.sub(r"\s*[;(].*$", "", printed) if not known_speaker(printed) else printed)
