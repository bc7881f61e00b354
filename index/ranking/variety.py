"""Several voices where a question asks for several: the best passage of each first.

"Compare Cuba and Israel" is answered by the best passage of Cuba and the best of Israel, not by the four
best of Cuba; "who called for …" by several speakers, not by one at length.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Final

from index.filters import Place
from index.query.query import Query
from ingest.register import Register

_AGAIN: Final = 0.6  # of the score of a speaker's second passage remains, where the question is who

Group = Callable[[Place], str | None]


def varied(
    asked: Query, scores: Mapping[str, float], places: Mapping[str, Place], register: Register
) -> dict[str, float]:
    """Scores with several voices at the top, best first.

    Args:
        asked: The question.
        scores: Best first.
        places: Where each passage stands.
        register: What documents a symbol names.
    """
    for group, names in _compared(asked, register):
        firsts = _firsts(scores, places, group, names)
        if len(firsts) > 1:
            return _ahead(scores, firsts)
    return _spread(scores, places) if "who" in asked.values("asks") else dict(scores)


def _compared(asked: Query, register: Register) -> list[tuple[Group, Sequence[str]]]:
    """What the question names two or more of, with how to tell it from a place."""
    of = {
        document.id: symbol for symbol in asked.symbols for document in register.documents_by_symbol(symbol)
    }
    return [
        (lambda place: place.speaker, asked.speakers),
        (lambda place: of.get(place.document_id), asked.symbols),
        (lambda place: (place.date or "")[:4], asked.values("document year")),
    ]


def _firsts(
    scores: Mapping[str, float], places: Mapping[str, Place], group: Group, names: Sequence[str]
) -> list[str]:
    """The best passage of each thing named, best first."""
    found: dict[str, str] = {}
    for name in scores:
        key = group(places[name]) if name in places else None
        if key is not None and key in names:
            found.setdefault(key, name)
    return list(found.values())


def _ahead(scores: Mapping[str, float], firsts: Sequence[str]) -> dict[str, float]:
    """Some passages put first; the others follow with at most the last one's score."""
    least = min(scores[name] for name in firsts)
    rest = {name: min(score, least) for name, score in scores.items() if name not in firsts}
    return {name: scores[name] for name in firsts} | rest


def _spread(scores: Mapping[str, float], places: Mapping[str, Place]) -> dict[str, float]:
    """Scores with every further passage of a speaker lowered."""
    seen: dict[str, int] = {}
    lowered: dict[str, float] = {}
    for name, score in scores.items():
        speaker = places[name].speaker if name in places else None
        lowered[name] = score * _AGAIN ** seen.get(speaker, 0) if speaker else score
        if speaker:
            seen[speaker] = seen.get(speaker, 0) + 1
    return dict(sorted(lowered.items(), key=lambda item: -item[1]))
