"""XQuAD (Artetxe et al. 2020): the same paragraphs and questions in several languages."""

import json
from dataclasses import dataclass
from pathlib import Path

LANGUAGES = ("en", "es", "de", "ru", "zh", "ar")


@dataclass(frozen=True, slots=True)
class Asked:
    """A question and the number of the paragraph that answers it."""

    text: str
    paragraph: int


@dataclass(frozen=True, slots=True)
class Texts:
    """XQuAD in one language: paragraphs, the article of each, and questions."""

    paragraphs: list[str]
    articles: list[int]
    questions: list[Asked]


def measures(article: int) -> bool:
    """Whether an article measures; the others were used to fit ``index.centring``."""
    return article // 2 % 2 == 0


def load(folder: Path, language: str) -> Texts:
    """The paragraphs and questions of one language."""
    data = json.loads((folder / f"xquad.{language}.json").read_text(encoding="utf-8"))["data"]
    texts = Texts([], [], [])
    for article, entry in enumerate(data):
        for paragraph in entry["paragraphs"]:
            texts.questions.extend(Asked(qa["question"], len(texts.paragraphs)) for qa in paragraph["qas"])
            texts.paragraphs.append(paragraph["context"])
            texts.articles.append(article)
    return texts
