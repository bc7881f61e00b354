"""The elements of HTML by what a reader does with them."""

import re
from typing import Final

from bs4 import Tag

DROPPED: Final = frozenset(
    "script style noscript template iframe object svg head input select option optgroup textarea datalist "
    "audio video canvas progress meter".split()
)
"""What holds no text of the document: programs, drawings, the controls of forms once their values are read."""
FILLED: Final = frozenset({"", "text", "date", "number", "email", "tel", "url"})
"""Types of input whose value the page shows as words."""

FURNITURE: Final = frozenset({"nav"})
AROUND_MAIN: Final = frozenset({"header", "footer", "aside"})

HEADINGS: Final = frozenset("h1 h2 h3 h4 h5 h6 summary title heading subheading".split())
LEAVES: Final = frozenset(
    "p li dt dd blockquote pre figcaption para caption address legend label summary".split()
)
BLOCKS: Final = (
    LEAVES
    | HEADINGS
    | frozenset(
        "html body main article section div ul ol dl table tbody thead tfoot tr td th hr header footer aside nav "
        "figure details fieldset form menu center hgroup dialog search preamble".split()
    )
)
INLINE: Final = frozenset(
    "a abbr acronym b bdi bdo big br button cite code data del dfn em font i img ins kbd label mark math meter "
    "nobr output q rb rp rt rtc ruby s samp small span strike strong sub sup time tt u var wbr".split()
)
KNOWN: Final = (
    BLOCKS
    | INLINE
    | DROPPED
    | frozenset("area base col colgroup embed link map meta param source track".split())
)

MARKUP: Final = re.compile(r"<(?=/?([A-Za-z][A-Za-z0-9-]*)|!--|!doctype)", re.IGNORECASE)

_HIDDEN_STYLE: Final = re.compile(r"(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.IGNORECASE)
_NAVIGATION: Final = frozenset({"navigation", "banner", "contentinfo", "search", "menu", "menubar"})


def is_hidden(tag: Tag, unfolded: frozenset[str]) -> bool:
    """Whether a page hides an element from its readers for good.

    Args:
        tag: The element.
        unfolded: Ids of elements that something on the page unfolds: those are text.
    """
    if str(tag.get("id") or "") in unfolded:
        return False
    if tag.has_attr("hidden") and tag["hidden"] != "until-found":
        return True
    return tag.get("aria-hidden") == "true" or bool(_HIDDEN_STYLE.search(str(tag.get("style") or "")))


def is_furniture(tag: Tag) -> bool:
    """Whether an element is the page's own navigation."""
    return tag.name in FURNITURE or str(tag.get("role") or "") in _NAVIGATION


def without_unknown_tags(text: str) -> str:
    """A text with "<" written out where no element of HTML begins: "<The delegation of Chile>" is text."""
    return re.sub(
        r"<(?!!--|![Dd][Oo][Cc]|https?://|mailto:)(/?)([A-Za-z][A-Za-z0-9-]*)?",
        lambda match: match[0] if (match[2] or "").lower() in KNOWN else f"&lt;{match[1]}{match[2] or ''}",
        text,
    )


def gone(tag: Tag) -> bool:
    """Whether an element was taken out of its page.

    ``Tag.decomposed`` tells the same, but asks all that an element holds for a child of the attribute's name
    where it was not taken out: quadratic on a deeply nested page.
    """
    return bool(vars(tag).get("_decomposed"))
