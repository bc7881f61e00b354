"""What programs send and receive, as types from which the schemas of the API and of MCP are made.

The shapes are those of the command line's ``--json``.
"""

from typing import Literal, NotRequired, TypedDict


class Turn(TypedDict):
    """An earlier question and its answer."""

    q: str
    a: str


class FilterSet(TypedDict, total=False):
    """What a question is narrowed to; values in a list are alternatives, dates are ISO 8601."""

    symbols: list[str]
    documents: list[str]
    speakers: list[str]
    languages: list[str]
    kinds: list[str]
    paragraphs: list[str]
    since: str
    until: str


class ProofJson(TypedDict):
    """Words of a passage, letter for letter, that bear a sentence out."""

    n: int
    passage_id: str
    words: str


class StatementJson(TypedDict):
    """One sentence of an answer with the numbers of its citations; one in a model's words has its proofs."""

    text: str
    citations: list[int]
    verdict: Literal["verbatim", "supported"]
    proofs: NotRequired[list[ProofJson]]


class CitationJson(TypedDict):
    """The tie from a statement to a passage, with the exact words."""

    n: int
    passage_id: str
    symbol: str | None
    title: str
    date: str | None
    language: str
    url: str | None
    section: list[str]
    paragraph: str | None
    speaker: str | None
    pages: list[int]
    ocr: bool
    quote: str
    passage: str
    kind: Literal["quotation", "report"]
    cites: str


class ClosestJson(TypedDict):
    """A passage offered for reading where nothing answers, with its likeliest sentence."""

    passage_id: str
    symbol: str | None
    title: str
    date: str | None
    paragraph: str | None
    speaker: str | None
    quote: str
    passage: str


class AnswerJson(TypedDict):
    """An answer, or an abstention with its reason and no citations."""

    status: Literal["answered", "not_found", "clarify", "refused", "error"]
    answer: str
    statements: list[StatementJson]
    citations: list[CitationJson]
    message: str
    partly: str
    closest: list[ClosestJson]
    confidence: float
    engine: str
    timings_ms: dict[str, int]
    usage: NotRequired[dict[str, float]]


class MatchJson(TypedDict):
    """A passage, or a document as a whole, that a reference points at."""

    symbol: str | None
    title: str
    date: str | None
    paragraph: str | None
    section: list[str]
    pages: list[int]
    ocr: bool
    speaker: str | None
    text: str
    url: str | None
    reference: str


class LookupJson(TypedDict):
    """What a reference points at."""

    status: Literal["found", "ambiguous", "not_found"]
    matches: list[MatchJson]
    message: str
    near: list[str]


class DifferenceJson(TypedDict):
    """Where a quotation departs from its source."""

    quoted: str
    original: str
    gravity: Literal["serious", "minor", "harmless"]


class FindingJson(TypedDict):
    """The verdict on a quotation."""

    verdict: Literal["verbatim", "verbatim_elsewhere", "altered", "not_found", "error"]
    source: MatchJson | None
    misattributed: bool
    differences: list[DifferenceJson]
    message: str
