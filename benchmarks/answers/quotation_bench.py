"""Does the checker of quotations tell right from wrong? ``python -m benchmarks.answers.quotation_bench --library FOLDER``.

Quotations are made from the passages of a library, by a rule with a name: verbatim in every typography, then
changed by a word, a number, a negation, an undeclared omission, ascribed to another speaker or document,
stitched from two places; others are invented or translated by us. Passages are split by a hash of their id
into a dev and a test half; rules were mended on the dev half only.
"""

import argparse
import hashlib
import json
import random
import re
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from check.quote.quotation import Checker
from index.library import Library
from ingest.document import Document, Passage
from ingest.register import Register
from settings import load_settings

EACH = 20  # quotations of one rule
SEED = 20261124
_SHORTEST = 24  # words of a passage to quote from
_TAKEN = 16  # words of a quotation
_VERBATIM = ("verbatim",)
_ALTERED = ("altered",)
_ELSEWHERE = ("verbatim_elsewhere",)
_NUMBER = re.compile(r"(?<![\w/.,])[2-8](?![\w/.,])|(?<![\w/.,])\d{2,3}(?![\w/.,])")
_NEGATABLE = re.compile(r"\b(?:shall|should|will|must|may|is|are|was|were|has|have)\b(?! not)")
_MADE_UP = Path(__file__).parent / "quotations_made_up.txt"


@dataclass(frozen=True, slots=True)
class Case:
    """A quotation with the verdicts that are right for it."""

    rule: str
    quote: str
    claimed: str | None
    right: tuple[str, ...]


def cases(register: Register, split: str) -> Iterator[Case]:
    """The quotations of a split, the same for the same library."""
    drawn = random.Random(SEED)  # noqa: S311 - a sample, not a secret
    documents = {document.id: document for document in register.documents()}
    passages = _quotable(register, documents, split)
    drawn.shuffle(passages)
    everything = [_plain(p.text) for d in documents.values() for p in register.document_passages(d.id)]
    for rule, make in _RULES.items():
        made = 0
        for passage in passages[hash_of(rule) % 97 :]:
            case = make(rule, passage, documents, passages, drawn)
            if case and _fair(case, everything):
                yield case
                made += 1
            if made == EACH:
                break
    lines = _MADE_UP.read_text(encoding="utf-8").splitlines()
    half = [line for line in lines if line.strip()][0 if split == "dev" else 1 :: 2]
    yield from (Case("invented or translated", line, None, ("not_found",)) for line in half)


def hash_of(text: str) -> int:
    """A number that is the same on every machine."""
    return int.from_bytes(hashlib.sha256(text.encode()).digest()[:4])


def _quotable(register: Register, documents: dict[str, Document], split: str) -> list[Passage]:
    wanted = 0 if split == "dev" else 1
    return [
        passage
        for name in sorted(documents)
        if documents[name].symbols
        for passage in register.document_passages(name)
        if passage.kind == "paragraph"
        and passage.language == "en"
        and hash_of(passage.id) % 2 == wanted
        and len(passage.text.split()) >= _SHORTEST
    ]


def _fair(case: Case, everything: Sequence[str]) -> bool:
    """Whether no passage happens to have the words of a quotation that should not be found as it is."""
    return case.right in (_VERBATIM, _ELSEWHERE) or not any(_plain(case.quote) in text for text in everything)


def _plain(text: str) -> str:
    return re.sub(r"[\W_]+", " ", text.casefold()).strip()


def _stretch(passage: Passage, drawn: random.Random, words: int = _TAKEN) -> str:
    found = [match.span() for match in re.finditer(r"\S+", passage.text)]
    first = drawn.randrange(len(found) - words)
    return passage.text[found[first][0] : found[first + words - 1][1]].strip(' ,;:.“”"')


Maker = Callable[[str, Passage, dict[str, Document], list[Passage], random.Random], Case | None]


def _verbatim(rule: str, p: Passage, d: dict[str, Document], _: list[Passage], drawn: random.Random) -> Case:
    return Case(rule, _stretch(p, drawn), d[p.document_id].name, _VERBATIM)


def _typography(
    rule: str, p: Passage, d: dict[str, Document], _: list[Passage], drawn: random.Random
) -> Case:
    quote = _stretch(p, drawn).replace("’", "'").replace("–", "-").replace("“", '"').replace("”", '"')
    words = quote.split(" ")
    longest = max(range(3, len(words)), key=lambda i: len(words[i]))
    words[longest] = f"{words[longest][:2]}\u00ad{words[longest][2:]}"
    return Case(rule, "\u00a0".join(words[:3]) + "\n  " + " ".join(words[3:]) + ".", None, _VERBATIM)


def _omission(rule: str, p: Passage, d: dict[str, Document], _: list[Passage], drawn: random.Random) -> Case:
    words = _stretch(p, drawn, 20).split()
    return Case(rule, " ".join([*words[:7], "[…]", *words[13:]]), None, _VERBATIM)


def _insertion(rule: str, p: Passage, d: dict[str, Document], _: list[Passage], drawn: random.Random) -> Case:
    words = _stretch(p, drawn).split()
    return Case(rule, " ".join([*words[:7], "[States]", *words[8:]]), None, _VERBATIM)


def _word(
    rule: str, p: Passage, d: dict[str, Document], _: list[Passage], drawn: random.Random
) -> Case | None:
    words = _stretch(p, drawn).split()
    if not words[8].isalpha():
        return None
    return Case(rule, " ".join([*words[:8], "lighthouse", *words[9:]]), None, _ALTERED)


def _number(
    rule: str, p: Passage, d: dict[str, Document], _: list[Passage], drawn: random.Random
) -> Case | None:
    quote = _stretch(p, drawn)
    match = _NUMBER.search(quote)
    if match is None:
        return None
    return Case(rule, f"{quote[: match.start()]}{int(match[0]) + 1}{quote[match.end() :]}", None, _ALTERED)


def _negation(
    rule: str, p: Passage, d: dict[str, Document], _: list[Passage], drawn: random.Random
) -> Case | None:
    quote = _stretch(p, drawn)
    match = _NEGATABLE.search(quote, 10)
    if match is None:
        return None
    return Case(rule, f"{quote[: match.end()]} not{quote[match.end() :]}", None, _ALTERED)


def _silent(rule: str, p: Passage, d: dict[str, Document], _: list[Passage], drawn: random.Random) -> Case:
    words = _stretch(p, drawn, 22).split()
    return Case(rule, " ".join([*words[:8], *words[14:]]), None, _ALTERED)


def _speaker(
    rule: str, p: Passage, d: dict[str, Document], all_: list[Passage], drawn: random.Random
) -> Case | None:
    if p.speaker is None or d[p.document_id].kind not in ("compendium", "verbatim_record"):
        return None
    others = sorted({o.speaker for o in all_ if o.speaker and o.document_id == p.document_id} - {p.speaker})
    claimed = drawn.choice(others) if others else ""
    return Case(rule, _stretch(p, drawn), claimed, _ELSEWHERE) if claimed else None


def _document(
    rule: str, p: Passage, d: dict[str, Document], all_: list[Passage], drawn: random.Random
) -> Case | None:
    other = d[drawn.choice(all_).document_id]
    quote = _stretch(p, drawn)
    own = (_plain(o.text) for o in all_ if o.document_id == other.id)
    if other.name == d[p.document_id].name or any(_plain(quote) in text for text in own):
        return None
    return Case(rule, quote, other.name, _ELSEWHERE)


def _stitched(
    rule: str, p: Passage, d: dict[str, Document], all_: list[Passage], drawn: random.Random
) -> Case:
    one, other = _stretch(p, drawn, 10), _stretch(drawn.choice(all_), drawn, 10)
    return Case(rule, f"{one} {other}", None, ("altered", "not_found"))


_RULES: dict[str, Maker] = {
    "verbatim": _verbatim,
    "verbatim, other typography": _typography,
    "declared omission": _omission,
    "declared insertion": _insertion,
    "a word changed": _word,
    "a number changed": _number,
    "negated": _negation,
    "undeclared omission": _silent,
    "another speaker": _speaker,
    "another document": _document,
    "stitched": _stitched,
}


def main() -> None:
    """Print how many verdicts are right by rule, the wrong ones, and the times."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--library", type=Path, default=None)
    parser.add_argument("--split", choices=("dev", "test"), default="dev")
    parser.add_argument("--json", action="store_true")
    given = parser.parse_args()
    library = Library(load_settings(library=given.library))
    checker = Checker(library)
    asked: Counter[str] = Counter()
    right: Counter[str] = Counter()
    times: list[float] = []
    wrong: list[dict[str, object]] = []
    for case in cases(library.register, given.split):
        began = time.perf_counter()
        finding = checker.check(case.quote, case.claimed)
        times.append(time.perf_counter() - began)
        asked[case.rule] += 1
        right[case.rule] += finding.verdict in case.right
        if finding.verdict not in case.right:
            wrong.append(
                {"rule": case.rule, "quote": case.quote, "claimed": case.claimed, **finding.as_dict()}
            )
    library.close()
    times.sort()
    result = {
        "split": given.split,
        "right": {rule: f"{right[rule]}/{asked[rule]}" for rule in asked},
        "share": round(sum(right.values()) / max(sum(asked.values()), 1), 4),
        "called verbatim though not": sum(item["verdict"] == "verbatim" for item in wrong),
        "p50_ms": round(times[len(times) // 2] * 1000, 1),
        "p95_ms": round(times[int(len(times) * 0.95)] * 1000, 1),
        "wrong": wrong,
    }
    print(json.dumps(result, ensure_ascii=False, indent=1))  # noqa: T201


if __name__ == "__main__":
    main()
