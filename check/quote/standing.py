"""Where a quotation stands word for word, as it is quoted, edited with declared marks, or copied from a page."""

import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from answer.text.quotes import OMISSION, locate
from check.quote.copied import as_text
from check.quote.differences import comparable, decides, swallows
from check.quote.places import Place
from ingest.structure.sentences import Span

INSERTION: Final = re.compile(r"\[(?!\s*(?:…|\.{3})\s*\])[^\[\]]{1,60}\]")

_INSERTED_GAP: Final = 6  # words of the source that one declared insertion may stand for
_WORD: Final = re.compile(r"[^\W_]+")
_TELLING: Final = 2  # words of a quotation by which places are sieved


@dataclass(frozen=True, slots=True)
class Standing:
    """A quotation found.

    Attributes:
        place: Where.
        span: First character in the place's text, and one past the last.
        swallowed: Words that an omission mark stands for and that change what is left; empty where none do.
    """

    place: Place
    span: tuple[int, int]
    swallowed: str = ""


def stand(plain: str, place: Place) -> Standing | None:
    """The stretch of a place that a quotation is, declared omissions and insertions aside; None where it is none."""
    for wording in _wordings(plain, place):
        for where in (place, place.headed):
            spans = _spans(wording, where) if _may_stand(wording, where) else None
            if spans is not None:
                return Standing(where, (spans[0].start, spans[-1].end), _swallowed(wording, where, spans))
    return None


def _wordings(plain: str, place: Place) -> Iterator[str]:
    """The quotation, and what it is without that which only the page has, where that differs."""
    yield plain
    seen = {plain}
    for copied in as_text(plain, place):
        if copied not in seen:
            seen.add(copied)
            yield copied


def _spans(plain: str, place: Place) -> list[Span] | None:
    spans = locate(plain, place.text)
    if spans is not None or not INSERTION.search(plain) or any(map(decides, INSERTION.findall(plain))):
        return spans
    spans = locate(INSERTION.sub("[…]", plain), place.text)
    gaps = zip(spans or [], (spans or [])[1:], strict=False)
    if not OMISSION.search(plain) and any(
        len(comparable(place.text[one.end : other.start])) > _INSERTED_GAP for one, other in gaps
    ):
        return None
    return spans


def _swallowed(plain: str, place: Place, spans: list[Span]) -> str:
    if not OMISSION.search(plain):
        return ""
    language = place.passage_at(spans[0].start).language
    for one, other in itertools.pairwise(spans):
        gap = place.text[one.end : other.start].strip()
        if swallows(gap, language, place.text[: one.end]):
            return gap
    return ""


def _may_stand(plain: str, place: Place) -> bool:
    """Whether a place has the quotation's longest words; a plain search spares it most of the close looks.

    A word printed with a soft hyphen or a ligature may slip through here; the comparison word by word, which
    follows where nothing stands verbatim, folds those and finds no difference.
    """
    words = sorted(_WORD.findall(INSERTION.sub(" ", plain)), key=len)[-_TELLING:]
    folded = place.text.casefold()
    return all(word.casefold() in folded for word in words)
