"""Fit the mean vector of each language that ``index.dense.centring`` takes away; writes index/dense/centres.json.

Fitted on half of XQuAD's articles (the other half measures), the Universal Declaration, and French and
English papers, because XQuAD has no French:

    python -m training.fit_centres ../shared/corpus
"""

import argparse
import json
import re
from pathlib import Path

import numpy as np
from lxml import etree
from numpy.typing import NDArray

from benchmarks.retrieval.xquad import LANGUAGES, load, measures
from index.models.e5 import E5

Floats = NDArray[np.float32]

KEPT = 0.25  # of the mean over languages stays: what texts share is not noise altogether
TARGET = Path(__file__).parents[1] / "index" / "dense" / "centres.json"


def passages(corpus: Path) -> dict[str, list[str]]:
    """Texts of each language."""
    texts: dict[str, list[str]] = {}
    for language in LANGUAGES:
        held = load(corpus / "bench" / "xquad", language)
        texts[language] = [t for t, a in zip(held.paragraphs, held.articles, strict=True) if not measures(a)]
    for path in sorted((corpus / "un" / "udhr").glob("udhr_*.xml")):
        articles = etree.parse(path).getroot().iterfind("{*}article")
        found = [" ".join(" ".join(article.itertext()).split()) for article in articles]
        texts.setdefault(path.stem[-2:], []).extend(found)
    paper = (corpus / "policy" / "paris_call_fr.txt").read_text(encoding="utf-8")
    texts["fr"] += [" ".join(part.split()) for part in re.split(r"\n\s*\n", paper) if len(part) > 200]
    return texts


def questions(corpus: Path) -> dict[str, list[str]]:
    """Questions of each language that XQuAD has."""
    found: dict[str, list[str]] = {}
    for language in LANGUAGES:
        held = load(corpus / "bench" / "xquad", language)
        found[language] = [q.text for q in held.questions if not measures(held.articles[q.paragraph])]
    return found


def fit(corpus: Path) -> dict[str, dict[str, list[int]]]:
    """The means to take away, of passages and of questions, in ten-thousandths."""
    model = E5(threads=2)
    of_passages = {code: model.passages(texts).mean(axis=0) for code, texts in passages(corpus).items()}
    of_queries = {code: model.queries(texts).mean(axis=0) for code, texts in questions(corpus).items()}
    asking = np.mean([of_queries[code] - of_passages[code] for code in of_queries], axis=0)
    of_queries |= {code: mean + asking for code, mean in of_passages.items() if code not in of_queries}
    return {"passages": _lessened(of_passages), "queries": _lessened(of_queries)}


def _lessened(means: dict[str, Floats]) -> dict[str, list[int]]:
    shared = np.mean(list(means.values()), axis=0)
    lessened = {**means, "other": shared}
    return {
        code: np.round((mean - KEPT * shared) * 1e4).astype(int).tolist()
        for code, mean in sorted(lessened.items())
    }


def main() -> None:
    """Read the arguments, fit, write."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("corpus", type=Path, help="folder of the corpus")
    TARGET.write_text(
        json.dumps(fit(parser.parse_args().corpus), separators=(",", ":")) + "\n", encoding="utf-8"
    )


if __name__ == "__main__":
    main()
