"""A brief as Markdown with footnotes."""

from answer.wording.markdown import escape
from brief.footnotes import address, note
from brief.model import Brief
from brief.paper import closing, lead, lines, sections, title, words
from cite.plain import one_line


def as_markdown(brief: Brief) -> str:
    """The paper; footnotes in the way most Markdown programs read them."""
    written = [f"# {escape(title(brief))}", ""]
    notes: list[str] = []
    for section in sections(brief):
        written += [f"## {section.heading}", ""]
        for name, entry in lines(section):
            where = address(entry)
            notes.append(f"[^{len(notes) + 1}]: {escape(note(entry))}" + (f" <{where}>" if where else ""))
            who = f"**{escape(name)}:**" if name else "and:"
            written += [f"### {escape(one_line(entry.heading))}", ""] if entry.heading else []
            written += [f"{who} {escape(lead(entry))}{escape(words(entry))}[^{len(notes)}]", ""]
            written += [f"> {escape(one_line(entry.remark))}", ""] if entry.remark else []
    for heading, items in closing(brief):
        written += [f"## {escape(heading)}", "", *(f"- {escape(item)}" for item in items), ""]
    return "\n".join([*written, *notes]) + "\n"
