"""A finding as a person reads it in the terminal."""

from collections.abc import Iterator

from check.quote.finding import Finding

_STYLES = {"serious": "red", "minor": "yellow", "harmless": "dim"}


def lines(finding: Finding) -> Iterator[tuple[str, str]]:
    """Lines with their style: the verdict, what is wrong, the source."""
    yield finding.verdict.replace("_", " "), "red" if finding.serious else "green"
    if finding.message:
        yield finding.message, ""
    for difference in finding.differences:
        quoted, original = difference.quoted or "(nothing)", difference.original or "(nothing)"
        yield f"{difference.gravity}: quoted {quoted!r}, original {original!r}", _STYLES[difference.gravity]
    source = finding.source
    if source and source.passage:
        yield "", ""
        yield source.reference, "bold"
        yield source.passage.text, ""
        yield source.document.url or "", "dim"
