"""A conversation as a page of its own: no script, nothing fetched, every word escaped."""

from collections.abc import Sequence
from html import escape
from itertools import groupby
from typing import Final

from answer.export.blocks import Block, Piece, blocks
from answer.export.entry import Entry
from answer.model import Citation
from cite.locator import reference
from cite.plain import one_line, web_address

_STYLE: Final = """
body { font: 17px/1.55 Georgia, "Noto Serif", serif; color: #1c1c1c; max-width: 42rem; margin: 2.5rem auto; padding: 0 1.25rem; }
h2 { font-size: 1.35rem; line-height: 1.3; margin: 2.5rem 0 .75rem; }
sup a { text-decoration: none; padding: 0 .1em; }
ol { font-size: .9rem; border-top: 1px solid #bbb; padding-top: .75rem; }
li { overflow-wrap: anywhere; margin-bottom: .4rem; }
li:target { background: #fff3c4; }
@media print { body { margin: 0; max-width: none; font-size: 11pt; } li { break-inside: avoid; } }
"""


def as_html(entries: Sequence[Entry], stamp: str = "") -> str:
    """The conversation; marks lead to the sources, and sources to their documents.

    Args:
        entries: What is exported.
        stamp: When, and from which library; stands at the end.
    """
    stamped = f"\n<footer><p>{escape(one_line(stamp))}</p></footer>" if stamp else ""
    title = escape(one_line(entries[0].question)) if entries else "Rapporteur"
    return (
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n"
        f"<title>{title}</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n"
        + "\n".join(_entry(number, entry) for number, entry in enumerate(entries, 1))
        + f"{stamped}\n</body>\n</html>\n"
    )


def _entry(number: int, entry: Entry) -> str:
    answer = entry.answer
    parts = [f'<h2 dir="auto">{escape(one_line(entry.question))}</h2>']
    found = blocks(answer.text, (citation.n for citation in answer.citations))
    for bullet, group in groupby(found, key=lambda block: block.bullet):
        tag = "li" if bullet else "p"
        written = "\n".join(f'<{tag} dir="auto">{_block(number, block)}</{tag}>' for block in group)
        parts.append(f"<ul>{written}</ul>" if bullet else written)
    if answer.message.strip():
        parts.append(f'<p dir="auto"><em>{escape(one_line(answer.message))}</em></p>')
    if answer.citations:
        parts.append("<ol>" + "\n".join(_source(number, c) for c in answer.citations) + "</ol>")
    return "<section>\n" + "\n".join(parts) + "\n</section>"


def _block(number: int, block: Block) -> str:
    return "".join(_piece(number, piece) for piece in block.pieces)


def _piece(number: int, piece: Piece) -> str:
    if piece.mark is not None:
        return f'<sup><a href="#source-{number}-{piece.mark}">[{piece.mark}]</a></sup>'
    words = escape(piece.text).replace("\n", "<br>")
    words = f"<strong>{words}</strong>" if piece.bold else words
    return f"<em>{words}</em>" if piece.italic else words


def _source(number: int, citation: Citation) -> str:
    where = escape(one_line(reference(citation.document, citation.passage)))
    address = web_address(citation.document.url)
    linked = f'<a href="{escape(address)}" rel="noreferrer">{where}</a>' if address else where
    title, quote = escape(one_line(citation.document.title)), escape(one_line(citation.quote))
    return (
        f'<li id="source-{number}-{citation.n}" value="{citation.n}">{linked} '
        f"(<cite><bdi>{title}</bdi></cite>): <q><bdi>{quote}</bdi></q></li>"
    )
