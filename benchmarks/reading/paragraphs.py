"""Numbered paragraphs of real documents, recovered with number, text and order, from each of their formats.

The gold is CORPUS/un/pairs (a parsed tree of documents held as PDF and DOCX) and the numbered paragraphs of
the texts in CORPUS/un/resolutions.
"""

import json
import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

from benchmarks.reading.score import Score
from ingest.document import Passage
from ingest.work.reader import read

SAME = 0.98
"""Share of characters that must agree for a paragraph to count as recovered."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """A numbered paragraph: its full number ("4.7 (a)") and its words."""

    number: str
    text: str


def compare(gold: list[Paragraph], found: list[Paragraph], name: str = "") -> Score:
    """Match gold to found paragraphs in order; one found too early or too late counts as missed."""
    score = Score(name=name)
    position = 0
    for paragraph in gold:
        place = next((n for n in range(position, len(found)) if _same(paragraph, found[n])), None)
        score.count(f"{paragraph.number}: {paragraph.text[:70]}" if place is None else None)
        position = position if place is None else place + 1
    return score


def passages_as_paragraphs(passages: Iterable[Passage]) -> list[Paragraph]:
    """The numbered paragraphs among passages, pieces put together and sub-paragraphs taken apart."""
    found: list[Paragraph] = []
    for passage in passages:
        if passage.paragraph is None or passage.kind != "paragraph":
            continue
        number = passage.paragraph
        for line in passage.text.split("\n"):
            mark = re.match(r"(\([a-z]{1,4}\)|\d{1,2}\.)\s+", line)
            if mark and mark[1].startswith("("):
                number = _below(number, mark[1])
                found.append(Paragraph(number=number, text=line[mark.end() :]))
            elif found and found[-1].number == number:
                found[-1] = Paragraph(number=number, text=f"{found[-1].text} {line}")
            else:
                found.append(Paragraph(number=number, text=line))
    return found


def tree_paragraphs(nodes: list[dict[str, Any]], base: str = "") -> Iterator[Paragraph]:
    """The numbered paragraphs of a parsed tree, in order."""
    number = base
    for node in nodes:
        kind, text = str(node["block_type"]), str(node["text"] or "")
        if kind.startswith("paragraph-"):
            mark, words = (part.strip() for part in text.split("\t", 1))
            number = mark if kind == "paragraph-1" else _below(number, mark)
            yield Paragraph(number=number, text=words)
        yield from tree_paragraphs(node["children"], number)


def text_paragraphs(text: str) -> list[Paragraph]:
    """The paragraphs of a text that begin with "12." on a line of their own, to the next blank line."""
    found = []
    for match in re.finditer(r"^(\d{1,3})\. +(?:(\([a-z]\))\s)?(\S.*(?:\n\S.*)*)$", text, re.MULTILINE):
        number = f"{match[1]} {match[2]}" if match[2] else match[1]
        found.append(Paragraph(number=number, text=match[3]))
    return found


def _below(number: str, mark: str) -> str:
    """The number of a sub-paragraph: "(b)" after "3 (a)" is "3 (b)", "(i)" after "3 (a)" is "3 (a) (i)"."""
    base, *letters = re.split(r"\s+(?=\()", number)
    roman = (
        bool(re.fullmatch(r"\([ivx]+\)", mark))
        and bool(letters)
        and not (mark == "(i)" and letters[0] == "(h)")
    )
    return " ".join([base, letters[0], mark] if roman else [base, mark])


def _same(one: Paragraph, other: Paragraph) -> bool:
    head = one.number.split(" ")[0]
    nested = f"({head})" in other.number and other.number.endswith(one.number.removeprefix(head).strip())
    if other.number != one.number and not nested:
        return False
    first, second = _plain(one.text), _plain(other.text)
    return first == second or SequenceMatcher(None, first, second, autojunk=False).ratio() >= SAME


def _plain(text: str) -> str:
    text = unicodedata.normalize("NFKC", text).replace("‑", "-").replace("’", "'").replace("‘", "'")
    return re.sub(r"\s+", " ", re.sub(r"[“”]", '"', text)).strip()


def pairs(corpus: Path) -> tuple[Score, ...]:
    """The score of each PDF and DOCX that has a parsed tree."""
    scores = []
    for tree in sorted((corpus / "un/pairs").glob("*.json")):
        gold = list(tree_paragraphs(json.loads(tree.read_text(encoding="utf-8"))))
        for suffix in (".pdf", ".docx"):
            path = tree.with_suffix(suffix)
            scores.append(compare(gold, passages_as_paragraphs(read(path).passages), path.name))
    return tuple(scores)


def resolutions(corpus: Path) -> tuple[Score]:
    """The score over all texts of resolutions."""
    total = Score(name="resolutions")
    for path in sorted((corpus / "un/resolutions").glob("*.txt")):
        wanted = text_paragraphs(path.read_text(encoding="utf-8"))
        score = compare(wanted, passages_as_paragraphs(read(path).passages))
        total.gold += score.gold
        total.right += score.right
        total.missed += [f"{path.stem} {missed}" for missed in score.missed]
    return (total,)
