"""What each group of the ranker's features is worth: python -m training.ranker_ablations --library … --xquad ….

For each group the ranker is learned anew without it, and our own "dev" questions are ranked by weights learned
without them (``training.train_ranker.cross_validated``). A difference is the whole ranker's figure less that
without the group, with a 95 % bootstrap interval over the questions: above nought, the group helps.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

import numpy as np
from rich.console import Console
from rich.table import Table

from eval.cases.statistics import interval
from index.ranking.features import FEATURES
from training.train_ranker import Example, cross_validated, gather, parser

METRICS: Final = ("recall@1", "recall@5", "MRR", "nDCG@10")
GROUPS: Final[Mapping[str, tuple[str, ...]]] = {
    "meaning": ("topical", "near", "dense_rank"),
    "meaning, other language": ("dense_foreign", "topical_foreign", "foreign"),
    "fused": ("fused",),
    "translated terms": ("translated",),
    "best of what is named": ("topical_named",),
    "words with the headings": ("headed", "around", "window_around"),
    "company": ("company",),
    "numbers": ("numbers",),
    "document and paragraph": ("document", "paragraph"),
    "speaker": ("speaker", "called"),
    "time": ("document_year", "year", "date", "session", "latest"),
    "language": ("language",),
    "form": ("footnote", "table", "short"),
    "place": ("masthead", "preamble"),
    "asked for": ("asks_number", "asks_date", "asks_session", "asks_who", "defines"),
}


def without(chosen: Sequence[Example], names: Sequence[str]) -> list[Example]:
    """Examples whose features of some names say nothing."""
    kept = np.array([name not in names for name in FEATURES], np.float64)
    return [replace(example, features=example.features * kept) for example in chosen]


def main() -> None:
    """Gather, learn without each group, and tell."""
    arguments = parser(__doc__ or "").parse_args()
    mine, others = gather(arguments)
    whole = cross_validated(mine, others)
    table = Table("without", *METRICS, title=f"What the whole ranker is ahead by ({len(mine)} questions)")
    table.add_row("nothing", *(f"{np.mean([row[metric] for row in whole]):.3f}" for metric in METRICS))
    for group, names in GROUPS.items():
        rows = cross_validated(without(mine, names), without(others, names))
        leads = [
            interval([one[metric] - other[metric] for one, other in zip(whole, rows, strict=True)])
            for metric in METRICS
        ]
        table.add_row(group, *(f"{lead.mean:+.3f} [{lead.low:+.3f}, {lead.high:+.3f}]" for lead in leads))
    Console(width=140).print(table)


if __name__ == "__main__":
    main()
