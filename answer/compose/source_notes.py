"""Where a paper has it from: the note of the paper that names the speaker it quotes or reports."""

from collections.abc import Sequence
from dataclasses import replace

from answer.evidence.attribution import REPORTING_KINDS
from answer.model import Answer, Citation
from ingest.document import Passage
from ingest.names.speakers import find_speakers
from ingest.register import Register


def with_sources(answer: Answer, register: Register) -> Answer:
    """The answer, each citation of a paper's quotation or report with the source that the paper names for it."""
    citations = tuple(_sourced(citation, register) for citation in answer.citations)
    return replace(answer, citations=citations)


def _sourced(citation: Citation, register: Register) -> Citation:
    passage, document = citation.passage, citation.document
    if passage.speaker is None or document.kind not in REPORTING_KINDS:
        return citation
    return replace(citation, cites=note_on(passage, register.document_passages(document.id)))


def note_on(passage: Passage, passages: Sequence[Passage]) -> str:
    """The first note on the passage's pages, or after it in its section, that names the speaker."""
    notes = (
        note.text
        for note in passages
        if note.kind == "footnote"
        and (set(note.pages) & set(passage.pages) or note.section == passage.section)
    )
    return next((text for text in notes if _names(text, passage.speaker)), "")


def _names(text: str, speaker: str | None) -> bool:
    return any(mention.speaker == speaker for mention in find_speakers(text))
