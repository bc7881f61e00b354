"""Small drawings as inline SVG: a bar with its interval and the baseline's mark, a curve between two axes."""

from collections.abc import Sequence
from typing import Final

from markupsafe import Markup

from eval.cases.statistics import Interval

WIDTH: Final = 220
HEIGHT: Final = 14

_BAR: Final = Markup(
    '<svg class="bar" viewBox="0 0 {width} {height}" width="{width}" height="{height}" role="img" '
    'aria-label="{label}"><rect class="track" width="{width}" height="{height}" rx="3"/>'
    '<rect class="value" width="{value:.1f}" height="{height}" rx="3"/>'
    '<line class="interval" x1="{low:.1f}" x2="{high:.1f}" y1="{middle}" y2="{middle}"/>{mark}</svg>'
)
_MARK: Final = Markup('<line class="base" x1="{x:.1f}" x2="{x:.1f}" y1="0" y2="{height}"/>')

_SIDE: Final = (420, 240)  # of the field between a curve's axes
_EDGE: Final = 42  # around it, for the labels
_CURVE: Final = Markup(
    '<svg class="curve" viewBox="0 0 {width} {height}" role="img" aria-label="{label}">{grid}'
    '<polyline points="{points}"/><text x="{middle}" y="{foot}" text-anchor="middle">{across}</text>'
    '<text x="{edge}" y="14">{up}</text></svg>'
)
_TICK: Final = Markup(
    '<line class="grid" x1="{x1:.1f}" x2="{x2:.1f}" y1="{y1:.1f}" y2="{y2:.1f}"/>'
    '<text class="tick" x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}">{label}</text>'
)


def curve(points: Sequence[tuple[float, float]], across: str, up: str, last: float = 1.0) -> Markup:
    """A curve over 0 to ``last``; its heights lie between 0 and 1."""
    wide, high = _SIDE
    bottom = _EDGE / 2 + high

    def at(x: float, y: float) -> tuple[float, float]:
        return _EDGE + x / last * wide, bottom - y * high

    grid = Markup("")
    for share in (0.0, 0.25, 0.5, 0.75, 1.0):
        x, y = at(share * last, share)
        ends = {"x1": _EDGE, "x2": _EDGE + wide, "y1": y, "y2": y}
        grid += _TICK.format(x=_EDGE - 6, y=y + 4, anchor="end", label=f"{share:.2f}", **ends)
        ends = {"x1": x, "x2": x, "y1": _EDGE / 2, "y2": bottom}
        grid += _TICK.format(
            x=x, y=bottom + 16, anchor="middle", label=f"{share * last:.{0 if last > 1 else 2}f}", **ends
        )
    return _CURVE.format(
        width=wide + 2 * _EDGE,
        height=high + 2 * _EDGE,
        label=f"{up} by {across}",
        grid=grid,
        points=" ".join(f"{x:.1f},{y:.1f}" for x, y in (at(*point) for point in points)),
        middle=_EDGE + wide // 2,
        foot=high + 2 * _EDGE - 6,
        edge=_EDGE,
        across=across,
        up=up,
    )


def bar(figure: Interval, base: float | None = None) -> Markup:
    """A bar of a figure between 0 and 1, its interval as a line, the baseline as a tick."""
    mark = Markup("") if base is None else _MARK.format(x=base * WIDTH, height=HEIGHT)
    return _BAR.format(
        width=WIDTH,
        height=HEIGHT,
        middle=HEIGHT // 2,
        label=f"{figure.mean:.3f}, 95 % {figure.low:.3f} to {figure.high:.3f}",
        value=figure.mean * WIDTH,
        low=figure.low * WIDTH,
        high=figure.high * WIDTH,
        mark=mark,
    )
