"""A brief as a page of its own: no script, nothing fetched, every word escaped."""

from html import escape
from typing import Final

from brief.footnotes import address, note
from brief.model import Brief, Entry
from brief.paper import closing, lead, lines, sections, title, words

_STYLE: Final = """
body { font: 17px/1.55 Georgia, "Noto Serif", serif; color: #1c1c1c; max-width: 42rem; margin: 2.5rem auto; padding: 0 1.25rem; }
h2 { font-size: 1.3rem; margin: 2.25rem 0 .75rem; }
p, li { overflow-wrap: anywhere; }
ol { font-size: .9rem; border-top: 1px solid #bbb; padding-top: .75rem; }
li:target { background: #fff3c4; }
"""


def as_html(brief: Brief) -> str:
    """The page; marks lead to the notes, and notes to the documents."""
    notes: list[Entry] = []
    parts: list[str] = []
    for section in sections(brief):
        parts.append(f"<h2>{escape(section.heading)}</h2>")
        for name, entry in lines(section):
            notes.append(entry)
            parts.append(_line(name, entry, len(notes)))
    parts.append("<ol>" + "".join(_note(entry, n) for n, entry in enumerate(notes, 1)) + "</ol>")
    for heading, listed in closing(brief):
        items = "".join(f'<li dir="auto">{escape(line)}</li>' for line in listed)
        parts.append(f"<h2>{escape(heading)}</h2><ul>{items}</ul>")
    head = escape(title(brief))
    return (
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n"
        f"<title>{head}</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n<main>\n<h1>{head}</h1>\n"
        + "\n".join(parts)
        + "\n</main>\n</body>\n</html>\n"
    )


def _line(name: str, entry: Entry, number: int) -> str:
    who = f"<strong>{escape(name)}:</strong>" if name else "and:"
    remark = f"<blockquote>{escape(entry.remark)}</blockquote>" if entry.remark else ""
    heading = f'<h3 dir="auto">{escape(entry.heading)}</h3>' if entry.heading else ""
    return (
        f'{heading}<p dir="auto">{who} <em>{escape(lead(entry))}</em><bdi>{escape(words(entry))}</bdi>'
        f'<sup><a href="#note-{number}">[{number}]</a></sup></p>{remark}'
    )


def _note(entry: Entry, number: int) -> str:
    where = address(entry)
    link = f' <a href="{escape(where)}" rel="noreferrer">{escape(where)}</a>' if where else ""
    return f'<li id="note-{number}">{escape(note(entry))}{link}</li>'
