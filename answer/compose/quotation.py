"""One quotation, or one report, as a statement: the words, whose they are, and behind them where they stand."""

from dataclasses import dataclass

from answer.compose.draft import Draft
from answer.compose.shorten import shorten, with_ellipses
from answer.compose.window import enumeration
from answer.evidence.attribution import Voice
from answer.evidence.evidence import Evidence
from answer.model import Answer, Kind
from answer.wording.markdown import escape
from answer.wording.messages import say
from cite.locator import reference
from index.hit import Hit
from ingest.structure.sentences import Span

LONGEST = 50  # words of a quotation with the sentences around the one that answers


@dataclass(frozen=True, slots=True, kw_only=True)
class Quotation:
    """Words to quote, with the sentence they are of."""

    hit: Hit
    span: Span
    sentence: Span
    voice: Voice


def quotation_of(
    item: Evidence, stretch: Span, keep: Span | None = None, longest: int = LONGEST
) -> Quotation:
    """A stretch of a passage as it is quoted: a list whole, anything else cut at clauses where it is too long."""
    text = item.hit.passage.text
    listed = "\n" in stretch.of(text) and stretch == enumeration(item)
    span = stretch if listed else shorten(text, stretch, keep or item.span, longest=longest)
    return Quotation(hit=item.hit, span=span, sentence=stretch, voice=item.voice)


def state_quotation(draft: Draft, language: str, quotation: Quotation, answer: str | None = None) -> None:
    """State words of a passage: the speaker's own in quotation marks, a report of him without.

    Args:
        draft: The answer in the making.
        language: Language of the frame.
        quotation: The words.
        answer: The answering words, to stand in front in bold.
    """
    hit = quotation.hit
    text = hit.passage.text
    report = quotation.voice == "reported" and hit.passage.speaker is not None
    kind: Kind = "report" if report else "quotation"
    number = draft.cite(hit.document, hit.passage, quotation.span.of(text), kind)
    words = escape(with_ellipses(text, quotation.span, quotation.sentence))
    lead = f"**{escape(answer)}** — " if answer else ""
    told = words if report else f"“{words}”"
    where = (
        reference(hit.document, hit.passage) if report else dated_reference(hit)
    )  # a paper's day is no event's
    draft.state(f"{lead}{_who(quotation, language)}{told} ({escape(where)})", (number,))


def _who(quotation: Quotation, language: str) -> str:
    """Who says it, or who reports it of whom, with a colon; nothing where the document itself speaks."""
    speaker = quotation.hit.passage.speaker
    frame = {"quoted": "quoted", "reported": "reported", "speaker": "said"}.get(quotation.voice)
    if frame is None or speaker is None:
        return ""
    name = quotation.hit.document.name
    return say(frame, language, speaker=f"**{escape(speaker)}**", document=escape(name)) + ": "


def quoted_alone(language: str, quotation: Quotation, answer: str | None = None) -> Answer:
    """An answer that is one quotation; see ``state_quotation``."""
    draft = Draft()
    state_quotation(draft, language, quotation, answer)
    return draft.answer()


def dated_reference(hit: Hit) -> str:
    """Where words stand, with the date of the document (ISO 8601, which reads alike in every language)."""
    place = reference(hit.document, hit.passage)
    return f"{place}; {hit.document.date}" if hit.document.date else place
