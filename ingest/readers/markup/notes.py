"""Notes of a page: links to them, and the notes themselves, told by what points where."""

import re
from dataclasses import dataclass
from typing import Final

from bs4 import Tag
from bs4.element import NavigableString

from ingest.layout.raised import settle
from ingest.readers.markup.inline import inline, tidy
from ingest.readers.markup.tags import LEAVES, gone

OPENS, CLOSES = "\ue030", "\ue031"
TOKEN: Final = re.compile(rf"\s*{OPENS}(\d+){CLOSES}")
"""Stands for a note's mark until its block is written; the number is the note's place in the list."""

_LABEL: Final = re.compile(r"(?<![\[(^\s])[\[(^\s]*+(\d{1,3}|[a-z]|[ivx]{1,6}|\*{1,4}|[†‡§])[\])\s.]*+")
_NOTED: Final = re.compile(r"foot-?note|end-?note|fn|noteref", re.IGNORECASE)
_WHOLE: Final = LEAVES | {"div", "aside", "section", "tr"}


@dataclass(frozen=True, slots=True)
class MarkupNote:
    """A note: its label and its words."""

    label: str
    text: str


def take_notes(root: Tag) -> list[MarkupNote]:
    """Take the notes out of a page and put ``TOKEN`` where their marks stood, numbered as in the list returned."""
    places = _places(root)
    marks: dict[str, tuple[str, list[Tag]]] = {}
    for link in root.find_all("a", href=re.compile(r"^#.")):
        if gone(link):
            continue
        target = str(link["href"])[1:]
        label = _LABEL.fullmatch(link.get_text())
        place = places.get(target)
        if label and place is not None and place is not link and _is_mark(link, place):
            marks.setdefault(target, (label[1], []))[1].append(_raised(link))
    texts = _texts(places, marks)
    notes: list[MarkupNote] = []
    for target, (label_, links) in marks.items():
        if not texts.get(target):
            continue
        for link in links:
            if not gone(link):
                link.replace_with(NavigableString(f"{OPENS}{len(notes)}{CLOSES}"))
        notes.append(MarkupNote(label_, texts[target]))
    return notes


def _places(root: Tag) -> dict[str, Tag]:
    """The elements that links can point at, by name; the outermost block of a named anchor."""
    found: dict[str, Tag] = {}
    for tag in root.find_all(True):
        for name in filter(None, (tag.get("id"), tag.get("name"))):
            found.setdefault(str(name), tag)
    return found


def _is_mark(link: Tag, place: Tag) -> bool:
    """Whether a link with a label for words leads to a note: it is raised, called so, or the note leads back."""
    if link.find_parent("sup") or link.find("sup"):
        return not _leads_up(link, place)
    named = " ".join(
        [*map(str, link.get("class") or ()), str(link.get("epub:type") or ""), str(link.get("role") or "")]
    )
    if _NOTED.search(named) and "back" not in named:
        return not _leads_up(link, place)
    bracketed = link.get_text().strip()[:1] in {"[", "("}
    return (
        bracketed
        and not _leads_up(link, place)
        and _note(place).find("a", href=re.compile("^#.")) is not None
    )


def _leads_up(link: Tag, place: Tag) -> bool:
    """Whether a link leads back from a note: it stands at the beginning of its block, and the mark is above."""
    return place.sourceline is not None and link in place.find_all_next("a") and _opens(link)


def _opens(link: Tag) -> bool:
    block = link.find_parent(list(_WHOLE))
    return block is not None and tidy(block.get_text()).startswith(link.get_text().strip())


def _raised(link: Tag) -> Tag:
    """The whole mark: the link, or the raised element that holds nothing else."""
    above = link.find_parent("sup")
    if above is not None and above.get_text().strip() == link.get_text().strip():
        return above
    return link


def _note(place: Tag) -> Tag:
    """The block that a note's anchor stands in."""
    if place.name in _WHOLE:
        return place
    return place.find_parent(list(_WHOLE)) or place


def _texts(places: dict[str, Tag], marks: dict[str, tuple[str, list[Tag]]]) -> dict[str, str]:
    """The words of each note, taken out of the page; of notes within notes, which are broken, the inner first."""
    texts: dict[str, str] = {}
    for target, place in reversed(places.items()):
        if target not in marks or gone(place):
            continue
        note = _note(place)
        label, links = marks[target]
        if any(note in each.parents for each in links if not gone(each)):
            continue  # the mark stands in what would be its own note
        for back in note.find_all("a", href=re.compile("^#.")):
            if not gone(back) and re.fullmatch(
                r"[\W\d↩︎]*|\W*(?:[a-z]|back|return)\W*", back.get_text(), re.IGNORECASE
            ):
                back.decompose()
        text = tidy(settle(inline(note), ()))
        texts[target] = re.sub(
            rf"^[\[(]?{re.escape(label)}(?:[\])]|[.:](?=\s)|(?=\s))[.:]?\s*", "", text
        ).replace("\n", " ")
        note.decompose()
    return texts
