"""Questions with the sentences that answer them, for the cross-encoder to learn from: SQuAD 2.0 and XQuAD.

XQuAD's articles that ``benchmarks.retrieval.xquad`` measures on are held out, in both sets, so that its figures stay honest. Of
the documents this program is for, nothing is learned here.
"""

import json
import random
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from benchmarks.retrieval.xquad import LANGUAGES, measures
from ingest.structure.sentences import sentences

SAME: Final = 1200  # pairs of one language taken from XQuAD an epoch
ACROSS: Final = 2000  # pairs of two languages
OTHERS: Final = (
    0.4  # of the pairs come a second time with another paragraph of the article, which answers nothing
)


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of an article.

    Attributes:
        head: The article's title; empty for half of them, since not every passage has a telling heading.
        article: What tells the article, in its language, from others.
        sentences: In order.
        starts: Where each begins.
        language: BCP 47 code.
    """

    head: str
    article: str
    sentences: tuple[str, ...]
    starts: tuple[int, ...]
    language: str


@dataclass(frozen=True, slots=True)
class Pair:
    """A question, a paragraph, and which of its sentences answer."""

    question: str
    language: str
    paragraph: Paragraph
    answers: tuple[bool, ...]


@dataclass(frozen=True, slots=True)
class Pairs:
    """One half of the articles: pairs in English, in one other language, and across two."""

    squad: list[Pair]
    same: list[Pair]
    across: list[Pair]

    def epoch(self, chance: random.Random) -> list[Pair]:
        """What is learned from in one pass, in random order."""
        chosen = self.squad + _some(self.same, SAME, chance) + _some(self.across, ACROSS, chance)
        beside: dict[str, set[Paragraph]] = defaultdict(set)
        for pair in self.squad + self.same:
            beside[pair.paragraph.article].add(pair.paragraph)
        others = [pair for pair in chosen if chance.random() < OTHERS]
        chosen += [other for pair in others for other in _elsewhere(pair, beside, chance)]
        chance.shuffle(chosen)
        return chosen


def load(bench: Path) -> tuple[Pairs, Pairs]:
    """The pairs to learn from and those to judge by.

    Args:
        bench: The folder of ``squad2`` and ``xquad``.
    """
    articles = {language: _articles(bench / "xquad" / f"xquad.{language}.json") for language in LANGUAGES}
    halves = Pairs([], [], []), Pairs([], [], [])
    judging = {entry["title"]: measures(number) for number, entry in enumerate(articles["en"])}
    for entry in _articles(next((bench / "squad2").glob("*.json"))):
        for paragraph in entry["paragraphs"]:
            halves[judging[entry["title"]]].squad.extend(
                _pairs(paragraph, paragraph, entry["title"], "en", "en")
            )
    for number, entry in enumerate(articles["en"]):
        half = halves[measures(number)]
        for told in LANGUAGES:
            for asked in LANGUAGES:
                kept = half.same if asked == told else half.across
                for other, paragraph in zip(
                    articles[asked][number]["paragraphs"], articles[told][number]["paragraphs"], strict=True
                ):
                    kept.extend(_pairs(other, paragraph, entry["title"], asked, told))
    return halves


def _articles(path: Path) -> list[dict[str, Any]]:
    data: list[dict[str, Any]] = json.loads(path.read_text(encoding="utf-8"))["data"]
    return data


def _pairs(
    asking: dict[str, Any], telling: dict[str, Any], title: str, asked: str, told: str
) -> Iterator[Pair]:
    """The questions of a paragraph, in one language, with the paragraph in another."""
    paragraph = _paragraph(telling["context"], title, told)
    for question, answered in zip(asking["qas"], telling["qas"], strict=True):
        starts = (
            [] if answered.get("is_impossible") else [each["answer_start"] for each in answered["answers"]]
        )
        ends = (*paragraph.starts[1:], len(telling["context"]))
        answers = tuple(
            any(start <= at < end for at in starts) for start, end in zip(paragraph.starts, ends, strict=True)
        )
        yield Pair(question["question"], asked, paragraph, answers)


def _paragraph(text: str, title: str, language: str) -> Paragraph:
    spans = sentences(text, language)
    return Paragraph(
        head=title.replace("_", " ") if len(text) % 2 else "",
        article=f"{language} {title}",
        sentences=tuple(span.of(text) for span in spans),
        starts=tuple(span.start for span in spans),
        language=language,
    )


def _some(pairs: Sequence[Pair], count: int, chance: random.Random) -> list[Pair]:
    return chance.sample(pairs, min(count, len(pairs)))


def _elsewhere(pair: Pair, beside: dict[str, set[Paragraph]], chance: random.Random) -> Iterator[Pair]:
    """The question with another paragraph of the article."""
    others = sorted(
        beside[pair.paragraph.article] - {pair.paragraph}, key=lambda paragraph: paragraph.sentences
    )
    if others:
        other = chance.choice(others)
        yield Pair(pair.question, pair.language, other, (False,) * len(other.sentences))
