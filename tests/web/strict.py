"""A reader of HTML that refuses every element and attribute the page did not write."""

from html.parser import HTMLParser

VOID = {"input", "br"}


class StrictHtml(HTMLParser):
    """Elements with their attributes, in order; raises where one is not allowed or not closed.

    Args:
        html: What to read.
        allowed: Attribute names by element.
    """

    def __init__(self, html: str, allowed: dict[str, set[str]]) -> None:
        super().__init__(convert_charrefs=True)
        self.allowed = allowed
        self.open: list[str] = []
        self.found: list[tuple[str, dict[str, str]]] = []
        self.text = ""
        self.feed(html)
        self.close()
        assert self.open == [], f"left open: {self.open}"

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag in self.allowed, f"an element we did not write: {tag}"
        values = dict(attrs)
        assert len(values) == len(attrs)
        assert set(values) <= self.allowed[tag], f"attributes we did not write: {tag} {values}"
        self.found.append((tag, values))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data

    def handle_comment(self, data: str) -> None:
        raise AssertionError(f"a comment: {data}")

    def handle_decl(self, decl: str) -> None:
        raise AssertionError(f"a declaration: {decl}")

    def handle_pi(self, data: str) -> None:
        raise AssertionError(f"an instruction: {data}")

    def all(self, tag: str, **attributes: str) -> list[dict[str, str]]:
        """The attributes of every such element."""
        return [
            values
            for name, values in self.found
            if name == tag and all(values.get(key) == value for key, value in attributes.items())
        ]
