"""How well the reading recovers known paragraphs, symbols, titles and dates of real documents.

Run ``python -m eval.ingest_gold CORPUS``: the gold is CORPUS/un/pairs (a parsed tree of documents held as PDF
and DOCX), the numbered paragraphs of CORPUS/un/resolutions, and CORPUS/catalogue.tsv.
"""

import argparse
import csv
import json
import re
import sys
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

from errors import UnreadableDocumentError
from ingest.dates import find_dates
from ingest.document import Passage
from ingest.reader import read
from ingest.symbols import find_symbols

SAME = 0.98
"""Share of characters that must agree for a paragraph to count as recovered."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """A numbered paragraph: its full number ("4.7 (a)") and its words."""

    number: str
    text: str


@dataclass(slots=True, kw_only=True)
class Score:
    """Gold paragraphs, and how many came back with number, text and order right; and which did not."""

    gold: int
    right: int
    missed: list[str]


def compare(gold: list[Paragraph], found: list[Paragraph]) -> Score:
    """Match gold to found paragraphs in order; one found too early or too late counts as missed."""
    missed: list[str] = []
    position = 0
    for paragraph in gold:
        place = next((n for n in range(position, len(found)) if _same(paragraph, found[n])), None)
        if place is None:
            missed.append(f"{paragraph.number}: {paragraph.text[:70]}")
        else:
            position = place + 1
    return Score(gold=len(gold), right=len(gold) - len(missed), missed=missed)


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


def pairs(corpus: Path) -> None:
    """Print the score of each PDF and DOCX that has a parsed tree."""
    for tree in sorted((corpus / "un/pairs").glob("*.json")):
        gold = list(tree_paragraphs(json.loads(tree.read_text())))
        for suffix in (".pdf", ".docx"):
            score = compare(gold, passages_as_paragraphs(read(tree.with_suffix(suffix)).passages))
            _print(tree.with_suffix(suffix).name, score)


def resolutions(corpus: Path) -> None:
    """Print the score over all texts of resolutions, and every paragraph missed."""
    total = Score(gold=0, right=0, missed=[])
    for path in sorted((corpus / "un/resolutions").glob("*.txt")):
        score = compare(text_paragraphs(path.read_text()), passages_as_paragraphs(read(path).passages))
        total.gold += score.gold
        total.right += score.right
        total.missed += [f"{path.stem} {missed}" for missed in score.missed]
    _print("resolutions", total)


def catalogue(corpus: Path) -> None:
    """Print the share of symbols and dates that agree with the catalogue, and those that do not."""
    right: dict[str, int] = {"symbol": 0, "date": 0}
    asked: dict[str, int] = {"symbol": 0, "date": 0}
    with (corpus / "catalogue.tsv").open(newline="") as file:
        for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
            path = corpus / row["path"]
            if path.suffix not in {".pdf", ".docx", ".txt", ".xml"}:
                continue
            try:
                document = read(path).document
            except UnreadableDocumentError:
                continue
            wanted: dict[str, set[str]] = {
                "symbol": {match.symbol for match in find_symbols(row["symbol"])},
                "date": set(find_dates(row["date"])[:1]),
            }
            got: dict[str, set[str | None]] = {"symbol": set(document.symbols), "date": {document.date}}
            for name, expected in wanted.items():
                if not expected:
                    continue
                asked[name] += 1
                agrees = any(
                    one and (one in other or other in one) for one in got[name] for other in expected
                )
                right[name] += agrees
                if not agrees:
                    sys.stdout.write(f"  {name} of {row['path']}: {sorted(expected)}, read {got[name]}\n")
            sys.stdout.write(f"  title of {row['path']}: {document.title[:110]} ({document.kind})\n")
    for name, count in asked.items():
        sys.stdout.write(f"{name}: {right[name]} of {count} ({right[name] / count:.3f})\n")


def _print(name: str, score: Score) -> None:
    share = score.right / score.gold if score.gold else 1.0
    sys.stdout.write(f"{name}: {score.right} of {score.gold} ({share:.4f})\n")
    for missed in score.missed:
        sys.stdout.write(f"  missed {missed}\n")


def main() -> None:
    """Read the arguments and print the scores asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("parts", nargs="*", default=["pairs", "resolutions", "catalogue"])
    arguments = parser.parse_args()
    for part in arguments.parts:
        {"pairs": pairs, "resolutions": resolutions, "catalogue": catalogue}[part](arguments.corpus)


if __name__ == "__main__":
    main()
