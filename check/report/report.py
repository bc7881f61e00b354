"""A whole draft checked: every quotation and every reference, the gravest first."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from check.draft.claimed import claim
from check.draft.paragraph import Draft, Paragraph
from check.draft.quoted import quotations
from check.draft.referred import Referred, references
from check.quote.finding import Finding, Gravity
from check.words import Said
from cite.match import Lookup
from errors import RapporteurError
from ingest.structure.sentences import Span

LookUp = Callable[[str], Lookup]

_ORDER: dict[Gravity, int] = {"serious": 0, "minor": 1, "harmless": 2}


class QuoteChecker(Protocol):
    """What checks one quotation."""

    def check(self, quote: str, claimed: str | None = None) -> Finding:
        """The verdict on a quotation.

        Args:
            quote: The words between the quotation marks.
            claimed: The reference or speaker that the draft gives them to; None where it names none.
        """
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckedQuote:
    """A quotation of the draft with its verdict.

    Attributes:
        paragraph: Where it stands.
        span: Its characters in the paragraph's text, without the marks.
        claimed: The reference or speaker that the draft gives it to.
        finding: The verdict.
    """

    paragraph: Paragraph
    span: Span
    claimed: str | None
    finding: Finding

    @property
    def gravity(self) -> Gravity:
        """How much it matters."""
        if self.finding.serious:
            return "serious"
        return "minor" if any(d.gravity == "minor" for d in self.finding.differences) else "harmless"

    @property
    def offered(self) -> str:
        """The right reference, ready to paste; empty where no source is known."""
        return self.finding.source.reference if self.finding.source else ""

    def as_dict(self) -> dict[str, Any]:
        """The finding as the JSON contract has it."""
        return {
            "quote": self.finding.quote,
            **_place(self.paragraph, self.span),
            "claimed": self.claimed,
            "gravity": self.gravity,
            "reference": self.offered,
            **self.finding.as_dict(),
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckedReference:
    """A reference of the draft with what it points at."""

    paragraph: Paragraph
    referred: Referred
    lookup: Lookup

    @property
    def misses_document(self) -> bool:
        """Whether the library has not even the document."""
        return self.lookup.status == "not_found" and "is not in this library" in self.lookup.message

    @property
    def gravity(self) -> Gravity:
        """Serious where the document has no such place; minor where it cannot be told."""
        if self.lookup.status == "found":
            return "harmless"
        return "serious" if self.lookup.status == "not_found" and not self.misses_document else "minor"

    def as_dict(self) -> dict[str, Any]:
        """The reference as the JSON contract has it."""
        return {
            "reference": self.referred.reference,
            **_place(self.paragraph, Span(self.referred.start, self.referred.end)),
            "status": self.lookup.status,
            "gravity": self.gravity,
            "message": self.lookup.message if self.lookup.status != "found" else "",
            "near": list(self.lookup.near) if self.lookup.status != "found" else [],
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftReport:
    """What was found in a draft, in its order."""

    draft: Draft
    quotes: tuple[CheckedQuote, ...]
    references: tuple[CheckedReference, ...]

    @property
    def serious(self) -> bool:
        """Whether the draft should wait."""
        gravities = [*(item.gravity for item in self.quotes), *(item.gravity for item in self.references)]
        return "serious" in gravities

    @property
    def by_gravity(self) -> list[CheckedQuote]:
        """The quotations, the gravest first."""
        return sorted(self.quotes, key=lambda item: _ORDER[item.gravity])

    @property
    def wrong_references(self) -> list[CheckedReference]:
        """The references that point nowhere or at several things, the gravest first."""
        wrong = [item for item in self.references if item.gravity != "harmless"]
        return sorted(wrong, key=lambda item: _ORDER[item.gravity])

    def summary(self) -> dict[str, Any]:
        """How many of each verdict and gravity."""
        return {
            "draft": self.draft.path.name,
            "paragraphs": len(self.draft.paragraphs),
            "quotations": len(self.quotes),
            "references": len(self.references),
            "verdicts": dict(Counter(item.finding.verdict for item in self.quotes)),
            "gravities": dict(Counter(item.gravity for item in self.quotes)),
            "references_wrong": len(self.wrong_references),
            "serious": self.serious,
        }

    def as_dict(self) -> dict[str, Any]:
        """The report as the JSON contract has it."""
        return {
            "findings": [item.as_dict() for item in self.quotes],
            "references": [item.as_dict() for item in self.references],
            "summary": self.summary(),
        }


def check_draft(draft: Draft, checker: QuoteChecker, look_up: LookUp) -> DraftReport:
    """Check every quotation and every reference of a draft.

    Args:
        draft: The draft.
        checker: Checks one quotation against the library.
        look_up: Looks one reference up in the library; asked once for each spelling.
    """
    known: dict[str, Lookup] = {}
    quotes: list[CheckedQuote] = []
    found: list[CheckedReference] = []
    before: Paragraph | None = None
    for paragraph in draft.paragraphs:
        quotes += _quotes(paragraph, before, checker)
        for referred in references(paragraph.text):
            if referred.reference not in known:
                known[referred.reference] = look_up(referred.reference)
            found.append(
                CheckedReference(paragraph=paragraph, referred=referred, lookup=known[referred.reference])
            )
        before = paragraph
    return DraftReport(draft=draft, quotes=tuple(quotes), references=tuple(found))


def _quotes(paragraph: Paragraph, before: Paragraph | None, checker: QuoteChecker) -> list[CheckedQuote]:
    spans: Sequence[Span] = quotations(paragraph)
    checked = []
    for index, span in enumerate(spans):
        claimed = claim(paragraph, spans, index, before)
        finding = _checked(checker, span.of(paragraph.text), claimed)
        checked.append(CheckedQuote(paragraph=paragraph, span=span, claimed=claimed, finding=finding))
    return checked


def _checked(checker: QuoteChecker, quote: str, claimed: str | None) -> Finding:
    """The verdict; a quotation that cannot be checked is told as such, and the others are checked all the same."""
    try:
        return checker.check(quote, claimed)
    except RapporteurError as error:
        return Finding(quote=quote, verdict="not_found", said=(Said("unchecked", {"why": str(error)}),))


def _place(paragraph: Paragraph, span: Span) -> dict[str, Any]:
    return {
        "paragraph": paragraph.number,
        "page": paragraph.page,
        "position": [span.start, span.end],
    }
