"""XQuAD (Artetxe et al. 2020): the same paragraphs and questions in several languages."""

import hashlib
import json
import tempfile
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from llama_index.core.base.embeddings.base import BaseEmbedding

from benchmarks.retrieval.retrieval_sets import Ask
from index.library import Library
from ingest.document import Document, Passage, Reading
from settings import Settings

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
    """Whether an article measures; the others were used to fit ``index.dense.centring``."""
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


def libraries(
    folder: Path, split: str, count: int, embedder: BaseEmbedding
) -> Iterator[tuple[str, Library, list[Ask]]]:
    """Every scenario in every language, with its library and questions; each library is gone after its turn.

    "same": questions in the language of the paragraphs; "English": of English paragraphs; "mixed": the answer
    stands in English only, beside paragraphs of other articles in the question's language.

    Args:
        folder: Where xquad.*.json are.
        split: "test" for the articles that measure, "dev" for those that were fitted on.
        count: Questions of each language and scenario.
        embedder: Shared by all libraries.
    """
    texts = {language: load(folder, language) for language in LANGUAGES}
    cases = [("same", language) for language in LANGUAGES]
    cases += [(scenario, language) for scenario in ("English", "mixed") for language in LANGUAGES[1:]]
    for scenario, language in cases:
        with tempfile.TemporaryDirectory() as place:
            library = Library(Settings(library=Path(place)), embedder)
            build(library, _held(texts, scenario, language))
            yield scenario, library, _asks(texts[language], language, scenario, split, count)
            library.close()


def build(library: Library, held: Iterable[tuple[str, int, int, str]]) -> None:
    """Fill a library with paragraphs, given as language, article, number and text."""
    articles: dict[tuple[str, int], list[tuple[int, str]]] = defaultdict(list)
    for language, article, number, text in held:
        articles[language, article].append((number, text))
    for (language, article), paragraphs in articles.items():
        reading = _reading(language, article, paragraphs)
        library.register.record(f"{language}/{article}", reading, "bench")
    library.sync()


def _reading(language: str, article: int, paragraphs: list[tuple[int, str]]) -> Reading:
    name = hashlib.sha256(f"{language} {article}".encode()).hexdigest()
    document = Document(
        id=name[:16],
        content_hash=name,
        symbols=(),
        title="—",
        date=None,
        body=None,
        language=language,
        url=None,
        kind="article",
        format="json",
        pages=0,
    )
    passages = tuple(
        Passage(
            id=f"{language}-{number}",
            document_id=document.id,
            ordinal=ordinal,
            text=text,
            section=(),
            paragraph=None,
            speaker=None,
            pages=(),
            start=0,
            end=len(text),
            language=language,
        )
        for ordinal, (number, text) in enumerate(paragraphs)
    )
    return Reading(document=document, passages=passages)


def _held(texts: Mapping[str, Texts], scenario: str, language: str) -> list[tuple[str, int, int, str]]:
    def of(code: str, wanted: Callable[[int], bool]) -> list[tuple[str, int, int, str]]:
        held = texts[code]
        return [
            (code, article, number, text)
            for number, (article, text) in enumerate(zip(held.articles, held.paragraphs, strict=True))
            if wanted(article)
        ]

    if scenario == "mixed":
        return of("en", lambda article: article % 2 == 0) + of(language, lambda article: article % 2 == 1)
    return of("en" if scenario == "English" else language, lambda _: True)


def _asks(texts: Texts, language: str, scenario: str, split: str, count: int) -> list[Ask]:
    """Evenly spread questions; in the mixed scenario those whose answer stands in English only."""
    target = language if scenario == "same" else "en"
    questions = [
        question
        for question in texts.questions
        if measures(article := texts.articles[question.paragraph]) is (split == "test")
        and (scenario != "mixed" or article % 2 == 0)
    ]
    document = {a: hashlib.sha256(f"{target} {a}".encode()).hexdigest()[:16] for a in texts.articles}
    return [
        Ask(
            id=f"{language}-{number}",
            text=question.text,
            language=language,
            wanted=(frozenset({f"{target}-{question.paragraph}"}),),
            documents=frozenset({document[texts.articles[question.paragraph]]}),
            slices=frozenset(),
        )
        for number, question in enumerate(questions[:: max(1, len(questions) // count)][:count])
    ]
