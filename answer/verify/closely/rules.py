"""The rules by which a stretch of a passage bears a claim, or does not."""

import re
from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import Final

from answer.text.lexicon import lexicon
from answer.text.quotes import quoted_spans
from answer.verify.closely.claims import Claim, Window
from answer.verify.closely.known import known, near, stands
from answer.verify.closely.operators import operators, opposites, relative, scoped, tense
from answer.verify.closely.subjects import segments
from ingest.names.speakers import canonical_speaker
from ingest.structure.sentences import Span
from language.overrides import overrides

COVERAGE: Final = 0.8  # least share of the claim's words in a clause of a speaker, to be told of him
FEWEST: Final = 2  # words of a claim, speakers included; "19" alone is no statement
ORDER: Final = 0.8  # least share of those that stand in the same order there
DENSITY: Final = 0.4  # least share of the words from the first to the last of them that they are
COMPANY: Final = 3  # words around a number within which its neighbour in the claim must stand

_INERT = re.compile(
    r"https?:\S+|\bwww\.\S+|\S+@\S+|</?[A-Za-z!][^>]*>?|\]\s?\([^)]*\)?|`+|\$|\\[A-Za-z(\[{]|\b[\w-]+\.(?:com|org|net|int|io|info)\b"
)
_INSTRUCTION = re.compile(
    r"\bsystem prompt\b|\byou are (?:now|an? (?:ai|assistant|language model))\b"
    r"|\b(?:as|i am) an? (?:ai|language model)\b|<\|?(?:im_start|system|assistant)\b",
    re.IGNORECASE | re.DOTALL,
)
_YEAR = re.compile(r"(?:1[89]|20)\d\d")


def find_fault(claim: Claim, window: Window) -> str | None:
    """Why the window does not bear the claim; None where it does."""
    for check in _CHECKS:
        fault = check(claim, window)
        if fault:
            return fault
    return None


def is_turned(claim: Claim, window: Window) -> tuple[bool, int]:
    """Whether the claim turns what the window says, and how many rules speak against it.

    Other words alone turn nothing. Another negation, duty, quantity, condition, tense or speaker does, a word put in
    between two that stand side by side there, and the same words in another order.
    """
    broken = [check for check in _CHECKS if check(claim, window)]
    permuted = _order in broken and _coverage not in broken
    turned = permuted or _inserted(claim, window) or any(check not in _OTHER_WORDS for check in broken)
    return turned, len(broken)


def coverage(claim: Claim, window: Window) -> float:
    """Share of the claim's words that the window or the document's header has; 1 if it has operators only."""
    if not claim.claims:
        return float(any(word.group for word in claim.row))
    there = known(claim, window)
    return sum(stands(there, word) for word in claim.claims) / len(claim.claims)


def _instruction(claim: Claim, window: Window) -> str | None:
    if any(overrides(text) or _INSTRUCTION.search(text) for text in (claim.text, window.text)):
        return "it comes from words that give instructions to a program"
    return None


def _markup(claim: Claim, window: Window) -> str | None:
    odd = next((match[0] for match in _INERT.finditer(claim.text) if match[0] not in window.text), None)
    return f"“{odd}” is not in the passage" if odd else None


def _exact(claim: Claim, window: Window) -> str | None:
    """Numbers, names and a capitalised first word have to be there; nothing stands in for them."""
    there = known(claim, window)
    for word in claim.claims:
        if (word.kind in ("number", "name") or word.first) and not stands(there, word):
            return f"“{claim.text[word.start : word.end]}” is not in the passage"
    return None


def _company(claim: Claim, window: Window) -> str | None:
    """A number counts what it counts in the passage.

    The word behind it (else the one before it) stands near it there too. Years count nothing: their order
    is looked at instead.
    """
    for i, word in enumerate(claim.row):
        if word.kind != "number":
            continue
        if word.stem not in window.stems:
            if word.stem.isdigit() and _stands_in(i, claim, window):
                return f"“{claim.text[word.start : word.end]}” is another number in the passage"
            continue
        if _YEAR.fullmatch(word.stem):
            continue
        behind, before = near(claim.row[i + 1 :], 1), near(claim.row[:i][::-1], 1)
        places = [k for k, other in enumerate(window.row) if other.stem == word.stem]
        if behind:
            company = any(behind & near(window.row[k + 1 :], COMPANY) for k in places)
        else:
            company = not before or any(before & near(window.row[:k][::-1], COMPANY) for k in places)
        if not company:
            return f"“{claim.text[word.start : word.end]}” belongs to something else in the passage"
    return None


def _stands_in(i: int, claim: Claim, window: Window) -> bool:
    """Whether a number of the document's header stands where the passage has one that the claim leaves out."""
    beside = near(claim.row[i + 1 :], 1) | near(claim.row[:i][::-1], 1)
    ours = {word.stem for word in claim.row}
    for k, other in enumerate(window.row):
        if other.kind == "number" and other.stem not in ours:
            around = near(window.row[k + 1 :], COMPANY) | near(window.row[:k][::-1], COMPANY)
            if beside & around:
                return True
    return False


def _attribution(claim: Claim, window: Window) -> str | None:
    if claim.speaker is not None and not _speaks(claim.speaker, claim, window):
        return f"the passage is not {claim.speaker}’s"
    doing = {name for actor in window.actors if actor.role == "agent" for name in actor.speakers}
    passive = doing & claim.named - claim.agents - set(claim.speakers)
    return f"in the passage it is done by {min(passive)}" if passive else None


def _reported(claim: Claim, window: Window) -> str | None:
    """Where the passage says that somebody else says it, the claim has to name him."""
    known = {word.stem for word in claim.row}
    own = {f"@{window.speaker}"} if window.speaker else set()
    for i, word in enumerate(window.row):
        if word.kind != "say":
            continue
        before = [w for w in window.row[max(0, i - 3) : i] if w.clause == word.clause and w.kind != "stop"][
            -1:
        ]
        if (
            before
            and (before[0].claims or before[0].group == "some")
            and not {before[0].stem} & (known | own)
        ):
            return "the passage reports it as somebody else’s words"
    return None


def _coverage(claim: Claim, window: Window) -> str | None:
    if len([word for word in claim.row if word.claims or word.group]) < FEWEST:
        return "it says too little to be checked"
    own = sum(stands(window.stems, word) for word in claim.claims)
    if own * 2 < len(claim.claims):
        return "too many of its words are not in the passage"
    there, words = known(claim, window), lexicon(window.language)
    for word in claim.claims:
        borne = stands(there, word) or words.same.get(word.stem, frozenset()) & there
        if not borne and word.stem not in words.agents:
            return f"“{claim.text[word.start : word.end]}” is not in the passage"
    return None


def _header_names(claim: Claim, window: Window) -> str | None:
    """A name that only the document's header has may do or own something; nothing is done to it."""
    begun = False
    own = {f"@{speaker}" for speaker in claim.speakers}
    for i, word in enumerate(claim.row):
        if word.claims and word.stem in window.stems:
            begun = True
        elif begun and word.kind == "name" and word.stem in window.header - window.stems - own:
            before = [w for w in claim.row[:i] if w.stem != "the" and w.stem not in window.header][-1:]
            if before and before[0].stem not in ("by", "of", "in"):
                return f"“{claim.text[word.start : word.end]}” is not in the passage"
    return None


def _order(claim: Claim, window: Window) -> str | None:
    theirs = [word.stem for word in window.row]
    moved = (
        set()
        if claim.agents
        else {f"@{name}" for a in window.actors if a.role == "agent" for name in a.speakers}
    )
    ours = [
        word for word in claim.row if word.claims and word.stem in window.stems and word.stem not in moved
    ]
    if _common([word.stem for word in ours], theirs) < ORDER * len(ours):
        return "its words stand in another order in the passage"
    exact = [word.stem for word in ours if word.kind in ("number", "name")]
    if _common(exact, theirs) < len(exact):
        return "its names and numbers stand in another order in the passage"
    return None


def _density(claim: Claim, window: Window) -> str | None:
    """The words come from one stretch, not from both ends of a sentence or from two sentences."""
    if window.lead is not None or "\n" in window.text or quoted_spans(claim.text):
        return None
    ours = {word.stem for word in claim.claims if word.kind != "name"} & window.stems
    said = [[w.stem for w in row if w.claims and w.kind != "name"] for row in window.sentences]
    row = max(said, key=lambda stems: len(ours & set(stems)), default=[])
    if not ours <= set(row):
        return "it joins words of two sentences"
    places = [i for i, stem in enumerate(row) if stem in ours]
    if places and len(places) < DENSITY * (places[-1] - places[0] + 1):
        return "it joins words that stand far apart in the passage"
    return None


def _lines(claim: Claim, window: Window) -> str | None:
    """A claim about a whole list has something of each of its lines."""
    ours = {word.stem for word in claim.claims} | {f"@{name}" for name in claim.named}
    for line in window.lines:
        if not ours & {word.stem for word in line}:
            return "it mixes lines of a list"
    return None


def _inserted(claim: Claim, window: Window) -> bool:
    """A word of the claim stands between two that are neighbours in the window."""
    there, beside = known(claim, window), set(pairwise(word.stem for word in window.row if word.claims))
    ours = [word for word in claim.row if word.claims]
    return any(
        (before.stem, behind.stem) in beside and not stands(there, word)
        for before, word, behind in zip(ours, ours[1:], ours[2:], strict=False)
    )


_CHECKS: Final[Sequence[Callable[[Claim, Window], str | None]]] = (
    _instruction,
    _markup,
    _exact,
    _coverage,
    _attribution,
    _company,
    operators,
    tense,
    opposites,
    scoped,
    relative,
    _header_names,
    _reported,
    _order,
    _density,
    _lines,
)
_OTHER_WORDS: Final = frozenset({_exact, _coverage, _header_names, _order, _density, _lines})


def _speaks(speaker: str, claim: Claim, window: Window) -> bool:
    if window.speaker == speaker:
        return True
    body = window.hit.document.body
    if window.speaker is None and body and canonical_speaker(body) == speaker:
        return True
    return _told_of(speaker, claim, window)


def _told_of(speaker: str, claim: Claim, window: Window) -> bool:
    """Whether the passage itself tells it of the speaker.

    That is in his own clause, as the one who acts, with nobody else in it whom the claim leaves out.
    """
    named = {f"@{name}" for name in claim.named}
    for segment in segments(window.text, window.language):
        start = window.span.start
        part = Window(window.hit, Span(start + segment.span.start, start + segment.span.end))
        own = [actor for actor in part.actors if speaker in actor.speakers]
        acting = any(actor.role != "other" for actor in own) or (own and not segment.speakers)
        together = {f"@{name}" for actor in own for name in actor.speakers}
        present = {f"@{name}" for actor in part.actors for name in actor.speakers}
        if acting and not present - together - named and coverage(claim, part) >= COVERAGE:
            return True
    return False


def _common(ours: Sequence[str], theirs: Sequence[str]) -> int:
    """Length of the longest common subsequence."""
    best = [0] * (len(theirs) + 1)
    for stem in ours:
        diagonal = 0
        for j, other in enumerate(theirs, start=1):
            above = best[j]
            best[j] = diagonal + 1 if stem == other else max(above, best[j - 1])
            diagonal = above
    return best[-1]
