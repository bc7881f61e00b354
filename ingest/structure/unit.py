"""A unit: what a document falls into before it is cut into passages."""

from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """A piece of one voice at one place; never crosses a section, speaker or paragraph number.

    Attributes:
        kind: "paragraph", "footnote", "table", or "heading" for one that nothing stands below.
        text: Its words, the paragraph mark taken out.
        pages: Pairs of offset in ``text`` and page number.
        section: Heading path, outermost first.
        paragraph: Printed number ("35", "35 (a)", "PP2", "art. 3", "fn 7").
        speaker: Whose words; None for the author's.
        part_of: Number of the paragraph it is a sub-paragraph of.
        mark: The sub-paragraph's mark as printed ("(a)"), so that it can be put back when pieces are joined.
        fresh: A break stands before it: it is not joined with what went before.
    """

    kind: str
    text: str
    pages: tuple[tuple[int, int], ...] = ()
    section: tuple[str, ...] = ()
    paragraph: str | None = None
    speaker: str | None = None
    part_of: str | None = None
    mark: str = ""
    fresh: bool = False


def shorter(unit: Unit, length: int) -> Unit:
    """The unit with its first ``length`` characters gone, pages moved along."""
    if not length:
        return unit
    pages: list[tuple[int, int]] = []
    for offset, page in unit.pages:
        moved = max(0, offset - length)
        pages = [entry for entry in pages if entry[0] != moved]
        pages.append((moved, page))
    return replace(unit, text=unit.text[length:], pages=tuple(pages))
