"""The quotations of a paragraph that are long enough to be checked."""

import re
from typing import Final

from answer.text.quotes import never_closed, quoted_spans, tokens
from check.draft.paragraph import Paragraph
from ingest.structure.sentences import Span, trimmed

FEWEST_WORDS: Final = 5
FEWEST_CJK: Final = 8  # characters, where words are not parted

_CJK = re.compile(r"[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]")
_OPENS = re.compile(r"\s*[“„«「『\"]")
_ATTRIBUTION = re.compile(
    r"\s*(?:[—–]\s*[^—–]{3,200}|\([^()]{0,80}(?:\([^()]{0,40}\)[^()]{0,80}){0,4}\)\.?)\s*$"
)


def quotations(paragraph: Paragraph) -> list[Span]:
    """The quotations of five words (eight CJK characters) or more, without their marks, in order.

    Of nested quotations the outermost counts. A block quotation is one as a whole, without the attribution
    at its end. A paragraph that opens with a mark and never closes it, as the inner paragraphs of a long
    quotation do, is one too; any other mark without its fellow is left alone.
    """
    text = paragraph.text
    if paragraph.kind == "block":
        return [span for span in [_block(text)] if long_enough(span.of(text))]
    found = [span for span in quoted_spans(text) if long_enough(span.of(text))]
    opening = _OPENS.match(text)
    if not found and opening and never_closed(text) and long_enough(text[opening.end() :]):
        return [trimmed(text, opening.end(), len(text))]
    return found


def long_enough(quote: str) -> bool:
    """Whether it is a quotation and not a name or a term in marks."""
    if len(quote) < 2 * FEWEST_WORDS - 1 and not _CJK.search(quote):
        return False
    cjk = len(_CJK.findall(quote))
    words = sum(token.folded[0].isalnum() for token in tokens(quote)) - cjk
    return words + cjk * FEWEST_WORDS / FEWEST_CJK >= FEWEST_WORDS


def _block(text: str) -> Span:
    attribution = _ATTRIBUTION.search(text[-400:])
    end = len(text) - len(text[-400:]) + attribution.start() if attribution else len(text)
    whole = trimmed(text, 0, end)
    inner = quoted_spans(text[: whole.end])
    if len(inner) == 1 and inner[0].start - whole.start <= 1 and whole.end - inner[0].end <= 2:
        return inner[0]
    return whole
