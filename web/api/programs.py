"""What programs may call: ``/ask``, ``/cite`` and ``/check``, by Gradio's API and as tools of MCP.

The docstrings of the three functions are what the API page and MCP clients show.
"""

import re
from collections.abc import Iterator
from datetime import date
from typing import Any, Final, cast

from gradio.events import api

from answer.model import Answer, Turn
from check.quote.quotation import Checker
from cite.lookup import look_up
from errors import RapporteurError
from index.hit import Filters
from index.library import Library
from web.api.answering import Answering
from web.api.metrics import Metrics
from web.api.schemas import AnswerJson, FilterSet, FindingJson, LookupJson
from web.api.schemas import Turn as Earlier
from web.kit import queues

NAMES: Final = ("ask", "check", "cite")

LONGEST_QUESTION = 2_000  # characters
LONGEST_REFERENCE = 1_000  # characters
MOST_TURNS = 20  # earlier questions and answers that are read
LONGEST_TURN = 20_000  # characters of either
MOST_VALUES = 200  # of one filter
LONGEST_VALUE = 300  # characters

_DATE = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")


class Programs:
    """The three calls over one library.

    Args:
        library: The documents.
        assistant: Who answers.
        metrics: Where look-ups and checks are counted.
    """

    def __init__(self, library: Library, assistant: Answering, metrics: Metrics) -> None:
        self._library = library
        self._assistant = assistant
        self._metrics = metrics

    def ask(
        self, question: str, history: list[Earlier] | None = None, filters: FilterSet | None = None
    ) -> Iterator[AnswerJson]:
        """Ask the documents: an answer in which every statement cites a passage word for word, or an abstention.

        The answer grows sentence by sentence; the last result is the complete one.

        Args:
            question: The question, in any language, at most 2,000 characters.
            history: Earlier questions (q) and answers (a) of the conversation, oldest first; the last 20 count.
            filters: Narrow the search by symbols, documents, speakers, languages, kinds, paragraphs (lists), since
                and until (ISO dates).

        Returns:
            The answer with its statements and numbered citations; status, and message where not answered.
        """
        try:
            stream = self._assistant.stream(_bounded(question), _turns(history), _filters(filters))
            for answer in stream:
                yield cast(AnswerJson, answer.as_dict())
        except RapporteurError as error:
            failed = Answer(status="error", message=str(error), engine=self._assistant.engine_name)
            yield cast(AnswerJson, failed.as_dict())

    def cite(self, reference: str) -> LookupJson:
        """Look a reference up, such as "A/RES/70/125, para. 35": the passage word for word, with its reference.

        Args:
            reference: The reference as people write it, at most 1,000 characters.

        Returns:
            The passages it points at; where it is not found or ambiguous, why, and what may have been meant.
        """
        found = look_up(self._library.register, reference[:LONGEST_REFERENCE])
        self._metrics.looked_up(found.status)
        return cast(LookupJson, found.as_dict())

    def check(self, quote: str, claimed_source: str | None = None) -> FindingJson:
        """Check a quotation: is it verbatim, from another source than claimed, altered, or nowhere to be found?

        Args:
            quote: The quoted words, at most 10,000 characters.
            claimed_source: Where they are said to be from: a reference, a speaker, or both, at most 500 characters.

        Returns:
            The verdict, the source where the words really stand, and every difference with its gravity.
        """
        try:
            finding = Checker(self._library).check(quote, claimed_source).as_dict()
        except RapporteurError as error:
            finding = {"verdict": "error", "source": None, "misattributed": False, "differences": []}
            finding["message"] = str(error)
        self._metrics.checked(finding["verdict"])
        return cast(FindingJson, finding)


Programs.ask.__annotations__["return"] = AnswerJson  # Gradio takes it for the type of each result


def place(library: Library, assistant: Answering, metrics: Metrics) -> None:
    """Open the three calls on the page being built; call it before any other event takes one of the names."""
    programs = Programs(library, assistant, metrics)
    api(programs.ask, api_name="ask", **queues.asking(assistant.engine_name))
    api(programs.cite, api_name="cite", **queues.QUICK)
    api(programs.check, api_name="check", **queues.QUICK)


def _bounded(question: str) -> str:
    if len(question) > LONGEST_QUESTION:
        raise RapporteurError(f"Ask in at most {LONGEST_QUESTION:,} characters.")
    return question


def _turns(history: list[Earlier] | None) -> list[Turn]:
    items: list[Any] = list(history or [])[-MOST_TURNS:]
    try:
        return [Turn(question=_cut(item["q"]), answer=_cut(item["a"])) for item in items]
    except (TypeError, KeyError) as error:
        raise RapporteurError("“history” must be a list of objects with the texts “q” and “a”.") from error


def _filters(given: FilterSet | None) -> Filters | None:
    try:
        return Filters.of(_within(given)) if given else None
    except (AttributeError, TypeError, ValueError) as error:
        names = ", ".join(Filters.__dataclass_fields__)
        raise RapporteurError(
            f"“filters” must be an object with some of: {names}; dates as in 2015-12-16."
        ) from error


def _cut(words: object) -> str:
    return str(words)[:LONGEST_TURN]


def _within(given: FilterSet) -> FilterSet:
    """The filters, if they are of a sane size.

    Raises:
        ValueError: they are not.
    """
    for values in given.values():
        listed = values if isinstance(values, list) else [values]
        if len(listed) > MOST_VALUES or any(len(str(each)) > LONGEST_VALUE for each in listed):
            raise ValueError("too many or too long values")
    for name in ("since", "until"):
        if name in given and not _is_date(given[name]):
            raise ValueError("no date")
    return given


def _is_date(value: object) -> bool:
    """Whether a value is a day, a month or a year in ISO 8601."""
    if not isinstance(value, str) or not _DATE.fullmatch(value):
        return False
    try:
        date.fromisoformat(f"{value}-01-01"[:10])
    except ValueError:
        return False
    return True
