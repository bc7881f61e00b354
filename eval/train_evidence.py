"""Learn the weights of ``answer/evidence.py``.

Run ``python -m eval.train_evidence BENCH --own LIBRARY QUESTIONS`` (``--own`` as often as there are libraries).

BENCH is a folder with squad2/*.json and xquad/*.json (SQuAD format). The paragraphs become a library, the
questions go through the real retrieval, and a logistic model learns which sentence holds the answer. Three
sorts of questions: answerable, unanswerable as marked, and answerable ones whose article is hidden (what an
absent document looks like). Articles are split, so that no paragraph is in both halves.

Those questions are not ours: they are adversarial, and ask encyclopaedias. So a second model is learned over
the first one's log-odds and the features, from the development half of our own questions (never the test
half). Both are linear; what is written is their sum.
"""

import argparse
import hashlib
import json
import random
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score

from answer.assistant import Assistant, gather_evidence
from answer.evidence import Evidence
from answer.features import FEATURES
from answer.model import Turn
from answer.question import understand
from eval.questions import Question, load
from index.hit import Hit
from index.library import Library
from ingest.document import Document, Passage, Reading
from settings import Settings

CANDIDATES = 6  # likeliest sentences of a question that are learned from
SEED = 20261124


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """One question of a set.

    Attributes:
        text: The question.
        answers: Strings that answer; empty where nothing does.
        paragraph: The paragraph with the answer.
        article: Id of the document with the paragraph.
        hidden: Whether the article is kept out of sight.
    """

    text: str
    answers: tuple[str, ...]
    paragraph: str
    article: str
    hidden: bool = False


def main() -> None:
    """Train, print the figures on the held-out articles, and write answer/weights.json."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("bench", type=Path, nargs="?")
    parser.add_argument("--base", type=Path, help="weights learned from BENCH before, to spare that half")
    parser.add_argument("--questions", type=int, default=900)
    parser.add_argument(
        "--own", nargs=2, action="append", type=Path, default=[], metavar=("LIBRARY", "QUESTIONS")
    )
    parser.add_argument("--out", type=Path, default=Path("answer/weights.json"))
    given = parser.parse_args()
    models = (
        json.loads(given.base.read_text("utf-8")) if given.base else _public(given.bench, given.questions)
    )
    own = [row for library, questions in given.own for row in _own_rows(library, questions)]
    if own:
        models["same"] = _refined(models["same"], own)
    given.out.write_text(json.dumps(models, indent=1) + "\n", encoding="utf-8")


def _public(bench: Path, questions: int) -> dict[str, dict[str, float]]:
    """What the public sets teach: English on English, and four languages on English."""
    chance = random.Random(SEED)  # noqa: S311 - sampling, not secrets
    squad = next((bench / "squad2").glob("*.json"))
    english = bench / "xquad" / "xquad.en.json"
    return {
        "same": _learn(squad, _sample(list(_asked(squad)), questions, chance)),
        "cross": _learn(english, _sample(_foreign(bench / "xquad"), questions // 2, chance)),
    }


def _learn(paragraphs: Path, asked: Sequence[Asked]) -> dict[str, float]:
    with tempfile.TemporaryDirectory() as folder:
        library = Library(Settings(library=Path(folder)))
        for reading in _readings(paragraphs):
            library.register.record(reading.document.id, reading, "train")
        library.sync()
        rows = [row for question in asked for row in _rows(library, question)]
        library.close()
    features = np.array([[evidence.features[name] for name in FEATURES] for _, evidence, _ in rows])
    labels = np.array([label for *_, label in rows])
    held_out = np.array([int(question.article, 16) % 4 == 0 for question, _, _ in rows])
    model = LogisticRegression(C=1.0, max_iter=1000).fit(features[~held_out], labels[~held_out])
    _report(rows, held_out, model.predict_proba(features)[:, 1])
    weights = dict(zip(FEATURES, (round(float(w), 3) for w in model.coef_[0]), strict=True))
    return {"bias": round(float(model.intercept_[0]), 3), **weights}


def _own_rows(folder: Path, questions: Path) -> list[tuple[Evidence, bool]]:
    """The likeliest sentences for our own development questions, and whether each is the answer."""
    settings = Settings(library=folder)
    library = Library(settings)
    assistant = Assistant(library, settings)
    rows: list[tuple[Evidence, bool]] = []
    for question in (item for item in load([questions]) if item.split == "dev"):
        history = [Turn(question=turn.q, answer=turn.a) for turn in question.history]
        rows.extend(
            (evidence, is_gold(question, evidence))
            for evidence in assistant.evidence(question.q, history)[:CANDIDATES]
            if evidence.hit.passage.language == question.language
        )
    library.close()
    return rows


def is_gold(question: Question, evidence: Evidence) -> bool:
    """Whether a sentence stands in a gold passage and states one of the facts."""
    passage, text = evidence.hit.passage, evidence.text.casefold()
    at_home = any(
        gold.symbol == evidence.hit.document.symbol
        and gold.paragraph in (None, passage.paragraph)
        and (gold.anchor is None or gold.anchor.casefold() in passage.text.casefold())
        for gold in question.gold
    )
    stated = any(alternative.casefold() in text for fact in question.facts for alternative in fact)
    return at_home and (stated or not question.facts)


def _refined(weights: dict[str, float], rows: Sequence[tuple[Evidence, bool]]) -> dict[str, float]:
    features = np.array([[evidence.features[name] for name in FEATURES] for evidence, _ in rows])
    learned = np.array([weights[name] for name in FEATURES])
    odds = weights["bias"] + features @ learned
    model = LogisticRegression(C=0.3, max_iter=2000).fit(
        np.column_stack([odds, features]), np.array([label for _, label in rows])
    )
    scale, own = float(model.coef_[0][0]), model.coef_[0][1:]
    total = {name: round(float(w), 3) for name, w in zip(FEATURES, scale * learned + own, strict=True)}
    return {"bias": round(float(model.intercept_[0]) + scale * weights["bias"], 3), **total}


def _report(
    rows: Sequence[tuple[Asked, Evidence, bool]], held_out: NDArray[np.bool_], scores: NDArray[np.float64]
) -> None:
    best: dict[str, tuple[float, bool, bool]] = {}
    for (question, _, label), out, score in zip(rows, held_out, scores, strict=True):
        key = f"{question.article}{question.text}{question.hidden}"
        if out and score > best.get(key, (-1.0, False, False))[0]:
            best[key] = (float(score), label, bool(question.answers) and not question.hidden)
    top = list(best.values())
    right = [label for _, label, answerable in top if answerable]
    auc = roc_auc_score([label for _, label, _ in top], [score for score, _, _ in top])
    print(f"held out: {len(top)} questions; answer sentence first {np.mean(right):.3f}; AUC {auc:.3f}")  # noqa: T201
    for threshold in (0.3, 0.4, 0.5, 0.6, 0.7):
        answered = [item for item in top if item[0] >= threshold]
        kept = np.mean([item[0] >= threshold for item in top if item[2]])
        refused = np.mean([item[0] < threshold for item in top if not item[2]])
        correct = np.mean([item[1] for item in answered]) if answered else float("nan")
        print(  # noqa: T201
            f"  {threshold:.1f}: answerable answered {kept:.3f}, of all answers right {correct:.3f}, "
            f"unanswerable refused {refused:.3f}"
        )


def _rows(library: Library, asked: Asked) -> Iterator[tuple[Asked, Evidence, bool]]:
    question = understand(asked.text)
    hits: list[Hit] = library.search(question.text, top=24)
    if asked.hidden:
        hits = [hit for hit in hits if hit.document.id != asked.article]
    for evidence in gather_evidence(library, question, hits)[:CANDIDATES]:
        answers = not asked.hidden and evidence.hit.passage.text == asked.paragraph
        yield asked, evidence, answers and any(answer in evidence.text for answer in asked.answers)


def _sample(asked: list[Asked], size: int, chance: random.Random) -> list[Asked]:
    """Half answerable, a quarter unanswerable (where the set has such), the rest with the article hidden."""
    answerable = [item for item in asked if item.answers]
    unanswerable = [item for item in asked if not item.answers]
    chosen = chance.sample(answerable, min(size * 3 // 4, len(answerable)))
    third = len(chosen) // 3
    hidden = [
        Asked(text=a.text, answers=a.answers, paragraph=a.paragraph, article=a.article, hidden=True)
        for a in chosen[:third]
    ]
    return chosen[third:] + hidden + chance.sample(unanswerable, min(size // 4, len(unanswerable)))


def _articles(path: Path) -> list[dict[str, object]]:
    articles: list[dict[str, object]] = json.loads(path.read_text(encoding="utf-8"))["data"]
    return articles


def _asked(path: Path, paragraphs: Path | None = None) -> Iterator[Asked]:
    """The questions of a set, with the answers and paragraphs of another language where one is named."""
    for article, source in zip(_articles(path), _articles(paragraphs or path), strict=True):
        for asked, shown in zip(article["paragraphs"], source["paragraphs"], strict=True):  # type: ignore[call-overload]
            text = " ".join(shown["context"].split())
            for question, answered in zip(asked["qas"], shown["qas"], strict=True):
                answers = (
                    () if answered.get("is_impossible") else tuple(a["text"] for a in answered["answers"])
                )
                yield Asked(
                    text=question["question"],
                    answers=answers,
                    paragraph=text,
                    article=_id(str(source["title"])),
                )


def _foreign(folder: Path) -> list[Asked]:
    english = folder / "xquad.en.json"
    return [
        asked
        for language in ("ar", "es", "ru", "zh")
        for asked in _asked(folder / f"xquad.{language}.json", english)
    ]


def _id(title: str) -> str:
    return hashlib.sha256(title.encode()).hexdigest()[:16]


def _readings(path: Path) -> Iterator[Reading]:
    for article in _articles(path):
        title = str(article["title"])
        document = Document(
            id=_id(title),
            content_hash=hashlib.sha256(title.encode()).hexdigest(),
            symbols=(),
            title=title.replace("_", " "),
            date=None,
            body=None,
            language="en",
            url=None,
            kind="other",
            format="json",
            pages=0,
        )
        texts = dict.fromkeys(" ".join(p["context"].split()) for p in article["paragraphs"])  # type: ignore[attr-defined]
        yield Reading(
            document=document, passages=tuple(_passage(document, i, t) for i, t in enumerate(texts))
        )


def _passage(document: Document, ordinal: int, text: str) -> Passage:
    return Passage(
        id=hashlib.sha256(f"{document.id}{text}".encode()).hexdigest()[:16],
        document_id=document.id,
        ordinal=ordinal,
        text=text,
        section=(),
        paragraph=None,
        speaker=None,
        pages=(),
        start=0,
        end=len(text),
        language="en",
    )


if __name__ == "__main__":
    main()
