"""Numbered paragraphs among the passages of a document."""

import re
from collections.abc import Iterable, Sequence

from ingest.document import Passage

_SUB = re.compile(r"\s?\(([^()]*)\)$")


def numbered(passages: Iterable[Passage], number: str) -> list[Passage]:
    """The passages of a paragraph, its sub-paragraphs among them, in the order given.

    A sub-paragraph that was joined with its paragraph is given with it: where "12 (a)" has no passage of
    its own, the passages of 12 that print "(a)" at the head of a line are.

    Args:
        passages: Of one document.
        number: As ``Passage.paragraph`` spells it.
    """
    listed = list(passages)
    own = [passage for passage in listed if _is(passage, number)]
    sub = _SUB.search(number)
    if own or sub is None or not number[: sub.start()]:
        return own
    mark = re.compile(rf"^\(?{re.escape(sub[1])}[).]", re.MULTILINE)
    above = numbered(listed, number[: sub.start()])
    exact = [passage for passage in above if not _below(passage, number[: sub.start()])]
    return [passage for passage in exact if mark.search(passage.text)]


def runs(passages: Sequence[Passage], chosen: Sequence[Passage]) -> list[list[Passage]]:
    """Chosen passages that make one paragraph each: the same section, with no other number between.

    A number that restarts in an annex, or within a section, makes a run of its own.

    Args:
        passages: All passages of the document, in order.
        chosen: Those of one number, in order.
    """
    ids = {passage.id for passage in chosen}
    found: list[list[Passage]] = []
    broken = True
    for passage in passages:
        if passage.id in ids:
            if broken or found[-1][-1].section != passage.section:
                found.append([])
            found[-1].append(passage)
            broken = False
        elif passage.kind != "footnote" and passage.paragraph is not None:
            broken = True
    return found


def kind_of(number: str) -> str:
    """What sort of number it is: "paragraph", "preambular paragraph", "footnote" or "article"."""
    if number.startswith("PP"):
        return "preambular paragraph"
    if number.startswith("fn "):
        return "footnote"
    return "article" if number.startswith("art. ") else "paragraph"


def counted(passages: Iterable[Passage], kind: str = "paragraph") -> list[int]:
    """The whole numbers of one sort that a document has, each once, in rising order.

    Args:
        passages: The document's passages.
        kind: The sort of number, as ``kind_of`` tells it ("paragraph", "article").
    """
    found = set()
    for passage in passages:
        number = passage.paragraph
        if number is not None and kind_of(number) == kind:
            match = re.match(r"(?:PP|fn |art\. )?(\d+)(?![\d.])", number)
            if match:
                found.add(int(match[1]))
    return sorted(found)


def _is(passage: Passage, number: str) -> bool:
    own = passage.paragraph
    return own is not None and (own == number or own.startswith(f"{number} ("))


def _below(passage: Passage, number: str) -> bool:
    return passage.paragraph != number
