"""A whole HTML document inside the page: it runs no script and reaches nothing."""

from html import escape
from typing import Final

_TEMPLATE: Final = str.maketrans({"$": "&#36;", "{": "&#123;", "}": "&#125;", "`": "&#96;"})


def framed(document: str, title: str) -> str:
    """An ``iframe`` that shows a document of ours under a sandbox.

    Args:
        document: The HTML document; what Gradio's templates could read as their own is encoded.
        title: What a screen reader calls it.
    """
    content = escape(document, quote=True).translate(_TEMPLATE)
    named = escape(title, quote=True).translate(_TEMPLATE)
    return f'<iframe class="report" sandbox title="{named}" srcdoc="{content}"></iframe>'
