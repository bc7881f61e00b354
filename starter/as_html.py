"""Write a source as a plain HTML page, its footnotes at the end."""

from collections.abc import Iterator
from html import escape
from pathlib import Path
from string import ascii_lowercase

from starter.dialect import Block, Heading, Paragraph, Source, Spans, Table
from starter.printed_phrases import PHRASES


def write(source: Source, target: Path) -> None:
    """Write one source to ``target``; the same source gives the same bytes."""
    target.write_text("\n".join([*_head(source), *_body(source), *_notes(source)]) + "\n", encoding="utf-8")


def _head(source: Source) -> Iterator[str]:
    phrases = PHRASES[source.language]
    yield "<!DOCTYPE html>"
    yield f'<html lang="{source.language}"><head><meta charset="utf-8">'
    yield f"<title>{escape(source.title)}</title>"
    for name, content in (
        ("dc.identifier", source.number),
        ("dc.date", source.date.isoformat()),
        ("dc.language", source.language),
        ("author", phrases.author),
        ("source-sha256", source.hash),
    ):
        yield f'<meta name="{name}" content="{escape(content)}">'
    yield "</head><body><article>"
    yield f"<header><p>{escape(phrases.series)} <strong>{source.number}</strong></p>"
    yield f'<p><time datetime="{source.date.isoformat()}">{phrases.written(source.date)}</time></p>'
    yield f"<p>{escape(phrases.original)}</p><p>{escape(phrases.author)}</p>"
    yield f"<h1>{escape(source.title)}</h1><p><small>{escape(phrases.notice)}</small></p></header>"


def _body(source: Source) -> Iterator[str]:
    for block in source.blocks:
        yield from _block(block)


def _block(block: Block) -> Iterator[str]:
    if isinstance(block, Heading):
        yield f"<h{block.level}>{escape(block.text)}</h{block.level}>"
    elif isinstance(block, Table):
        yield "<table>"
        for number, row in enumerate(block.rows):
            tag = "td" if number else "th"
            yield "<tr>" + "".join(f"<{tag}>{_inline(cell)}</{tag}>" for cell in row) + "</tr>"
        yield "</table>"
    else:
        yield from _paragraph(block)


def _paragraph(block: Paragraph) -> Iterator[str]:
    mark = f"{block.number}. " if block.number else ""
    yield f"<p>{mark}{_inline(block.spans)}</p>"
    for letter, item in zip(ascii_lowercase, block.items, strict=False):
        yield f"<p>({letter}) {_inline(item)}</p>"


def _inline(spans: Spans) -> str:
    parts = []
    for span in spans:
        text = escape(span.text)
        if span.note:
            text = f'<sup><a href="#note-{span.note}">{text}</a></sup>'
        elif span.bold and text:
            text = f"<strong>{text}</strong>"
        parts.append(text)
    return "".join(parts)


def _notes(source: Source) -> Iterator[str]:
    yield f'<section class="footnotes"><h2>{PHRASES[source.language].notes}</h2><ol>'
    for number, note in enumerate(source.notes, 1):
        yield f'<li id="note-{number}">{_inline(note)}</li>'
    yield "</ol></section></article></body></html>"
