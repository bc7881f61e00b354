"""What of the things that a question names a passage is: of its document, speaker, year, session."""

import re
from collections.abc import Sequence

from index.filters import Place
from index.query.query import Query
from index.ranking.candidates import Candidates
from ingest.names.symbols import parse


def of_the_named(query: Query, place: Place, documents: frozenset[str]) -> dict[str, float]:
    """Which of the things that the question names a passage is of."""
    date = place.date or ""
    speakers = query.speakers
    sessions = query.values("session")
    return {
        "document": float(place.document_id in documents),
        "paragraph": float(_is_paragraph(place.paragraph, query.paragraphs)),
        "speaker": float(place.speaker in speakers) if speakers else 0.0,
        "called": float(
            place.speaker is not None and place.speaker not in speakers and _called(place.speaker, query.text)
        ),
        "document_year": float(date[:4] in query.values("document year")),
        "year": float(date[:4] in query.years),
        "date": float(any(date and date.startswith(asked) for asked in query.values("date"))),
        "session": float(bool(sessions) and any(_session(symbol) in sessions for symbol in place.symbols)),
        "language": float(place.language in query.values("language")),
    }


def lateness(query: Query, candidates: Candidates) -> dict[str, float]:
    """How late each document is among the candidates, 0 to 1, where the question asks for the latest.

    A document of another kind than the question names is not one of those it asks for.
    """
    order = query.values("order")
    if not order:
        return {}
    kinds = query.values("kind")
    dates = {
        place.document_id: place.date or ""
        for place in candidates.places.values()
        if not kinds or place.document_kind in kinds
    }
    ordered = sorted(set(dates.values()))
    share = {date: rank / max(len(ordered) - 1, 1) for rank, date in enumerate(ordered)}
    sign = 1.0 if "latest" in order else -1.0
    return {document: sign * share[date] for document, date in dates.items()}


def _called(speaker: str, text: str) -> bool:
    """Whether a question has a speaker's name, or words made from it: "the Brazilian delegation"."""
    asked = text.casefold()
    words = [word for word in re.findall(r"\w+", speaker.casefold()) if len(word) > 3][:3]
    return bool(words) and all(
        re.search(rf"\b{re.escape(word[: max(5, len(word) - 2)])}", asked) for word in words
    )


def _is_paragraph(own: str | None, asked: Sequence[str]) -> bool:
    return own is not None and any(own == number or own.startswith(f"{number} (") for number in asked)


def _session(symbol: str) -> str | None:
    try:
        return parse(symbol).session
    except ValueError:
        return None
