"""What the ranking looks at in a candidate passage, as numbers between -1 and 1 or thereabouts."""

import re
from collections.abc import Mapping, Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from index.filters import Place
from index.lexical.lexical import LexicalQuery
from index.query.query import Query
from index.query.tokens import stem
from index.ranking.candidates import Candidates
from index.ranking.coverage import Asked, said
from index.ranking.fusion import normalised
from index.ranking.named_features import lateness, of_the_named
from language.months import month_numbers
from language.pack import UN_LANGUAGES, same_language

FEATURES: Final = (
    "dense_foreign",
    "topical",
    "topical_foreign",
    "near",
    "dense_rank",
    "fused",
    "foreign",
    "translated",
    "topical_named",
    "headed",
    "around",
    "window_around",
    "company",
    "numbers",
    "document",
    "paragraph",
    "speaker",
    "called",
    "document_year",
    "year",
    "date",
    "session",
    "language",
    "latest",
    "footnote",
    "table",
    "short",
    "masthead",
    "preamble",
    "asks_number",
    "asks_date",
    "asks_session",
    "asks_who",
    "defines",
)

Floats = NDArray[np.float64]
_SHORT = 8  # tokens
_OPENING = 3  # passages
_COMPANY = 20
_YEAR = re.compile(r"(?:19|20)\d\d")
_MONTHS: Final = frozenset(stem(name, code) for code in UN_LANGUAGES for name in month_numbers())
_SITTINGS: Final = frozenset({"session", "sesion", "сесс", "届会", "دور"})  # stems; when a body meets again
_MEANS: Final = frozenset({"mean", "entend", "design", "означа", "是指", "يقصد"})  # stems; what a term is
_TERM = 6  # tokens before "means" that may be its subject


def matrix(query: Query, words: LexicalQuery, candidates: Candidates) -> Floats:
    """The features of the fused candidates, in their order; shape (candidates, ``FEATURES``)."""
    asked, numbers = Asked.of(query, words), _numbers(query, words)
    indexes = _indexes(query, candidates)
    latest, company = lateness(query, candidates), _company(candidates)
    rows = []
    for name in candidates.fused:
        place = candidates.places[name]
        foreign = _is_foreign(place, query)
        context, text = candidates.tokens.get(name, ([], []))
        row = {
            **indexes[name],
            "translated": _translated(words, text) if foreign else 0.0,
            "numbers": _share(numbers, text),
            "latest": latest.get(place.document_id, 0.0),
            "company": company[place.document_id],
            **({} if foreign else said(asked, context, text)),
            "defines": 0.0 if foreign else _defines(query, asked, text),
            **of_the_named(query, place, candidates.documents),
            **_form(query, place, text),
        }
        rows.append([row.get(feature, 0.0) for feature in FEATURES])
    return np.array(rows, np.float64).reshape(len(rows), len(FEATURES))


def _indexes(query: Query, candidates: Candidates) -> dict[str, dict[str, float]]:
    """What the two indexes say of each candidate."""
    ranked = candidates.fused
    dense = normalised({name: candidates.dense[name] for name in ranked if name in candidates.dense})
    topical = normalised(dict(candidates.topical)) or dense
    named = _within(query, candidates, topical)
    dense_ranks = _ranks(dense)
    nearest = max(candidates.dense.values(), default=0.0)
    found: dict[str, dict[str, float]] = {}
    for name, fused in ranked.items():
        foreign = _is_foreign(candidates.places[name], query)
        found[name] = {
            "dense_foreign": dense.get(name, 0.0) * foreign,
            "topical": topical.get(name, 0.0),
            "topical_foreign": topical.get(name, 0.0) * foreign,
            "topical_named": named.get(name, 0.0),
            "near": 10 * (candidates.dense.get(name, nearest - 0.1) - nearest),
            "dense_rank": dense_ranks.get(name, 0.0),
            "fused": fused,
            "foreign": float(foreign),
        }
    return found


def _is_foreign(place: Place, query: Query) -> bool:
    return not same_language(place.language, query.language)


def _within(query: Query, candidates: Candidates, scores: Mapping[str, float]) -> dict[str, float]:
    """Scores stretched over the passages of the documents and the speakers that the question names."""
    if not (candidates.documents or query.speakers):
        return {}
    places = candidates.places
    chosen = {
        name: score
        for name, score in scores.items()
        if (not candidates.documents or places[name].document_id in candidates.documents)
        and (not query.speakers or places[name].speaker in query.speakers)
    }
    return normalised(chosen)


def _translated(words: LexicalQuery, text: Sequence[str]) -> float:
    """Share of the question's terms that a passage has in English."""
    held = set(text)
    return sum(held.issuperset(term) for term in words.english) / len(words.english) if words.english else 0.0


def _ranks(scores: Mapping[str, float]) -> dict[str, float]:
    ordered = sorted(scores, key=lambda name: -scores[name])
    return {name: 1 / rank for rank, name in enumerate(ordered, 1)}


def _company(candidates: Candidates) -> dict[str, float]:
    """How much of the fused scores at the top each document has."""
    found = dict.fromkeys((place.document_id for place in candidates.places.values()), 0.0)
    best = list(candidates.fused.items())[:_COMPANY]
    total = sum(score for _, score in best) or 1.0
    for name, score in best:
        found[candidates.places[name].document_id] += score / total
    return found


def _numbers(query: Query, words: LexicalQuery) -> list[frozenset[str]]:
    """The question's numbers and symbols, which passages of any language have.

    The year of a document says where to look: its masthead and its last line would have it.
    """
    years = query.values("document year")
    return [frozenset(word) for word in words.words if re.search(r"\d", word[0]) and word[0] not in years]


def _defines(query: Query, asked: Asked, text: Sequence[str]) -> float:
    """How much of the question stands just before "means", where it asks what something is."""
    if "definition" not in query.values("asks"):
        return 0.0
    terms = (text[max(0, at - _TERM) : at] for at, token in enumerate(text) if token in _MEANS)
    return max((asked.share(asked.among(term)) for term in terms), default=0.0)


def _share(wanted: Sequence[frozenset[str]], tokens: Sequence[str]) -> float:
    return sum(not word.isdisjoint(tokens) for word in wanted) / len(wanted) if wanted else 0.0


def _form(query: Query, place: Place, text: Sequence[str]) -> dict[str, float]:
    """What sort of passage it is."""
    asks = query.values("asks")
    return {
        "footnote": float(place.kind == "footnote"),
        "table": float(place.kind == "table"),
        "short": float(len(text) < _SHORT),
        "masthead": float(
            place.document_kind == "resolution" and place.ordinal < _OPENING and place.paragraph is None
        ),
        "preamble": float((place.paragraph or "").startswith("PP")),
        "asks_number": float("number" in asks and any(_is_number(token) for token in text)),
        "asks_date": float(
            "date" in asks and any(_YEAR.fullmatch(token) or token in _MONTHS for token in text)
        ),
        "asks_session": float(bool({"date", "session"} & {*asks}) and not _SITTINGS.isdisjoint(text)),
        "asks_who": float("who" in asks and not query.speakers and place.speaker is not None),
    }


def _is_number(token: str) -> bool:
    return token[0].isdecimal() and "/" not in token and not _YEAR.fullmatch(token)
