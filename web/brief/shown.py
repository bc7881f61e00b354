"""A brief as the page shows it: each entry with its passage beside, the words marked."""

from collections.abc import Sequence

from brief.editing import Draft, key
from brief.footnotes import note
from brief.model import Entry
from brief.paper import lead, sections, words
from web.kit.markup import escape
from web.kit.words import say


def intro_html(language: str) -> str:
    """What the tab is for."""
    return f"<h2>{escape(say('brief_title', language))}</h2><p>{escape(say('brief_intro', language))}</p>"


def choices(draft: Draft) -> list[tuple[str, str]]:
    """The entries to tick: what a person reads, and the entry's id."""
    return [(named(entry), key(entry)) for entry in draft.brief.quoted]


def named(entry: Entry) -> str:
    """An entry in a line."""
    return f"{entry.owner.name}: {entry.match.reference}"


def draft_html(draft: Draft, language: str) -> str:
    """The paper as it stands, with each passage to open beside its words; then who was looked for in vain."""
    parts: list[str] = []
    for section in sections(draft.paper):
        parts.append(f"<h2>{escape(say(f'brief_part_{section.part}', language))}</h2>")
        for name, entries in section.speakers:
            parts.append(f"<h3>{escape(name)}</h3>")
            parts += [_entry(entry, language) for entry in entries]
    lists = (
        ("brief_passing", [named(entry) for entry in draft.brief.passing]),
        ("brief_silent", list(draft.brief.silent)),
        ("brief_looked_at", [looked.name for looked in draft.brief.looked_at]),
    )
    for heading, names in lists:
        if names:
            items = "".join(f'<li dir="auto">{escape(name)}</li>' for name in names)
            title = escape(f"{say(heading, language)} ({len(names)})")
            parts.append(f"<details><summary>{title}</summary><ul>{items}</ul></details>")
    return f'<div class="brief">{"".join(parts)}</div>'


def offered_html(found: Sequence[Entry], language: str) -> str:
    """What was found like an entry, with its words, so that a reader knows what to tick."""
    if not found:
        return f'<p role="status">{escape(say("brief_no_more", language))}</p>'
    items = "".join(
        f'<li dir="auto">{escape(named(entry))}: {escape(lead(entry))}{escape(words(entry))}</li>'
        for entry in found
    )
    return f'<p role="status">{escape(say("brief_offered", language))}</p><ul>{items}</ul>'


def _entry(entry: Entry, language: str) -> str:
    before, _, after = entry.passage.text.partition(entry.quote)
    passage = f"{escape(before)}<mark>{escape(entry.quote)}</mark>{escape(after)}"
    heading = f'<h4 dir="auto">{escape(entry.heading)}</h4>' if entry.heading else ""
    remark = f'<p dir="auto"><em>{escape(entry.remark)}</em></p>' if entry.remark else ""
    return (
        f'{heading}<p dir="auto">{escape(lead(entry))}{escape(words(entry))}</p>{remark}'
        f"<details><summary>{escape(say('brief_passage', language))}: {escape(entry.match.reference)}</summary>"
        f'<p dir="auto">{passage}</p><p>{escape(note(entry))}</p></details>'
    )
