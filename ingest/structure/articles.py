"""Articles whose "Article 12" lines were lost on the way to a file: numbered where what is left proves the number."""

import re
from collections.abc import Sequence
from dataclasses import replace

from ingest.layout.printed import ARTICLE, article_number, is_part
from ingest.manuscript import Block


def number_articles(blocks: Sequence[Block]) -> list[Block]:
    """The blocks, with the titles of unnumbered articles given their numbers as ``Block.number``.

    Articles count from 1 without a gap. Where "Article 13" is printed above its title, and twelve titles of
    the same depth stand before it in its part, those are articles 1 to 12; likewise between two printed ones.
    Anything else, and whatever follows the last printed number, stays without one: nothing is guessed.
    """
    numbered = list(blocks)
    part, last, depth = 0, 0, None
    for at, block in enumerate(blocks):
        if block.kind != "heading":
            continue
        if is_part(block.text):
            part, last, depth = at, 0, None
        number, level = _printed(blocks, at)
        if number is None or level is None:
            continue
        titles = [n for n in range(part + 1, at) if _is_title(blocks, n, level)]
        if depth in (None, level) and len(titles) == number - last - 1:
            for n, found in enumerate(titles, start=last + 1):
                numbered[found] = replace(blocks[found], number=str(n))
        part, last, depth = at, number, level
    return numbered


def _printed(blocks: Sequence[Block], at: int) -> tuple[int | None, int | None]:
    """The number of an article's heading without a title of its own, and the depth of the title below it."""
    match = ARTICLE.match(blocks[at].text)
    if match is None or re.search(r"\w", blocks[at].text[match.end() :]):
        return None, None
    number = article_number(match)
    below = blocks[at + 1] if at + 1 < len(blocks) else None
    level = below.level if below is not None and below.kind == "heading" else None
    return (int(number) if number.isdecimal() else None), level


def _is_title(blocks: Sequence[Block], at: int, level: int) -> bool:
    """Whether a heading of this depth is an article's title by itself: not right below a printed article."""
    block = blocks[at]
    return block.kind == "heading" and block.level == level and not ARTICLE.match(blocks[at - 1].text)
