"""A comparison as a page to read and to print: two columns, no script."""

from html import escape
from typing import Final

from check.compare.versions import Change, Comparison
from cite.locator import locator
from cite.plain import one_line, web_address
from ingest.document import Document, Passage

_SIGNS: Final = {"same": "=", "changed": "≈", "moved": "↕", "added": "+", "dropped": "−"}
_STYLE: Final = """
:root { color-scheme: light; }
body { font: 16px/1.5 Georgia, "Noto Serif", serif; color: #1c1c1c; max-width: 80rem; margin: 2rem auto; padding: 0 1.5rem; }
h1 { font-size: 1.5rem; line-height: 1.25; margin: 0 0 .5rem; }
.counts, .where, th, .kind { font-family: system-ui, "Noto Sans", sans-serif; }
.counts { color: #444; margin: 0 0 1.5rem; }
table { border-collapse: collapse; width: 100%; table-layout: fixed; }
th { text-align: start; font-size: .95rem; padding: .6rem .8rem; border-bottom: 2px solid #444; vertical-align: bottom; }
th small { display: block; font-weight: normal; color: #444; }
td { vertical-align: top; padding: .7rem .8rem; border-bottom: 1px solid #ccc; overflow-wrap: anywhere; }
.kind { width: 6.5rem; font-size: .8rem; color: #333; }
.sign { font-weight: bold; font-size: 1.05rem; }
.where { display: block; font-size: .8rem; color: #555; margin-bottom: .15rem; }
.text { white-space: pre-line; }
tr.same .text { color: #555; }
tr.added td:last-child, tr.dropped td:nth-child(2) { background: #f6f6f2; }
ins { text-decoration: underline 2px; background: #dcefe0; color: #123d1d; }
del { text-decoration: line-through; background: #f8dfdc; color: #6d1410; }
@media print { body { margin: 0; max-width: none; font-size: 10pt; } tr { break-inside: avoid; } thead { display: table-header-group; } ins, del { print-color-adjust: exact; } }
"""


def versions_html(comparison: Comparison) -> str:
    """The page; every word of the documents is escaped, and changes show without colour too."""
    counts = " · ".join(f"{number} {kind}" for kind, number in comparison.counts().items())
    title = f"{_escaped(comparison.before.name)} and {_escaped(comparison.after.name)}"
    rows = "\n".join(map(_row, comparison.changes))
    return (
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n"
        f"<title>{title}</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n<h1>{title}</h1>\n"
        f'<p class="counts">Paragraphs: {counts}. <del>Struck through</del>: only in the first. '
        f"<ins>Underlined</ins>: only in the second.</p>\n"
        f'<table>\n<thead><tr><th class="kind">Change</th>{_head(comparison.before)}{_head(comparison.after)}'
        f"</tr></thead>\n<tbody>\n{rows}\n</tbody>\n</table>\n</body>\n</html>\n"
    )


def _head(document: Document) -> str:
    name, address = _escaped(document.name), web_address(document.url)
    linked = f'<a href="{escape(address)}">{name}</a>' if address else name
    date = f", {escape(document.date)}" if document.date else ""
    return f'<th scope="col">{linked}<small><bdi>{_escaped(document.title)}</bdi>{date}</small></th>'


def _row(change: Change) -> str:
    note = "<br>renumbered" if change.renumbered else ""
    kind = f'<span class="sign" aria-hidden="true">{_SIGNS[change.kind]}</span> {change.kind}{note}'
    return (
        f'<tr class="{change.kind}"><td class="kind">{kind}</td>'
        f"<td>{_side(change.before, _words(change, 'del'))}</td>"
        f"<td>{_side(change.after, _words(change, 'ins'))}</td></tr>"
    )


def _side(passage: Passage | None, words: str) -> str:
    if passage is None:
        return ""
    place = locator(passage)
    where = f'<span class="where">{_escaped(place)}</span>' if place else ""
    return f'{where}<div class="text" dir="auto" lang="{escape(passage.language)}">{words}</div>'


def _words(change: Change, tag: str) -> str:
    if not change.runs:
        only = change.before if tag == "del" else change.after
        return f"<{tag}>{escape(only.text)}</{tag}>" if only else ""
    pieces = []
    for run in change.runs:
        text = run.before if tag == "del" else run.after
        if run.same or not text:
            pieces.append(escape(text))
        else:
            held = text.rstrip()
            pieces.append(f"<{tag}>{escape(held)}</{tag}>{escape(text[len(held) :])}")
    return "".join(pieces)


def _escaped(text: str) -> str:
    return escape(one_line(text))
