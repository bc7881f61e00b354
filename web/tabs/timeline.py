"""A picture of a library: how many documents of which body are of which year, as SVG."""

from collections import Counter
from collections.abc import Sequence
from typing import Final

from ingest.document import Document
from web.kit.markup import escape
from web.kit.words import plural, say

MOST_BODIES: Final = 5  # bodies with a colour of their own; the rest share one
MOST_YEARS: Final = 40  # the latest years that hold documents' span
BAR: Final = 16  # width of a year, in the picture's units
HEIGHT: Final = 90  # of the tallest bar


def timeline(documents: Sequence[Document], language: str) -> str:
    """Stacked bars, one a year, with a key of the bodies; empty where no document has a date.

    Args:
        documents: All that are to be counted.
        language: The reader's.
    """
    other = say("other_bodies", language)
    dated = [(int(d.date[:4]), d.body or other) for d in documents if d.date and d.date[:4].isdecimal()]
    if not dated:
        return ""
    last = max(year for year, _ in dated)
    first = max(min(year for year, _ in dated), last - MOST_YEARS + 1)
    ranked = Counter(body for _, body in dated if body != other).most_common(MOST_BODIES)
    bodies = [body for body, _ in ranked] + [other]
    counts = Counter((year, body if body in bodies else other) for year, body in dated if year >= first)
    years = range(first, last + 1)
    tallest = max(sum(counts[year, body] for body in bodies) for year in years)
    bars = "".join(_bar(year, (year - first) * BAR, bodies, counts, HEIGHT / tallest) for year in years)
    labels = "".join(
        f'<text x="{(year - first) * BAR + BAR / 2}" y="{HEIGHT + 26}">{year}</text>'
        for year in years
        if (last - year) % 5 == 0
    )
    width = max(len(years) * BAR, 60)
    title = escape(say("timeline", language))
    total = escape(plural("document", sum(counts.values()), language))
    return (
        f'<figure class="timeline"><svg viewBox="-12 0 {width + 24} {HEIGHT + 32}" role="img" '
        f'aria-label="{title}: {first}–{last}, {total}">{bars}{labels}</svg>'
        f"<figcaption>{title}{_key(bodies, counts)}</figcaption></figure>"
    )


def _bar(year: int, x: int, bodies: Sequence[str], counts: Counter[tuple[int, str]], scale: float) -> str:
    parts, top = [], float(HEIGHT + 10)
    for index, body in enumerate(bodies):
        count = counts[year, body]
        if count:
            top -= count * scale
            parts.append(
                f'<rect class="body-{index}" x="{x + 2}" y="{top:.2f}" width="{BAR - 4}" '
                f'height="{count * scale:.2f}"><title>{year}, {escape(body)}: {count}</title></rect>'
            )
    return "".join(parts)


def _key(bodies: Sequence[str], counts: Counter[tuple[int, str]]) -> str:
    items = "".join(
        f'<li><svg width="10" height="10" aria-hidden="true"><rect class="body-{index}" width="10" '
        f'height="10"></rect></svg> <bdi>{escape(body)}</bdi> {total}</li>'
        for index, body in enumerate(bodies)
        if (total := sum(count for (_, each), count in counts.items() if each == body))
    )
    return f"<ul>{items}</ul>"
