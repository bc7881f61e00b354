"""The report as one HTML file for reading and printing: no script, nothing fetched, everything escaped."""

from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Final

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from answer.text.quotes import tokens
from answer.wording.catalogue import FALLBACK
from check.draft.paragraph import Paragraph
from check.quote.finding import Difference
from check.report.report import CheckedQuote, DraftReport
from check.words import say
from errors import RapporteurError

FOLDER: Final = Path(__file__).parent
VERDICTS: Final = ("verbatim", "verbatim_elsewhere", "altered", "not_found")
MAX_SOURCE: Final = 1500  # characters of a source that are shown

Stretch = tuple[str, CheckedQuote | None]  # words of the draft, and the quotation they are
Piece = tuple[str, str]  # kind ("same", "del", "ins") and words


def html(report: DraftReport, language: str = FALLBACK) -> str:
    """The whole page; findings by gravity, each with a link to its place in the draft below them.

    Args:
        report: What was found.
        language: BCP 47 code of the language it is written in.
    """
    environment = Environment(
        loader=FileSystemLoader(FOLDER), autoescape=True, undefined=StrictUndefined, trim_blocks=True
    )
    items = report.by_gravity
    return environment.get_template("report.html").render(
        report=report,
        summary=report.summary(),
        wrong=[item for item in items if item.gravity != "harmless"],
        right=[item for item in items if item.gravity == "harmless"],
        verdicts=VERDICTS,
        marked=marked,
        source=source,
        passages=_passages(report),
        say=partial(say, language=language),
        language=language,
    )


def _passages(report: DraftReport) -> list[tuple[Paragraph, list[CheckedQuote], list[Stretch]]]:
    """The paragraphs of the draft that quote, each with its quotations and its words, which quotations part."""
    found: list[tuple[Paragraph, list[CheckedQuote], list[Stretch]]] = []
    for paragraph in report.draft.paragraphs:
        own = [item for item in report.quotes if item.paragraph is paragraph]
        if own:
            found.append((paragraph, own, list(_stretches(paragraph, own))))
    return found


def _stretches(paragraph: Paragraph, own: Sequence[CheckedQuote]) -> Iterator[Stretch]:
    done = 0
    for item in sorted(own, key=lambda each: each.span.start):
        yield paragraph.text[done : item.span.start], None
        yield item.span.of(paragraph.text), item
        done = item.span.end
    yield paragraph.text[done:], None


def write_html(report: DraftReport, target: Path) -> None:
    """Write the page.

    Raises:
        RapporteurError: it cannot be written.
    """
    try:
        target.write_text(html(report), encoding="utf-8")
    except OSError as error:
        raise RapporteurError(f"{target} cannot be written ({error.strerror or error}).") from error


def marked(item: CheckedQuote) -> list[Piece]:
    """The quotation with the words that depart from the source marked."""
    return _pieces(item.finding.quote, [d.quoted for d in _shown(item)], "del")


def source(item: CheckedQuote) -> list[Piece]:
    """The source's words with those marked that the quotation has otherwise or leaves out."""
    passage = item.finding.source.passage if item.finding.source else None
    if passage is None:
        return []
    pieces = _pieces(passage.text, [d.original for d in _shown(item)], "ins")
    return _cut(pieces)


def _shown(item: CheckedQuote) -> Sequence[Difference]:
    return [each for each in item.finding.differences if each.gravity != "harmless"]


def _pieces(text: str, words: Sequence[str], kind: str) -> list[Piece]:
    """The text parted at words that stand in it in this order, found as whole tokens."""
    row = tokens(text)
    pieces: list[Piece] = []
    at = done = 0
    for wanted in words:
        folded = [token.folded for token in tokens(wanted)]
        if not folded:
            continue
        place = next(
            (
                i
                for i in range(at, len(row) - len(folded) + 1)
                if [token.folded for token in row[i : i + len(folded)]] == folded
            ),
            None,
        )
        if place is None:
            continue
        at = place + len(folded)
        pieces += [("same", text[done : row[place].start]), (kind, text[row[place].start : row[at - 1].end])]
        done = row[at - 1].end
    return [piece for piece in [*pieces, ("same", text[done:])] if piece[1]]


def _cut(pieces: Sequence[Piece]) -> list[Piece]:
    shown: list[Piece] = []
    left = MAX_SOURCE
    for kind, words in pieces:
        if left <= 0:
            return [*shown, ("same", " …")]
        shown.append((kind, words if len(words) <= left else words[:left] + " …"))
        left -= len(words)
    return shown
