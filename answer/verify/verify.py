"""Whether the documents bear a statement out: checked against the passages, never believed.

A statement is cut where a new speaker takes over, and each part must be borne by one stretch of one passage:
a sentence, or sentences that only together say something (the window). Borne means: every quotation stands
there word for word; every number, name and symbol stands there or in the document's own header; the speaker
it is given to is the one who speaks there; every other word that claims something comes from there too (or is
one of the few that language/ lets stand for it), in much the same order; and what turns a claim into
another one (answer/verify/strength.py: negation, "must", "some", "if", "because", tense, words that narrow) is the
same on both sides. Citations follow from where the words were found; what the writer says it cites only
decides between equals.

The rules were made on our own claims about invented passages (tests/answer/data) and on lies told by rule about
one half of a library's passages (``python -m benchmarks.answers.lies_bench``, split "dev"); the other half and the test half
of tests/answer/data/truths.toml only measure. A true statement in other words than the passage's is often lost,
by intent: the engine then says less, and never more.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from typing import Final

from answer.model import Verdict
from answer.text.quotes import locate, never_closed, quoted_spans
from answer.verify.checks import coverage, find_fault
from answer.verify.claims import Claim, Window, read, windows
from answer.verify.subjects import actors, segments
from index.hit import Hit
from ingest.structure.sentences import Span

LONGEST_STATEMENT: Final = 1_000  # characters
MOST_TRIED: Final = 6  # stretches looked at closely, those with most of the words first


@dataclass(frozen=True, slots=True, kw_only=True)
class Support:
    """A passage that bears a statement or a part of it, with the exact words that do."""

    hit: Hit
    quote: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Verified:
    """A statement that the documents bear out.

    Attributes:
        text: The statement with its quotations in the very words of the passage; plain, not Markdown. Where
            it named no speaker and the passage has one, it begins with that speaker's name.
        supports: The passages that bear it, in the order of its parts.
        verdict: "verbatim" when all it claims is inside quotations.
    """

    text: str
    supports: tuple[Support, ...]
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class Rejected:
    """A statement that the documents do not bear out, with the reason."""

    reason: str


@dataclass(frozen=True, slots=True)
class _Borne:
    text: str
    supports: tuple[Support, ...]
    verbatim: bool


@dataclass(frozen=True, slots=True)
class _Match:
    """A part of a statement with the stretch it is held against and where its quotations stand there."""

    claim: Claim
    window: Window
    quotations: tuple[Span, ...]
    located: tuple[list[Span], ...]

    @property
    def verbatim(self) -> bool:
        """Whether all it claims is inside its quotations."""
        own = {f"@{speaker}" for speaker in self.claim.speakers}
        outside = [
            word
            for word in self.claim.row
            if not any(span.start <= word.start < span.end for span in self.quotations)
        ]
        return bool(self.quotations) and not any(w.group or (w.claims and w.stem not in own) for w in outside)


def verify(text: str, evidence: Sequence[Hit], cited: Iterable[str] = ()) -> Verified | Rejected:
    """Check one statement against the passages.

    Args:
        text: The statement, plain, without citation marks.
        evidence: The passages it may come from.
        cited: Ids of the passages that the writer says it comes from; they go first between equals.
    """
    if len(text) > LONGEST_STATEMENT:
        return Rejected("it is too long to be one statement")
    if never_closed(text):
        return Rejected("a quotation in it never ends")
    first = set(cited)
    ordered = sorted(evidence, key=lambda hit: hit.passage.id not in first)
    parts: list[_Borne] = []
    for part, speakers in _parts(text, ordered):
        borne = _bear(part, speakers, ordered)
        if isinstance(borne, Rejected):
            return borne
        parts.append(borne)
    if not parts:
        return Rejected("no passage was given")
    return Verified(
        text=" ".join(part.text for part in parts),
        supports=tuple(dict.fromkeys(support for part in parts for support in part.supports)),
        verdict="verbatim" if all(part.verbatim for part in parts) else "supported",
    )


def _parts(text: str, evidence: Sequence[Hit]) -> list[tuple[str, tuple[str, ...]]]:
    """The parts of a statement with the speakers each is given to; no cut falls inside a quotation."""
    if not evidence:
        return []
    language = evidence[0].passage.language
    quotations = quoted_spans(text)
    cuts = [
        segment
        for segment in segments(text, language)
        if not any(span.start <= segment.span.start < span.end for span in quotations)
    ]
    parts: list[tuple[str, tuple[str, ...]]] = []
    for cut, behind in zip_longest(cuts, cuts[1:]):
        part = text[cut.span.start : behind.span.start if behind else None].strip()
        if parts and not parts[-1][1] and _says_nothing(part, language):
            parts[-1] = (f"{parts[-1][0]} {part}", cut.speakers)  # "…, China said."
        else:
            parts.append((part, cut.speakers or _agents(part, language)))
    return parts


def _says_nothing(part: str, language: str) -> bool:
    return all(word.stem.startswith("@") or not (word.claims or word.group) for word in read(part, language))


def _agents(text: str, language: str) -> tuple[str, ...]:
    doing = [actor for actor in actors(text, language) if actor.role == "agent"]
    return tuple(dict.fromkeys(name for actor in doing for name in actor.speakers))


def _bear(text: str, speakers: tuple[str, ...], evidence: Sequence[Hit]) -> _Borne | Rejected:
    """Find what bears a part: one passage, or one for each speaker where it names several together."""
    found: list[_Match] = []
    for speaker in speakers or (None,):
        match = _best(text, speakers, speaker, evidence)
        if isinstance(match, Rejected):
            return match
        found.append(match)
    first = found[0]
    return _Borne(
        text=_worded(text, first),
        supports=tuple(support for match in found for support in _supports(match)),
        verbatim=all(match.verbatim for match in found),
    )


def _best(
    text: str, speakers: tuple[str, ...], speaker: str | None, evidence: Sequence[Hit]
) -> _Match | Rejected:
    """The stretch that has most of the words and no fault; else the fault of the likeliest one."""
    tried: list[tuple[float, _Match]] = []
    quotations = quoted_spans(text)
    for hit in evidence:
        claim = Claim(text=text, language=hit.passage.language, speakers=speakers, speaker=speaker)
        located = _located(text, quotations, hit)
        if claim.leans or located is None:
            continue
        places = [Span(parts[0].start, parts[-1].end) for parts in located]
        for window in windows(hit, places):
            match = _Match(claim, window, tuple(quotations), located)
            tried.append((coverage(claim, window), match))
    if not tried:
        return Rejected(
            "a quotation in it is in no passage" if quotations else "it leans on another sentence"
        )
    tried.sort(key=lambda pair: -pair[0])
    fault = None
    for _, match in tried[:MOST_TRIED]:
        found = find_fault(match.claim, match.window)
        if found is None:
            return match
        fault = fault or found
    return Rejected(fault or "")


def _located(text: str, quotations: Sequence[Span], hit: Hit) -> tuple[list[Span], ...] | None:
    """Where each quotation stands in the passage; None when one does not."""
    found: list[list[Span]] = []
    for span in quotations:
        parts = locate(span.of(text), hit.passage.text)
        if parts is None:
            return None
        found.append(parts)
    return tuple(found)


def _worded(text: str, match: _Match) -> str:
    """The statement with its quotations in the passage's own words, and a speaker where it named none."""
    passage = match.window.hit.passage.text
    for span, parts in reversed(list(zip(match.quotations, match.located, strict=True))):
        own = " […] ".join(part.of(passage) for part in parts)
        text = f"{text[: span.start]}{own}{text[span.end :]}"
    speaker = match.window.speaker
    return text if speaker is None or speaker in match.claim.named else f"{speaker}: {text}"


def _supports(match: _Match) -> Iterator[Support]:
    hit = match.window.hit
    if not match.verbatim:
        yield Support(hit=hit, quote=match.window.text)
        return
    for parts in match.located:
        yield Support(hit=hit, quote=hit.passage.text[parts[0].start : parts[-1].end])
