"""Measure retrieval on XQuAD: words alone, meaning alone, the two fused, LlamaIndex's default pipeline.

Questions are asked of paragraphs in their own language, of English ones, and of a library in which the
answer stands in English only beside paragraphs of other articles in the question's language.

    python -m eval.retrieval_bench ../shared/corpus/bench/xquad --questions 200
"""

import argparse
import hashlib
import math
import resource
import tempfile
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from time import perf_counter

from llama_index.core import VectorStoreIndex
from llama_index.core.node_parser import SentenceSplitter
from llama_index.core.schema import Document as LlamaDocument
from rich.console import Console
from rich.table import Table

from eval.xquad import LANGUAGES, Asked, Texts, load, measures
from index.centring import centred_query
from index.embedding import E5Embedding
from index.hit import Filters
from index.library import Library
from index.query import read
from ingest.document import Document, Passage, Reading
from settings import Settings

DEPTH = 10
RRF = 60  # the usual constant of reciprocal rank fusion (Cormack et al. 2009)

Search = Callable[[str], list[str]]


class CachedEmbedding(E5Embedding):
    """Embeds no text twice, so that libraries of the same paragraphs are made quickly."""

    def __init__(self, threads: int) -> None:
        super().__init__(threads)
        object.__setattr__(self, "cache", {})

    def _get_text_embeddings(self, texts: list[str]) -> list[list[float]]:
        cache: dict[str, list[float]] = self.cache  # type: ignore[attr-defined]
        missing = [text for text in dict.fromkeys(texts) if text not in cache]
        cache.update(zip(missing, super()._get_text_embeddings(missing), strict=True))
        return [cache[text] for text in texts]


def build(library: Library, held: Iterable[tuple[str, int, int, str]]) -> None:
    """Fill a library with paragraphs, given as language, article, number and text."""
    articles: dict[tuple[str, int], list[tuple[int, str]]] = defaultdict(list)
    for language, article, number, text in held:
        articles[language, article].append((number, text))
    for (language, article), paragraphs in articles.items():
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
        library.register.record(
            f"{language}/{article}", Reading(document=document, passages=passages), "bench"
        )
    library.sync()


def systems(library: Library) -> dict[str, Search]:
    """Every way to search, from question to passage ids, best first."""
    everything = Filters()
    words, vectors, embedder = library.words(), library.vectors(), library.embedder

    def lexical(question: str) -> list[str]:
        asked = read(question)
        return list(words.search(words.read(asked.text, asked.language), 50, everything))

    def dense(question: str) -> list[str]:
        asked = read(question)
        embedding = centred_query(embedder.get_query_embedding(asked.text), asked.language)
        return list(vectors.search(embedding, 50, everything))

    def reciprocal(question: str) -> list[str]:
        scores: dict[str, float] = defaultdict(float)
        for ranking in (lexical(question), dense(question)):
            for rank, name in enumerate(ranking):
                scores[name] += 1 / (RRF + rank + 1)
        return sorted(scores, key=lambda name: -scores[name])

    def ours(question: str) -> list[str]:
        return [hit.passage.id for hit in library.search(question, top=DEPTH)]

    return {
        "BM25": lexical,
        "dense": dense,
        "RRF": reciprocal,
        "LlamaIndex default": llama_default(library),
        "ours": ours,
    }


def llama_default(library: Library) -> Search:
    """LlamaIndex as it comes: sentence splitter, vectors alone; with our embedder."""
    texts = [
        LlamaDocument(text=passage.text, id_=passage.id)
        for document in library.register.documents()
        for passage in library.register.document_passages(document.id)
    ]
    index = VectorStoreIndex.from_documents(
        texts, embed_model=library.embedder, transformations=[SentenceSplitter(chunk_size=1024)]
    )
    retriever = index.as_retriever(similarity_top_k=DEPTH)

    def search(question: str) -> list[str]:
        found = (hit.node.ref_doc_id or "" for hit in retriever.retrieve(question))
        return list(dict.fromkeys(found))

    return search


def measure(search: Search, questions: Sequence[Asked]) -> dict[str, float]:
    """Mean recall at 1 and 5, reciprocal rank, nDCG at 10 and milliseconds."""
    totals: dict[str, float] = defaultdict(float)
    for asked in questions:
        began = perf_counter()
        ranking = search(asked.text)[:DEPTH]
        totals["ms"] += (perf_counter() - began) * 1000
        numbers = list(dict.fromkeys(int(name.partition("-")[2]) for name in ranking))
        rank = numbers.index(asked.paragraph) + 1 if asked.paragraph in numbers else 0
        totals["recall@1"] += rank == 1
        totals["recall@5"] += 0 < rank <= 5
        totals["MRR"] += 1 / rank if rank else 0
        totals["nDCG@10"] += 1 / math.log2(rank + 1) if rank else 0
    return {name: total / len(questions) for name, total in totals.items()}


def held(texts: Mapping[str, Texts], scenario: str, language: str) -> list[tuple[str, int, int, str]]:
    """What the library of a scenario holds: "same", "english", or "mixed"."""

    def of(code: str, wanted: Callable[[int], bool]) -> list[tuple[str, int, int, str]]:
        held = texts[code]
        return [
            (code, article, number, text)
            for number, (article, text) in enumerate(zip(held.articles, held.paragraphs, strict=True))
            if wanted(article)
        ]

    if scenario == "same":
        return of(language, lambda _: True)
    if scenario == "english":
        return of("en", lambda _: True)
    return of("en", lambda article: article % 2 == 0) + of(language, lambda article: article % 2 == 1)


def chosen(texts: Texts, scenario: str, count: int) -> list[Asked]:
    """Evenly spread questions; in the mixed scenario those whose answer stands in English only."""
    articles = {a for a in texts.articles if measures(a) and (scenario != "mixed" or a % 2 == 0)}
    questions = [q for q in texts.questions if texts.articles[q.paragraph] in articles]
    return questions[:: max(1, len(questions) // count)][:count]


def run(folder: Path, count: int, console: Console) -> None:
    """Measure every scenario and print a table of each."""
    embedder = CachedEmbedding(threads=2)
    texts = {language: load(folder, language) for language in LANGUAGES}
    cases = [("same", language) for language in LANGUAGES]
    cases += [(scenario, language) for scenario in ("english", "mixed") for language in LANGUAGES[1:]]
    totals: dict[tuple[str, str], list[dict[str, float]]] = defaultdict(list)
    for scenario, language in cases:
        with tempfile.TemporaryDirectory() as place:
            library = Library(Settings(library=Path(place)))
            library.__dict__["embedder"] = embedder
            build(library, held(texts, scenario, language))
            questions = chosen(texts[language], scenario, count)
            results = {name: measure(search, questions) for name, search in systems(library).items()}
            library.close()
        console.print(table(f"{scenario}, questions in {language} ({len(questions)})", results))
        for name, result in results.items():
            totals[scenario, name].append(result)
    for scenario in ("same", "english", "mixed"):
        means = {
            name: {key: sum(r[key] for r in results) / len(results) for key in results[0]}
            for (where, name), results in totals.items()
            if where == scenario
        }
        console.print(table(f"{scenario}, mean over languages", means))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    console.print(f"peak memory {peak:.0f} MB")


def table(title: str, results: Mapping[str, Mapping[str, float]]) -> Table:
    """Results as a table, a row for each system."""
    columns = ("recall@1", "recall@5", "MRR", "nDCG@10", "ms")
    made = Table("", *columns, title=title)
    for name, result in results.items():
        made.add_row(name, *(f"{result[column]:.{1 if column == 'ms' else 3}f}" for column in columns))
    return made


def main() -> None:
    """Read the arguments and run."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path, help="folder of xquad.*.json")
    parser.add_argument("--questions", type=int, default=200, help="questions of each scenario and language")
    arguments = parser.parse_args()
    run(arguments.folder, arguments.questions, Console())


if __name__ == "__main__":
    main()
