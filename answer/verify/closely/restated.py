"""Whether a sentence that stays close to its proofs says what they say: held against them word by word.

A sentence that copies its proof but for a word or two is the lie that is hardest to tell by its meaning, and the easiest
by its words. It is cut where a new speaker takes over, and each part must be borne by one stretch of one passage (the
window): every word that claims something comes from there, or is one of the few that language/ lets stand for it, in
much the same order; and what turns a claim into another one (operators.py: negation, "must", "some", "if", "because",
tense, words that narrow) is the same on both sides.
"""

from collections.abc import Sequence
from itertools import zip_longest
from typing import Final

from answer.text.quotes import locate, quoted_spans
from answer.verify.closely.claims import Claim, Window, read, windows
from answer.verify.closely.rules import coverage, find_fault, is_turned
from answer.verify.closely.subjects import actors, segments
from answer.verify.proof import Proof
from index.hit import Hit
from ingest.structure.sentences import Span

MOST_TRIED: Final = 6  # stretches looked at closely, those with most of the words first


def is_restated(text: str, proofs: Sequence[Proof]) -> bool:
    """Whether the passages of the proofs bear a sentence word by word."""
    evidence = list({proof.hit.passage.id: proof.hit for proof in proofs}.values())
    return all(
        _bears(part, speakers, evidence) for part, speakers in _parts(text, evidence[0].passage.language)
    )


def turns(text: str, proofs: Sequence[Proof]) -> bool:
    """Whether a sentence, though its words be others, turns what the nearest stretches of its proofs say."""
    evidence = list({proof.hit.passage.id: proof.hit for proof in proofs}.values())
    return any(
        _turned(part, speakers, speaker, evidence)
        for part, speakers in _parts(text, evidence[0].passage.language)
        for speaker in speakers or (None,)
    )


def _turned(text: str, speakers: tuple[str, ...], speaker: str | None, evidence: Sequence[Hit]) -> bool:
    tried = _nearest(text, speakers, speaker, evidence)
    least = max((coverage(claim, window) for claim, window in tried), default=0.0) / 2
    found = [is_turned(claim, window) for claim, window in tried if coverage(claim, window) >= least]
    nearest, _ = min(found, key=lambda each: each[1], default=(True, 0))
    return nearest


def _parts(text: str, language: str) -> list[tuple[str, tuple[str, ...]]]:
    """The parts of a statement with the speakers each is given to; no cut falls inside a quotation."""
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


def _bears(text: str, speakers: tuple[str, ...], evidence: Sequence[Hit]) -> bool:
    """Whether a stretch of one passage, or of one for each speaker named together, bears a part."""
    return all(_stretch(text, speakers, speaker, evidence) for speaker in speakers or (None,))


def _stretch(text: str, speakers: tuple[str, ...], speaker: str | None, evidence: Sequence[Hit]) -> bool:
    tried = _nearest(text, speakers, speaker, evidence)
    return any(find_fault(claim, window) is None for claim, window in tried)


def _nearest(
    text: str, speakers: tuple[str, ...], speaker: str | None, evidence: Sequence[Hit]
) -> list[tuple[Claim, Window]]:
    """The stretches with most of the words, each with what is claimed of it."""
    tried: list[tuple[float, Claim, Window]] = []
    quotations = quoted_spans(text)
    for hit in evidence:
        claim = Claim(text=text, language=hit.passage.language, speakers=speakers, speaker=speaker)
        located = [locate(span.of(text), hit.passage.text) for span in quotations]
        if claim.leans or not all(located):
            continue
        places = [Span(parts[0].start, parts[-1].end) for parts in located if parts]
        tried += [(coverage(claim, window), claim, window) for window in windows(hit, places)]
    tried.sort(key=lambda each: -each[0])
    return [(claim, window) for _, claim, window in tried[:MOST_TRIED]]
