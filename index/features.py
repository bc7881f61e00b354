"""What the ranking looks at in a candidate passage, as numbers between -1 and 1 or thereabouts."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from index.filters import Place
from index.fusion import normalised
from index.lexical import LexicalQuery
from index.query import Query
from index.tokens import stem, tokenise
from ingest.dates import month_names
from ingest.language import UN_LANGUAGES
from ingest.symbols import parse

FEATURES: Final = (
    "dense",
    "dense_foreign",
    "topical",
    "topical_foreign",
    "near",
    "dense_rank",
    "lexical",
    "lexical_rank",
    "fused",
    "foreign",
    "translated",
    "topical_named",
    "coverage",
    "headed",
    "around",
    "window",
    "window_around",
    "start",
    "rarest",
    "pairs",
    "close_pairs",
    "title_coverage",
    "titled",
    "company",
    "numbers",
    "document",
    "paragraph",
    "speaker",
    "other_speaker",
    "called",
    "document_year",
    "year",
    "date",
    "session",
    "body",
    "kind",
    "language",
    "latest",
    "phrase",
    "footnote",
    "table",
    "short",
    "long",
    "opening",
    "masthead",
    "preamble",
    "asks_number",
    "asks_date",
)

Floats = NDArray[np.float64]
_LONG = 150  # tokens
_SHORT = 8
_WINDOW = 25
_START = 15
_OPENING = 3  # passages
_COMPANY = 20
_YEAR = re.compile(r"(?:19|20)\d\d")
_MONTHS: Final = frozenset(stem(name, code) for code in UN_LANGUAGES for name in month_names())


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidates:
    """The passages to rank, with all that the indexes and the register say of them.

    Attributes:
        dense: Cosine similarities with the question.
        topical: Cosine similarities with what the question is about, where that is not all it says.
        lexical: BM25 scores.
        fused: Fused scores, best first; those that are ranked.
        places: Where each stands.
        tokens: Context and text of each, as the lexical index has them.
        documents: Ids of the documents that the question names.
    """

    dense: Mapping[str, float]
    topical: Mapping[str, float]
    lexical: Mapping[str, float]
    fused: Mapping[str, float]
    places: Mapping[str, Place]
    tokens: Mapping[str, tuple[list[str], list[str]]]
    documents: frozenset[str]


def matrix(query: Query, words: LexicalQuery, candidates: Candidates) -> Floats:
    """The features of the fused candidates, in their order; shape (candidates, ``FEATURES``)."""
    dense = normalised(
        {name: candidates.dense[name] for name in candidates.fused if name in candidates.dense}
    )
    lexical = normalised(
        {name: candidates.lexical[name] for name in candidates.fused if name in candidates.lexical}
    )
    topical = normalised(dict(candidates.topical)) or dense
    named = _within(query, candidates, topical)
    dense_ranks, lexical_ranks = _ranks(dense), _ranks(lexical)
    nearest = max(candidates.dense.values(), default=0.0)
    latest, company = _latest(query, candidates), _company(candidates)
    asked = _Asked.of(words, frozenset(tokenise(query.topic, query.language)))
    numbers = _numbers(words)
    rows = []
    for name, fused in candidates.fused.items():
        place = candidates.places[name]
        foreign = place.language.partition("-")[0] != query.language.partition("-")[0]
        context, text = candidates.tokens.get(name, ([], []))
        row = {
            "dense": dense.get(name, 0.0),
            "dense_foreign": dense.get(name, 0.0) * foreign,
            "topical": topical.get(name, 0.0),
            "topical_foreign": topical.get(name, 0.0) * foreign,
            "near": 10 * (candidates.dense.get(name, nearest - 0.1) - nearest),
            "dense_rank": dense_ranks.get(name, 0.0),
            "lexical": 0.0 if foreign else words.known * lexical.get(name, 0.0),
            "lexical_rank": 0.0 if foreign else words.known * lexical_ranks.get(name, 0.0),
            "fused": fused,
            "foreign": float(foreign),
            "topical_named": named.get(name, 0.0),
            "translated": _translated(words, text) if foreign else 0.0,
            "phrase": _phrases(query, text, place.language),
            "numbers": _share(numbers, text),
            "latest": latest.get(place.document_id, 0.0),
            "company": company[place.document_id],
            **({} if foreign else _said(asked, place, context, text)),
            **_named(query, place, candidates.documents),
            **_form(query, place, text),
        }
        rows.append([row.get(feature, 0.0) for feature in FEATURES])
    return np.array(rows, np.float64).reshape(len(rows), len(FEATURES))


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


def _phrases(query: Query, text: Sequence[str], language: str) -> float:
    """Whether a passage has a phrase that the question has in quotation marks."""
    if not query.phrases:
        return 0.0
    line = f" {' '.join(text)} "
    return float(any(f" {' '.join(tokenise(phrase, language))} " in line for phrase in query.phrases))


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


class _Asked(NamedTuple):
    """The question's words by the stems they may have, how rare each is, and what acronyms stand for."""

    places: dict[str, list[int]]
    weights: list[float]
    meanings: Mapping[int, list[list[str]]]

    @classmethod
    def of(cls, words: LexicalQuery, topic: frozenset[str]) -> "_Asked":
        places: dict[str, list[int]] = {}
        for place, forms in enumerate(words.words):
            for form in forms:
                places.setdefault(form, []).append(place)
        weights = [rare if forms[0] in topic else 0.0 for forms, rare in words.words.items()]
        return cls(places, weights, words.meanings)

    def share(self, found: Iterable[int]) -> float:
        """Weighted share of the question's words."""
        return sum(self.weights[place] for place in set(found)) / (sum(self.weights) or 1.0)

    def among(self, tokens: Iterable[str]) -> set[int]:
        """The words that stand among some tokens, or are spelled out there."""
        held = set(tokens)
        found = {place for token in held if token in self.places for place in self.places[token]}
        found |= {
            place for place, names in self.meanings.items() if any(held.issuperset(name) for name in names)
        }
        return found


def _said(asked: _Asked, place: Place, context: Sequence[str], text: Sequence[str]) -> dict[str, float]:
    """How much of the question a passage says, rare words counting for more."""
    at = [(i, word) for i, token in enumerate(text) for word in asked.places.get(token, ())]
    within, around = asked.among(text), asked.among(context)
    title = _title(place.title, place.language)
    rarest = max(range(len(asked.weights)), key=lambda word: asked.weights[word], default=-1)
    window = _best_window(asked, at)
    return {
        "coverage": asked.share(within),
        "headed": asked.share(around),
        "around": asked.share(within | around),
        "window": asked.share(window),
        "window_around": asked.share(window | around),
        "start": asked.share(word for i, word in at if i < _START),
        "rarest": float(rarest in within or rarest in around),
        "pairs": _pairs(asked, at, 1),
        "close_pairs": _pairs(asked, at, 5),
        "title_coverage": asked.share(asked.among(title)),
        "titled": sum(token in asked.places for token in title) / len(title) if title else 0.0,
    }


def _best_window(asked: _Asked, at: Sequence[tuple[int, int]]) -> set[int]:
    """The words in the stretch of ``_WINDOW`` tokens that has most of the question."""
    best: set[int] = set()
    most = 0.0
    first = 0
    for last in range(len(at)):
        while at[last][0] - at[first][0] >= _WINDOW:
            first += 1
        held = {word for _, word in at[first : last + 1]}
        share = asked.share(held)
        if share > most:
            best, most = held, share
    return best


def _pairs(asked: _Asked, at: Sequence[tuple[int, int]], reach: int) -> float:
    """Share of the question's neighbouring words that stand within ``reach`` tokens of each other."""
    found = set()
    for j, (i, word) in enumerate(at):
        for other_i, other in at[j + 1 : j + 1 + 2 * reach]:
            if other_i - i > reach:
                break
            if abs(other - word) == 1:
                found.add(min(word, other))
    return len(found) / (len(asked.weights) - 1) if len(asked.weights) > 1 else 0.0


@lru_cache(maxsize=4096)
def _title(title: str, language: str) -> frozenset[str]:
    return frozenset(tokenise(title, language))


def _numbers(words: LexicalQuery) -> list[frozenset[str]]:
    """The question's numbers and symbols, which passages of any language have."""
    return [frozenset(word) for word in words.words if any(char.isdigit() for char in word[0])]


def _share(wanted: Sequence[frozenset[str]], tokens: Sequence[str]) -> float:
    return sum(not word.isdisjoint(tokens) for word in wanted) / len(wanted) if wanted else 0.0


def _named(query: Query, place: Place, documents: frozenset[str]) -> dict[str, float]:
    """Which of the things that the question names a passage is of."""
    date = place.date or ""
    speakers = query.speakers
    sessions = query.values("session")
    return {
        "document": float(place.document_id in documents),
        "paragraph": float(_is_paragraph(place.paragraph, query.paragraphs)),
        "speaker": float(place.speaker in speakers) if speakers else 0.0,
        "other_speaker": float(place.speaker is not None and place.speaker not in speakers)
        if speakers
        else 0.0,
        "called": float(
            place.speaker is not None and place.speaker not in speakers and _called(place.speaker, query.text)
        ),
        "document_year": float(date[:4] in query.values("document year")),
        "year": float(date[:4] in query.years),
        "date": float(any(date and date.startswith(asked) for asked in query.values("date"))),
        "session": float(bool(sessions) and any(_session(symbol) in sessions for symbol in place.symbols)),
        "body": float(place.body in query.values("body")),
        "kind": float(place.document_kind in query.values("kind")),
        "language": float(place.language in query.values("language")),
    }


def _form(query: Query, place: Place, text: Sequence[str]) -> dict[str, float]:
    """What sort of passage it is."""
    asks = query.values("asks")
    return {
        "footnote": float(place.kind == "footnote"),
        "table": float(place.kind == "table"),
        "short": float(len(text) < _SHORT),
        "long": min(len(text) / _LONG, 2.0),
        "opening": float(place.ordinal < _OPENING),
        "masthead": float(place.ordinal < _OPENING and place.paragraph is None and place.speaker is None),
        "preamble": float((place.paragraph or "").startswith("PP")),
        "asks_number": float("number" in asks and any(_is_number(token) for token in text)),
        "asks_date": float(
            "date" in asks and any(_YEAR.fullmatch(token) or token in _MONTHS for token in text)
        ),
    }


def _is_number(token: str) -> bool:
    return token[0].isdecimal() and "/" not in token and not _YEAR.fullmatch(token)


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


def _latest(query: Query, candidates: Candidates) -> dict[str, float]:
    """How late each document is among the candidates, 0 to 1, where the question asks for the latest."""
    order = query.values("order")
    if not order:
        return {}
    dates = {place.document_id: place.date or "" for place in candidates.places.values()}
    ordered = sorted(set(dates.values()))
    share = {date: rank / max(len(ordered) - 1, 1) for rank, date in enumerate(ordered)}
    sign = 1.0 if "latest" in order else -1.0
    return {document: sign * share[date] for document, date in dates.items()}
