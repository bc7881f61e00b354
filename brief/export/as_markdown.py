"""A brief as Markdown with footnotes."""

from answer.wording.markdown import escape
from brief.footnotes import address, note
from brief.model import Brief
from brief.paper import closing, lead, sections, title, words
from cite.plain import one_line


def as_markdown(brief: Brief) -> str:
    """The paper; footnotes in the way most Markdown programs read them."""
    lines = [f"# {escape(title(brief))}", ""]
    notes: list[str] = []
    for section in sections(brief):
        lines += [f"## {section.heading}", ""]
        for name, entries in section.speakers:
            for at, entry in enumerate(entries):
                where = address(entry)
                notes.append(f"[^{len(notes) + 1}]: {escape(note(entry))}" + (f" <{where}>" if where else ""))
                who = f"**{escape(name)}:**" if at == 0 else "and:"
                lines += [f"{who} {escape(lead(entry))}{escape(words(entry))}[^{len(notes)}]", ""]
                lines += [f"> {escape(one_line(entry.remark))}", ""] if entry.remark else []
    for heading, items in closing(brief):
        lines += [f"## {escape(heading)}", "", *(f"- {escape(item)}" for item in items), ""]
    return "\n".join([*lines, *notes]) + "\n"
