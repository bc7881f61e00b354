"""Planted faults and sound quotations: what does the checker of quotations catch, and whom does it accuse?

Run ``python -m benchmarks.reading.planted CORPUS [--each N] [--split dev|test]``: paragraphs in six languages are read
into a library of their own. In some one word is changed for another by the pairs of ``gold/planted.toml``; others are
quoted soundly, in another typography or with what a person copies from a page. Paragraphs are split by a hash of
their text; the checker's lists were mended on the dev half only.
"""

import argparse
import hashlib
import itertools
import json
import random
import re
import sys
import tomllib
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

from benchmarks.reading.score import GOLD
from check.quote.finding import Finding
from check.quote.quotation import Checker
from index.library import Library
from ingest.document import Passage
from ingest.work.reader import read
from settings import Settings

SEED: Final = 20261201
FILES: Final = (
    "policy/paris_call_fr.txt",
    "un/udhr/*.xml",
    "un/pdf/A_AC.292_2025_INF_5_Rev.1.pdf",
    "un/pdf/A_80_*.pdf",
    "un/resolutions/A_RES_7[0-9]_1*.txt",
)
AROUND: Final = 9  # words on either side of what is changed; three times as many characters of Chinese
SHORTEST: Final = 12
_CJK: Final = re.compile(r"[\u4e00-\u9fff]")


@dataclass(frozen=True, slots=True)
class Case:
    """A quotation, and whether it is a sound one."""

    kind: str
    language: str
    quote: str
    sound: bool


Make = Callable[[str, Passage, random.Random], Iterator[str]]


def cases(passages: Sequence[Passage], split: str, each: int) -> Iterator[Case]:
    """At most so many quotations of a kind and language, the same for the same passages."""
    with (GOLD / "planted.toml").open("rb") as file:
        gold = tomllib.load(file)
    drawn = random.Random(SEED)  # noqa: S311 - a sample, not a secret
    everything = "\n".join(_plain(passage.text) for passage in passages)
    for language, words in gold.items():
        own = [p for p in passages if p.language == language and _half(p.text) == split]
        drawn.shuffle(own)
        for kind, make in _planted(words).items():
            fair = (quote for quote in _each(own, make, drawn) if _plain(quote) not in everything)
            yield from (Case(kind, language, quote, sound=False) for quote in itertools.islice(fair, each))
        for kind, make in _SOUND.items():
            quotes = itertools.islice(_each(own, make, drawn), each)
            yield from (Case(kind, language, quote, sound=True) for quote in quotes)


def _half(text: str) -> str:
    return "dev" if hashlib.sha256(text.encode()).digest()[0] % 2 else "test"


def _plain(text: str) -> str:
    return re.sub(r"[\W_]+", " ", text.casefold()).strip()


def _each(passages: Sequence[Passage], make: "Make", drawn: random.Random) -> Iterator[str]:
    """One quotation of each passage that gives one."""
    for passage in passages:
        found = next(make(passage.text, passage, drawn), None)
        if found is not None and len(_tokens(found)) >= SHORTEST:
            yield found


def _tokens(text: str) -> list[str]:
    return list(text) if _CJK.search(text) else text.split()


def _window(text: str, start: int, end: int, new: str) -> str:
    """What stands around a place of a text, with other words in it."""
    if _CJK.search(text):
        return text[max(0, start - 3 * AROUND) : start] + new + text[end : end + 3 * AROUND]
    before, after = text[:start].split(" ")[-AROUND:], text[end:].split(" ")[:AROUND]
    return " ".join(before) + new + " ".join(after)


def _word(word: str) -> re.Pattern[str]:
    if _CJK.search(word) or not word[0].isalnum():
        return re.compile(re.escape(word))
    return re.compile(rf"(?<![\w-]){re.escape(word)}(?![\w-])")


def _planted(gold: Mapping[str, Any]) -> dict[str, "Make"]:
    """The kinds of planted faults of a language."""
    kinds: dict[str, Make] = {
        name: _exchanged(pairs)
        for name, pairs in gold.items()
        if " " in name or name in ("currencies", "units", "contraries", "strength")
    }
    kinds["figures"] = _figure
    kinds["letters"] = _letter
    kinds["negation"] = _negated(gold)
    kinds["swallowed"] = _swallowed(gold["swallowed"])
    return kinds


def _exchanged(pairs: Sequence[tuple[str, str]]) -> "Make":
    both = [*pairs, *((other, one) for one, other in pairs)]

    def make(text: str, _: Passage, drawn: random.Random) -> Iterator[str]:
        for old, new in drawn.sample(both, len(both)):
            if match := _word(old).search(text):
                yield _window(text, *match.span(), new)

    return make


def _figure(text: str, _: Passage, drawn: random.Random) -> Iterator[str]:
    for match in re.finditer(r"(?<![\w/.,])\d{1,4}(?![\w/]|[.,]\d)", text):
        yield _window(text, *match.span(), str(int(match[0]) + drawn.choice((1, 2, 10))))


def _letter(text: str, _: Passage, __: random.Random) -> Iterator[str]:
    for match in re.finditer(r"(?<=\w )\(([a-h])\)(?=[\s.,;])", text):
        yield _window(text, *match.span(), f"({chr(ord(match[1]) + 1)})")


def _negated(gold: Mapping[str, Any]) -> "Make":
    def make(text: str, _: Passage, drawn: random.Random) -> Iterator[str]:
        no = gold["negation"]
        for match in _word(no).finditer(text):  # a negation taken out
            yield _window(text, match.start(), match.end() + (not _CJK.search(no)), "")
        for verb in drawn.sample(gold["negated"], len(gold["negated"])):
            gap = "" if _CJK.search(no) else " "
            new = f"{no}{gap}{verb}" if gold.get("negation_first") else f"{verb}{gap}{no}"
            if match := _word(verb).search(text):
                yield _window(text, *match.span(), new)

    return make


def _swallowed(words: Sequence[str]) -> "Make":
    """An omission mark in place of a word that decides and its neighbour."""

    def make(text: str, _: Passage, drawn: random.Random) -> Iterator[str]:
        for word in drawn.sample(words, len(words)):
            if (match := _word(word).search(text)) and not re.search(
                r"[.;。]", text[match.end() - 30 : match.end() + 30]
            ):
                end = (
                    match.end() + 2
                    if _CJK.search(word)
                    else (text.find(" ", match.end() + 1) % (len(text) + 1))
                )
                yield _window(text, match.start(), end, "[…]")

    return make


def _stretch(text: str, drawn: random.Random, words: int = 18) -> str:
    if _CJK.search(text):
        first = drawn.randrange(max(1, len(text) - 3 * words))
        cut = text[first : first + 3 * words]
        return re.sub(r"^[A-Za-z\d]+|[A-Za-z\d]+$", "", cut).strip(
            "，。、； "
        )  # no halves of words and numbers
    found = [match.span() for match in re.finditer(r"\S+", text)]
    if len(found) <= words:
        return text
    first = drawn.randrange(len(found) - words)
    return text[found[first][0] : found[first + words - 1][1]].strip(' ,;:.“”"')


def _as_is(text: str, _: Passage, drawn: random.Random) -> Iterator[str]:
    yield _stretch(text, drawn)


def _typed(text: str, _: Passage, drawn: random.Random) -> Iterator[str]:
    """Straight marks, other dashes, hard spaces, a soft hyphen."""
    quote = _stretch(text, drawn).translate(
        str.maketrans({"’": "'", "–": "-", "—": "-", "“": '"', "”": '"', "«": '"', "»": '"'})
    )
    yield re.sub(r"([^\W\d_]{4})(?=[^\W\d_]{4})", "\\1\u00ad", quote, count=1).replace(" ", "\u00a0", 3)


def _recased(text: str, _: Passage, drawn: random.Random) -> Iterator[str]:
    quote = _stretch(text, drawn)
    if quote[:1].islower() and not _CJK.search(quote):
        yield f"[{quote[0].upper()}]{quote[1:]}"


def _broken(text: str, _: Passage, drawn: random.Random) -> Iterator[str]:
    """Over a line's end, a word broken at a hyphen; Chinese breaks none."""
    if _CJK.search(text):
        return
    quote = _stretch(text, drawn)
    if match := re.search(r"(?<=[^\W\d_]{4})(?=[a-zа-яéèêáíóú]{4})", quote):
        yield f"{quote[: match.start()]}-\n{quote[match.start() :]}"


def _numbered(text: str, passage: Passage, _: random.Random) -> Iterator[str]:
    """As copied with the printed number before it."""
    if passage.paragraph and passage.paragraph.isdecimal():
        yield f"{passage.paragraph}. {' '.join(text.split()[:18])}"


def _between_sentences(text: str, _: Passage, __: random.Random) -> Iterator[str]:
    """A whole sentence left out, as the mark says."""
    sentences = re.split(r"(?<=[.!?])\s+(?=[A-ZÀ-ÝА-Я“])", text)
    for one, _gone, other in zip(sentences, sentences[1:], sentences[2:], strict=False):
        if min(len(one.split()), len(other.split())) > 7:
            yield f"{' '.join(one.split()[-9:])} […] {' '.join(other.split()[:9])}"


_SOUND: Final[dict[str, "Make"]] = {
    "as it is": _as_is,
    "other typography": _typed,
    "capital in brackets": _recased,
    "over a line's end": _broken,
    "with its number": _numbered,
    "a sentence left out": _between_sentences,
}


def library_of(corpus: Path, folder: Path) -> Library:
    """The paragraphs, read into a library without vectors."""
    library = Library(Settings(library=folder / "library", workers=1, threads=1))
    paths = [path for pattern in FILES for path in sorted(corpus.glob(pattern))[:12]]
    for path in sorted((corpus / "bench/xquad").glob("*.json")):
        text = folder / f"{path.stem}.txt"
        articles = json.loads(path.read_text(encoding="utf-8"))["data"]
        text.write_text(
            "\n\n".join(p["context"] for a in articles for p in a["paragraphs"]), encoding="utf-8"
        )
        paths.append(text)
    for path in paths:
        library.register.record(str(path), read(path), "planted")
    library.words().sync()
    return library


def _accused(finding: Finding) -> bool:
    """Whether something is found fault with: harmless differences are none."""
    return finding.verdict in ("altered", "not_found")


def measure(corpus: Path, split: str, each: int) -> dict[str, Any]:
    """Caught, called serious and accused, over all and by kind and language, with every miss."""
    told: dict[str, Counter[str]] = defaultdict(Counter)
    missed: list[str] = []
    with TemporaryDirectory() as folder:
        library = library_of(corpus, Path(folder))
        checker = Checker(library)
        passages = [
            p
            for d in library.register.documents()
            for p in library.register.document_passages(d.id)
            if p.kind == "paragraph"
        ]
        for case in cases(passages, split, each):
            finding = checker.check(case.quote)
            accused = _accused(finding)
            serious = finding.serious and accused
            for group in (
                f"{'sound' if case.sound else 'fault'}: {case.kind}",
                f"{'sound' if case.sound else 'fault'} in {case.language}",
                "sound" if case.sound else "fault",
            ):
                told[group].update(asked=1, accused=int(accused), serious=int(serious))
            if accused == case.sound or (not case.sound and not serious):
                changes = "; ".join(f"{d.original!r} > {d.quoted!r} {d.gravity}" for d in finding.differences)
                missed.append(f"{case.language} {case.kind}: {finding.verdict} [{changes}] {case.quote!r}")
        library.close()
    fault, sound = told["fault"], told["sound"]
    recall, precision = (
        fault["serious"] / fault["asked"],
        fault["accused"] / max(1, fault["accused"] + sound["accused"]),
    )
    caught = fault["accused"] / fault["asked"]
    return {
        "split": split,
        "faults": fault["asked"],
        "caught": round(caught, 3),
        "called serious": round(recall, 3),
        "sound": sound["asked"],
        "false accusations": sound["accused"],
        "precision": round(precision, 3),
        "f1": round(2 * precision * caught / (precision + caught), 3),
        "by kind": {
            name: f"{c['accused']} accused, {c['serious']} serious of {c['asked']}"
            for name, c in sorted(told.items())
        },
        "missed": missed,
    }


def main() -> None:
    """Print the figures and what was missed."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--split", choices=("dev", "test"), default="test")
    parser.add_argument("--each", type=int, default=12)
    given = parser.parse_args()
    sys.stdout.write(
        json.dumps(measure(given.corpus, given.split, given.each), ensure_ascii=False, indent=1) + "\n"
    )


if __name__ == "__main__":
    main()
