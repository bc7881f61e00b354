"""What of a page is no text of the document: programs, controls, navigation, and what the page hides."""

import re
from collections.abc import Iterator
from typing import Final

from bs4 import BeautifulSoup, Tag

from ingest.readers.markup.inline import tidy
from ingest.readers.markup.tags import AROUND_MAIN, DROPPED, FILLED, HEADINGS, gone, is_furniture, is_hidden

LEAST: Final = 0.5  # share of a page's letters that its main part has, for what is around it to be the site's
_WORDS_OF_CONTROL: Final = 4
_UNFOLDS: Final = ("aria-controls", "data-target", "data-bs-target", "href")


def clean(root: Tag) -> list[str]:
    """Take out of a page what is no text; the words that were taken out as the site's own, in order."""
    for tag in root.find_all(["input", "select", "textarea"]):
        if value := _value(tag):
            tag.replace_with(f" {value} ")
    for tag in root.find_all(list(DROPPED)):
        if not gone(tag):
            tag.decompose()
    unfolded = frozenset(_unfolded(root))
    for tag in root.find_all(True):
        if not gone(tag) and is_hidden(tag, unfolded):
            tag.decompose()
    aside: list[str] = []
    for tag in list(_around(root)):
        if not gone(tag):
            aside.append(tidy(tag.get_text(" ")))
            tag.decompose()
    return [text for text in aside if text]


def _value(control: Tag) -> str:
    """What a form's control shows as filled in or chosen; empty for one that holds no words."""
    if control.name == "textarea":
        return control.get_text()
    if control.name == "select":
        return " ".join(each.get_text(" ", strip=True) for each in control.find_all("option", selected=True))
    filled = str(control.get("type") or "").lower() in FILLED
    return str(control.get("value") or "") if filled else ""


def _unfolded(root: Tag) -> Iterator[str]:
    """Ids of elements that a link or button of the page unfolds."""
    for tag in root.find_all(["a", "button", "summary", "div", "span", "li"]):
        for name in _UNFOLDS:
            if str(tag.get(name) or "").startswith("#") or name == "aria-controls":
                yield from str(tag.get(name) or "").replace("#", "").split()


def _around(root: Tag) -> Iterator[Tag]:
    """Navigation, buttons that are no more than controls, and heads and feet of pages with a main part."""
    yield from (tag for tag in root.find_all(True) if is_furniture(tag))
    for button in root.find_all("button"):
        if not button.find_parent(list(HEADINGS)) and len(button.get_text().split()) < _WORDS_OF_CONTROL:
            yield button
    main = root.find("main") or root.find(None, attrs={"role": "main"}) or root.find("article")
    if isinstance(main, Tag) and _letters(main) >= LEAST * _letters(root):
        for tag in root.find_all(list(AROUND_MAIN)):
            if not tag.find_parent(["main", "article"]) and main not in tag.find_all(True):
                yield tag


def _letters(tag: Tag) -> int:
    return len(re.sub(r"\W", "", tag.get_text()))


def body_of(soup: BeautifulSoup) -> Tag:
    """The page's body, or all of it where it has none."""
    body = soup.find("body")
    return body if isinstance(body, Tag) else soup
