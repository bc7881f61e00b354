"""Words to HTML that is inert twice over: in a browser, and in the Markdown reader of the chat."""

import re

from cite import plain

_OVERRIDES = re.compile("[\u202a-\u202e\u2066-\u2069]")
_NOT_TEXT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
_SPACE = re.compile(r"\s+")
_PUNCTUATION = re.compile(r"[!-/:-@\[-`{-~]")
_MARKDOWN = re.compile(r"\\[!-/:-@\[-`{-~]|\*\*|[^\\*]+|[\\*]")


def escape(text: str) -> str:
    """``text`` as one line of character data, or as a quoted attribute: no tag, no Markdown, no formula.

    Every ASCII punctuation mark becomes a numeric reference, so nothing is left that HTML, Markdown or
    a template could read as its own. Direction overrides are dropped, so that words can be neither
    reversed nor run into what stands beside them; what HTML does not count as a character becomes U+FFFD.
    """
    words = _SPACE.sub(" ", _NOT_TEXT.sub("\ufffd", _OVERRIDES.sub("", text)))
    return _PUNCTUATION.sub(lambda mark: f"&#{ord(mark.group())};", words)


def emphasised(markdown: str) -> str:
    """Markdown of which only ``**bold**`` and backslash escapes are read; all else is plain text."""
    html, bold = [], False
    for piece in _MARKDOWN.findall(markdown):
        if piece == "**":
            html.append("</strong>" if bold else "<strong>")
            bold = not bold
        else:
            html.append(escape(piece[1:] if len(piece) == 2 and piece[0] == "\\" else piece))
    return "".join([*html, "</strong>" * bold])


def paragraphs(text: str) -> str:
    """``text`` escaped, one ``<p>`` for each line that is not blank."""
    return "".join(f"<p>{escape(line)}</p>" for line in text.splitlines() if line.strip())


def lines(text: str) -> str:
    """``text`` escaped, its line breaks kept."""
    return "<br>".join(escape(line) for line in text.split("\n"))


def marked(text: str, quotes: list[str]) -> str:
    """``text`` escaped, its line breaks kept, every first occurrence of a quote inside ``<mark>``.

    Quotes that overlap or touch share one mark.
    """
    spans = sorted((at, at + len(quote)) for quote in quotes if quote and (at := text.find(quote)) >= 0)
    html, done = [], 0
    for start, end in _merged(spans):
        html += [lines(text[done:start]), f"<mark>{lines(text[start:end])}</mark>"]
        done = end
    return "".join([*html, lines(text[done:])])


def _merged(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    merged: list[tuple[int, int]] = []
    for start, end in spans:
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def web_address(url: str | None) -> str | None:
    """``url``, escaped for an attribute, where it is a plain web address; None for anything else."""
    address = plain.web_address(url)
    return escape(address) if address else None
