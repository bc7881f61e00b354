"""A copy of a Word draft with a comment at each finding; what the author wrote stays as it was."""

import re
from copy import deepcopy
from pathlib import Path
from typing import Final

import docx
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.text.run import Run

from check.draft.word import shown_paragraphs
from check.report.report import CheckedQuote, CheckedReference, DraftReport
from errors import RapporteurError
from ingest.readers.word.body import WordParagraph
from ingest.structure.sentences import Span

AUTHOR: Final = "Rapporteur"
INITIALS: Final = "R"
_NOT_IN_XML: Final = re.compile(r"[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_ONE_CHARACTER: Final = {qn(f"w:{name}") for name in ("tab", "ptab", "br", "cr", "noBreakHyphen", "sym")}


def write_comments(report: DraftReport, target: Path) -> int:
    """Write the commented copy.

    Comments are put on serious and minor findings and on references that point nowhere, in the body and its
    tables; findings in notes and text boxes, where Word allows no comments, are in the other reports only.

    Returns:
        How many comments were put.

    Raises:
        RapporteurError: the draft is not a Word file, or the copy cannot be written.
    """
    if report.draft.format != "docx":
        raise RapporteurError("Comments can be put into a .docx draft only: use --html for this one.")
    if target.resolve() == report.draft.path.resolve():
        raise RapporteurError("The commented copy would replace the draft: give --docx another name.")
    document = docx.Document(str(report.draft.path))
    paragraphs = shown_paragraphs(report.draft.path, document.element.body)
    count = 0
    for inner, span, words in _remarks(report):
        runs = _runs(paragraphs[inner], span)
        if runs and not any(above.tag == qn("w:txbxContent") for above in runs[0]._r.iterancestors()):
            document.add_comment(runs=runs, text=words, author=AUTHOR, initials=INITIALS)
            count += 1
    try:
        document.save(str(target))
    except OSError as error:
        raise RapporteurError(f"{target} cannot be written ({error.strerror or error}).") from error
    return count


def _remarks(report: DraftReport) -> list[tuple[int, Span, str]]:
    found = [
        (item.paragraph.inner, item.span, _on_quote(item))
        for item in report.quotes
        if item.paragraph.inner is not None and item.gravity != "harmless"
    ]
    for wrong in report.wrong_references:
        if wrong.paragraph.inner is not None:
            place = Span(wrong.referred.start, wrong.referred.end)
            found.append((wrong.paragraph.inner, place, _on_reference(wrong)))
    return sorted(found, key=lambda remark: (remark[0], remark[1].start))


def _on_quote(item: CheckedQuote) -> str:
    lines = [item.finding.message or item.finding.verdict.replace("_", " ")]
    lines += [
        f"Draft: “{each.quoted or '—'}”; source: “{each.original or '—'}” ({each.gravity})."
        for each in item.finding.differences
        if each.gravity != "harmless"
    ]
    if item.offered:
        lines.append(f"Source: {item.offered}")
    return _plain("\n".join(lines))


def _on_reference(item: CheckedReference) -> str:
    near = f"\nNearest: {'; '.join(item.lookup.near[:4])}" if item.lookup.near else ""
    return _plain(item.lookup.message + near)


def _plain(text: str) -> str:
    """Without the characters that XML does not allow."""
    return _NOT_IN_XML.sub("", text)


def _runs(paragraph: WordParagraph, span: Span) -> list[Run]:
    """The runs that are exactly the span, split at its borders; empty where they lie in different parents."""
    at, chosen = 0, []
    for piece in paragraph.words.pieces:
        start, end = at, at + len(piece.text)
        at = end
        if end <= span.start or start >= span.end or piece.run is None:
            continue
        run = piece.run
        if end > span.end:
            _split(run, span.end - start)
        chosen.append(_split(run, span.start - start) if start < span.start else run)
    parents = {id(run.getparent()) for run in chosen}
    return [Run(run, paragraph.element) for run in chosen] if len(parents) == 1 else []


def _split(run: BaseOxmlElement, offset: int) -> BaseOxmlElement:
    """Part a run after so many characters: the rest becomes a run of the same format behind it, returned."""
    rest = deepcopy(run)
    run.addnext(rest)
    at = 0
    for first, second in zip(list(run), list(rest), strict=True):
        if first.tag == qn("w:rPr"):
            continue
        length = _length(first)
        if first.tag == qn("w:t") and at < offset < at + length:
            text = first.text or ""
            _set_text(first, text[: offset - at])
            _set_text(second, text[offset - at :])
        elif at + length <= offset and not (length == 0 and at >= offset):
            rest.remove(second)
        else:
            run.remove(first)
        at += length
    return rest


def _length(element: BaseOxmlElement) -> int:
    if element.tag == qn("w:t"):
        return len(element.text or "")
    return int(element.tag in _ONE_CHARACTER)


def _set_text(element: BaseOxmlElement, text: str) -> None:
    element.text = text
    element.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
