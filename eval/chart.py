"""Small drawings as inline SVG: a bar with its interval and the baseline's mark."""

from typing import Final

from markupsafe import Markup

from eval.statistics import Interval

WIDTH: Final = 220
HEIGHT: Final = 14

_BAR: Final = Markup(
    '<svg class="bar" viewBox="0 0 {width} {height}" width="{width}" height="{height}" role="img" '
    'aria-label="{label}"><rect class="track" width="{width}" height="{height}" rx="3"/>'
    '<rect class="value" width="{value:.1f}" height="{height}" rx="3"/>'
    '<line class="interval" x1="{low:.1f}" x2="{high:.1f}" y1="{middle}" y2="{middle}"/>{mark}</svg>'
)
_MARK: Final = Markup('<line class="base" x1="{x:.1f}" x2="{x:.1f}" y1="0" y2="{height}"/>')


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
