"""What a page shows, by lxml alone: the second opinion that the balance of its letters is struck by."""

from lxml import etree, html

_NO_TEXT = "//script|//style|//noscript|//template|//head|//select|//textarea|//svg|//object|//iframe|//rt|//rp|//del|//s"
_HIDDEN = "//*[@hidden]|//*[@aria-hidden='true']|//*[contains(translate(@style,' ',''),'display:none')]"


def shown_text(markup: str | bytes, *, xml: bool = False) -> str:
    """The text of a page or of an XML file without what it hides; empty where it cannot be read so."""
    raw = markup.encode() if isinstance(markup, str) else markup
    try:
        if xml:
            root = etree.fromstring(
                raw, etree.XMLParser(resolve_entities=False, no_network=True, recover=True)
            )
            return " ".join(root.itertext("*")) if root is not None else ""
        encoding = "utf-8" if isinstance(markup, str) else None
        page = html.document_fromstring(raw, parser=html.HTMLParser(encoding=encoding))
        for gone in page.xpath(f"{_NO_TEXT}|{_HIDDEN}"):
            gone.drop_tree()
        return str(page.text_content())
    except (etree.LxmlError, ValueError, AssertionError):
        return ""
