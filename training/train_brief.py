"""Learn which passage speaks to a topic: the weights of ``brief/relevance.py``.

Run ``python -m training.train_brief LIBRARY`` over a library that has the compendium of brief_labels.json. It learns
from two topics labelled by hand, and from some of which nobody there speaks, and writes the weights into brief/weights.json; the thresholds there were set by hand
between the speakers of the same two topics that speak to them and those that do not.
"""

import argparse
import json
from importlib.resources import files
from pathlib import Path
from typing import Any, Final

import numpy as np
from sklearn.linear_model import LogisticRegression

from brief.relevance import FEATURES, Topic
from index.library import Library
from settings import load_settings

INVERSE: Final = 3.0  # of the regularisation, on features as they are
OUT: Final = Path(__file__).resolve().parents[1] / "brief" / "weights.json"


def main() -> None:
    """Learn and write the weights."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("library", type=Path)
    library = Library(load_settings(library=parser.parse_args().library))
    rows, labels = samples(library)
    library.close()
    model = LogisticRegression(C=INVERSE, max_iter=2000).fit(np.array(rows), np.array(labels))
    found = json.loads(OUT.read_text(encoding="utf-8"))
    pairs = zip(FEATURES, model.coef_[0], strict=True)
    found["weights"] = {
        "bias": round(float(model.intercept_[0]), 2),
        **{name: round(float(weight), 2) for name, weight in pairs},
    }
    OUT.write_text(json.dumps(found, indent=2) + "\n", encoding="utf-8")


def samples(library: Library) -> tuple[list[list[float]], list[bool]]:
    """The features of every labelled passage, and whether it speaks to its topic."""
    told: dict[str, Any] = json.loads(
        files("training").joinpath("brief_labels.json").read_text(encoding="utf-8")
    )
    (document,) = library.register.documents_by_symbol(told["document"])
    passages = [p for p in library.register.document_passages(document.id) if p.speaker]
    rows: list[list[float]] = []
    labels: list[bool] = []
    nobody: dict[str, dict[str, list[int]]] = {text: {"speaks": [], "passing": []} for text in told["nobody"]}
    for text, gold in {**told["topics"], **nobody}.items():
        topic = Topic(library, text)
        cheap = topic.cheap(passages)
        read = topic.read([(document, passage) for passage in passages], cheap)
        for passage in passages:
            if passage.ordinal in gold["passing"] and passage.ordinal not in gold["speaks"]:
                continue
            features = {**cheap[passage.id], "read": read[passage.id].reading.whole}
            rows.append([features[name] for name in FEATURES])
            labels.append(passage.ordinal in gold["speaks"])
    return rows, labels


if __name__ == "__main__":
    main()
