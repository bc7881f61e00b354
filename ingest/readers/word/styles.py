"""What a Word file's styles say of their paragraphs and runs, those that they are based on included."""

from functools import lru_cache
from typing import Final

from ingest.readers.word.package import Element, Package, W

_DEEPEST: Final = 12  # styles based on one another; a circle ends here


class Styles:
    """The styles of a file, by their ids."""

    def __init__(self, package: Package) -> None:
        root = package.related("styles")
        found = [] if root is None else root.findall(f"{W}style")
        self._styles = {str(style.get(f"{W}styleId")): style for style in found}
        default = (
            s for s in found if s.get(f"{W}default") in {"1", "true"} and s.get(f"{W}type") == "paragraph"
        )
        self._usual = next((str(style.get(f"{W}styleId")) for style in default), "")

    def of_paragraph(self, paragraph: Element) -> str:
        """The id of a paragraph's style."""
        named = paragraph.find(f"{W}pPr/{W}pStyle")
        found = "" if named is None else str(named.get(f"{W}val"))
        return found if found in self._styles else self._usual

    def name(self, style: str) -> str:
        """What a style is called ("heading 1")."""
        named = self._styles[style].find(f"{W}name") if style in self._styles else None
        return "" if named is None else str(named.get(f"{W}val"))

    @lru_cache(maxsize=4096)  # noqa: B019 - lives as long as the file is read
    def property(self, style: str, path: str) -> Element | None:
        """An element of a style, or of the nearest style it is based on.

        Args:
            style: Its id.
            path: Where the element stands in it ("w:pPr/w:numPr").
        """
        inside = path.replace("w:", W)
        for _ in range(_DEEPEST):
            element = self._styles.get(style)
            if element is None:
                return None
            found = element.find(inside)
            if found is not None:
                return found
            base = element.find(f"{W}basedOn")
            style = "" if base is None else str(base.get(f"{W}val"))
        return None


def is_on(element: Element | None) -> bool:
    """Whether a property such as ``w:vanish`` is there and not switched off."""
    return element is not None and element.get(f"{W}val") not in {"0", "false", "off", "none"}
