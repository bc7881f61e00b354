"""Pages with footnotes, lists, boxes or two columns, looked at one by one, against what is made of them."""

import re
from collections.abc import Sequence
from functools import cache
from pathlib import Path

from benchmarks.reading.score import Score, table
from ingest.document import Passage
from ingest.work.reader import read


def pages(corpus: Path) -> tuple[Score]:
    """Pages of the gold table whose text is in the order of the eye, with its notes apart and no furniture in it.

    For each page the table has the first words of its paragraphs and items in reading order, the marks of the
    footnotes that stand on it, and words of its running head, which must be in no passage.
    """
    score = Score(name="pages")
    reading = cache(lambda name: read(corpus / name).passages)
    for row in table("pages.tsv"):
        number = int(row["page"])
        on_page = [passage for passage in reading(row["path"]) if number in passage.pages]
        fault = judge_page(on_page, row)
        score.count(f"{row['path']}, page {number}: {fault}" if fault else None)
    return (score,)


def judge_page(passages: Sequence[Passage], row: dict[str, str]) -> str | None:
    """The first thing that is wrong with a page's passages, or None."""
    text = "\n".join(passage.text for passage in passages if passage.kind != "footnote")
    if row["furniture"] and row["furniture"] in " ".join(text.split()):
        return f"“{row['furniture']}” is in the text"
    notes = [passage.paragraph for passage in passages if passage.kind == "footnote"]
    if notes != [f"fn {mark}" for mark in row["notes"].split()]:
        return f"has the notes {notes} for {row['notes'].split()}"
    place, stream = 0, _squeezed(text)
    for words in row["order"].split(" | "):
        found = stream.find(_squeezed(words), place)
        if found < 0:
            return f"“{words}” is missing or out of order"
        place = found + len(_squeezed(words))
    return None


def _squeezed(text: str) -> str:
    return re.sub(r"\s+", "", text).casefold()
