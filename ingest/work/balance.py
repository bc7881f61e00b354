"""The balance of a document's letters: those its file shows, by another reader, against those that were kept.

Kept are the words of passages, headings and notes; set aside are heads and feet of pages, mastheads, contents.
What the file shows and neither has is lost, and more than a little of it is told.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from ingest.document import Balance, Passage, ReadingWarning
from ingest.layout.printed import ABOVE_TITLE
from ingest.manuscript import Manuscript
from ingest.structure.masthead import is_masthead

BOUND: Final = 0.01  # share of the letters shown that may be lost without a word
LEAST: Final = 60  # letters lost that are worth a word

_LABEL: Final = re.compile(r"\(([^\W\d_]+)\)")


def balance(manuscript: Manuscript, passages: Sequence[Passage], title: str) -> Balance | None:
    """The balance of a document; None where no other reader has seen it.

    Args:
        manuscript: As it was read, with the text as another reader shows it.
        passages: What became of it.
        title: The document's title, which stands nowhere else.
    """
    if not manuscript.witness:
        return None
    shown = _letters([manuscript.witness])
    kept = _letters(_kept(passages, title))
    aside = _letters(_aside(manuscript))
    lost = shown - kept - aside
    return Balance(shown=shown.total(), aside=min(aside.total(), shown.total()), lost=lost.total())


def warning(found: Balance | None) -> Iterator[ReadingWarning]:
    """What to tell of a balance: nothing where it is even."""
    if found is not None and found.lost > max(LEAST, BOUND * found.shown):
        share = 100 * found.lost / found.shown
        reason = f"{found.lost} of its {found.shown} letters ({share:.0f} %) are in no passage: compare with the original."
        yield ReadingWarning(reason=reason)


def _letters(texts: Iterable[str]) -> Counter[str]:
    """How often each letter stands in texts, accents and case aside; figures number pages and paragraphs, and are left."""
    counted: Counter[str] = Counter()
    for text in texts:
        counted.update(unicodedata.normalize("NFKD", text).casefold())
    return Counter({char: count for char, count in counted.items() if char.isalpha()})


def _kept(passages: Sequence[Passage], title: str) -> Iterator[str]:
    """The words of passages, and of each heading once for each time that passages come to stand below it."""
    yield title
    above: tuple[str, ...] = ()
    for passage in passages:
        yield passage.text
        shared = next(
            (n for n, (one, other) in enumerate(zip(above, passage.section, strict=False)) if one != other),
            min(len(above), len(passage.section)),
        )
        yield from passage.section[shared:]
        yield from _LABEL.findall(passage.paragraph or "")
        above = passage.section


def _aside(manuscript: Manuscript) -> Iterator[str]:
    yield from manuscript.aside
    for block in manuscript.blocks:
        if is_masthead(block.text) or (block.kind == "heading" and ABOVE_TITLE.match(block.text)):
            yield block.text
        yield from (label for _, label in block.marks)
