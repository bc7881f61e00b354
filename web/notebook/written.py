"""A collection as a file: Word with footnotes, Markdown, BibTeX; only what the register still bears out."""

from collections.abc import Sequence
from datetime import date
from io import BytesIO
from typing import Final

from answer.wording import markdown
from cite.locator import reference
from cite.match import Match
from cite.plain import one_line, web_address
from cite.styles import Style, render
from web.kit.files import file
from web.kit.words import say
from web.notebook.entries import Kept, matches

KINDS: Final = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "md": "text/markdown",
    "bib": "application/x-bibtex",
}
LONGEST_NAME: Final = 120


def written(kept: Sequence[Kept], name: str, kind: str, language: str) -> str:
    """The file for ``rapporteur.saveFile``; empty where the kind is none, or nothing stands.

    Args:
        kept: The entries.
        name: What the collection is called.
        kind: One of ``KINDS``.
        language: The reader's.
    """
    title = one_line(name)[:LONGEST_NAME] or "Notebook"
    standing = [each for each in kept if each.match is not None]
    if kind not in KINDS or not standing:
        return ""
    left_out = len(kept) - len(standing)
    told = say("notebook_left_out", language, number=str(left_out)) if left_out else ""
    if kind == "docx":
        content = as_docx(standing, title, told)
    elif kind == "md":
        content = as_markdown(standing, title, told).encode()
    else:
        content = f"{render(matches(standing), Style.BIBTEX)}\n".encode()
    stem = "".join(each if each.isalnum() else "-" for each in title).strip("-") or "notebook"
    return file(f"{stem}-{date.today().isoformat()}.{kind}", KINDS[kind], content)


def as_markdown(kept: Sequence[Kept], title: str, told: str) -> str:
    """Quotations with their references, and the notes under them."""
    parts = [f"# {_plain(title)}", *map(_quoted, kept), f"*{_plain(told)}*" if told else ""]
    return "\n\n".join(part for part in parts if part) + "\n"


def as_docx(kept: Sequence[Kept], title: str, told: str) -> bytes:
    """Quotations whose references are footnotes, and the notes under them."""
    import docx

    from answer.export.docx_footnotes import Footnotes

    document = docx.Document()
    document.core_properties.title, document.core_properties.author = title, "Rapporteur"
    document.add_heading(title, level=1)
    footnotes = Footnotes(document)
    for each in kept:
        match = each.match
        assert match is not None
        paragraph = document.add_paragraph()
        if match.passage and match.passage.speaker:
            paragraph.add_run(f"{one_line(match.passage.speaker)}: ").bold = True
        paragraph.add_run(f"“{one_line(each.quote)}”")
        footnotes.add(paragraph, one_line(_reference(match)), web_address(match.document.url))
        if each.entry.note.strip():
            document.add_paragraph().add_run(one_line(each.entry.note)).italic = True
    if told:
        document.add_paragraph().add_run(told).italic = True
    content = BytesIO()
    document.save(content)
    return content.getvalue()


def _reference(match: Match) -> str:
    where = reference(match.document, match.passage) if match.passage else match.document.name
    return where if match.document.name == match.document.title else f"{where}, “{match.document.title}”"


def _quoted(kept: Kept) -> str:
    match = kept.match
    assert match is not None
    speaker = match.passage.speaker if match.passage else None
    lead = f"**{_plain(speaker)}**: " if speaker else ""
    note = f"\n\n{_plain(kept.entry.note)}" if kept.entry.note.strip() else ""
    return f"> {lead}“{_plain(kept.quote)}”  \n> {_plain(_reference(match))}{note}"


def _plain(text: str) -> str:
    return " ".join(markdown.escape(one_line(text)).split())
