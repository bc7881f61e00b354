"""Which sentences answer the question, and how sure that is.

Every sentence of the best passages gets a handful of features; a logistic model turns them into the
probability that the sentence answers. The weights come from ``eval/train_evidence.py``; they are data
(weights.json), not code.
"""

import json
import math
import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from answer.attribution import REPORTING_KINDS, Voice, voices
from answer.expected import candidates, defines, month_named, satisfies
from answer.question import Question, named_documents
from answer.sentences import Span, sentences
from answer.sought_type import dated_ahead, has_thing_asked, looks_ahead, sessions
from index.acronyms import expansions
from index.hit import Hit
from index.tokens import tokenise
from ingest.document import Document, Passage
from ingest.speakers import find_speakers
from ingest.symbols import find_symbols

FEATURES = (
    "coverage",
    "coverage_passage",
    "rarest",
    "pairs",
    "anchors",
    "numbers",
    "dense_sentence",
    "dense_passage",
    "typed",
    "untyped",
    "short",
    "rank",
)
MOST_SENTENCES = 48
WHOLE_PASSAGES = 4  # of the best passages every sentence is looked at
NEAR = 60  # characters between a number and what it counts
USUAL_DENSE = 0.5  # similarity taken for a passage whose vector is not there yet
PUBLISHED_WITHIN = 2  # months after what was said
SHORT_WORDS = 6  # below this a sentence seldom says anything

Weigh = Callable[[Iterable[str]], Mapping[str, float]]
Embed = Callable[[str, Sequence[str]], NDArray[np.float32]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """A sentence that may answer.

    Attributes:
        hit: The passage it stands in.
        span: Where in the passage.
        voice: Whose words it is.
        features: By the names of ``FEATURES``.
        score: Probability that it answers, 0 to 1.
    """

    hit: Hit
    span: Span
    voice: Voice
    features: Mapping[str, float]
    score: float

    @property
    def text(self) -> str:
        """The sentence, verbatim."""
        return self.span.of(self.hit.passage.text)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sought:
    """What the question looks for, by language of the passage.

    Attributes:
        term: What a definition would define, in small letters.
        terms: Content tokens with their weights (inverse document frequency).
        pairs: Neighbouring content tokens.
        anchors: Names, numbers, acronyms, quoted phrases: what must be there for a passage to be about it.
        words: Lower-case words of the question.
        meanings: Acronyms among the terms, with the names that say the same.
    """

    term: str
    terms: Mapping[str, float]
    pairs: frozenset[tuple[str, str]]
    anchors: frozenset[str]
    words: frozenset[str]
    meanings: Mapping[str, tuple[str, ...]]


_ANCHOR = re.compile(r"\b(?:[A-Z][\w’'&-]*[A-Z0-9][\w’'&-]*|[A-ZÀ-ÝА-ЯЁ][\w’'-]+|\d[\w.,/-]*\w|\d)\b")
_SHARE = re.compile(
    r"\b(?:share|percentage|proportion|percent|per cent|porcentaje|proporción|pourcentage|процент\w*|доля)\b|百分|比例|نسبة",
    re.IGNORECASE,
)
_PER_CENT = re.compile(
    r"%|\bper\s?cent\b|\bhalf\b|\bthirds?\b|\bquarters?\b|por ciento|pour cent|процент|百分|المائة",
    re.IGNORECASE,
)
_ARTICLE = re.compile(r"^(?:an?|the)\s", re.IGNORECASE)
_QUOTED = re.compile(r"[\"“«„]([^\"“”«»„]{2,60})[\"”»“]")
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_YEAR = re.compile(r"(?<![\d/])(?:19[4-9]|20[0-4])\d(?![\d/])")
_RESOLUTION = re.compile(
    r"\b(?:resolution|résolution|resolución|резолюци\w+)\s(\d{3,4})\b(?!/)", re.IGNORECASE
)
_VENUE = re.compile(r"\b(?:compendium|recueil|compendio)\b|сборник|汇编", re.IGNORECASE)
_MARKS = "\"'“”‘’«» "
_POSSESSIVE = re.compile(r"['’]s?$")
_SENTENCE_START = re.compile(r"(?:^|[.?!:]\s+)[\"“«(]?\w+")


def sought(question: Question, topic: str, language: str, weigh: Weigh) -> Sought:
    """What to look for in a passage of ``language``.

    Args:
        question: The question.
        topic: Its words without the speakers and the asking (see ``answer.topic``).
        language: Language of the passage.
        weigh: Weights of tokens.
    """
    tokens = tokenise(topic, question.language)
    terms = weigh(tokens) if _same(language, question.language) else {}
    firsts = {match[0].strip('"“«(.?!: ') for match in _SENTENCE_START.finditer(topic)}
    anchors = {
        m[0] for m in _ANCHOR.finditer(topic) if m[0] not in firsts or m[0].isupper() or m[0][0].isdigit()
    }
    return Sought(
        term=_term(topic),
        terms=terms,
        pairs=frozenset(pairwise(tokens)),
        anchors=frozenset(_POSSESSIVE.sub("", anchor).casefold() for anchor in anchors),
        words=frozenset(re.findall(r"\w+", question.text.lower())),
        meanings=expansions(topic),
    )


def _term(topic: str) -> str:
    quoted = _QUOTED.search(topic)
    return _ARTICLE.sub("", quoted[1] if quoted else topic).strip(_MARKS).casefold()


def gather(
    question: Question, topic: str, hits: Sequence[Hit], *, weigh: Weigh, embed: Embed
) -> list[Evidence]:
    """The sentences of the best passages, the likeliest answer first.

    Args:
        question: The question.
        topic: Its words without the speakers and the asking.
        hits: Ranked passages.
        weigh: Weights of tokens (inverse document frequency in the library).
        embed: Cosine similarities of a question to each of some texts.
    """
    found = _candidates(question, topic, hits, weigh)
    if not found:
        return []
    similarities = embed(question.text, [span.of(hit.passage.text) for hit, span, _, _ in found])
    evidence = []
    for (hit, span, voice, features), similarity in zip(found, similarities, strict=True):
        features["dense_sentence"] = float(similarity)
        score = probability(question, hit, features)
        evidence.append(Evidence(hit=hit, span=span, voice=voice, features=features, score=score))
    return sorted(evidence, key=lambda item: -item.score)


def _candidates(
    question: Question, topic: str, hits: Sequence[Hit], weigh: Weigh
) -> list[tuple[Hit, Span, Voice, dict[str, float]]]:
    """Sentences worth embedding: all of the best passages, and of the others those that share a word."""
    look: dict[str, Sought] = {}
    found: list[tuple[Hit, Span, Voice, dict[str, float]]] = []
    best = max((hit.score for hit in hits), default=1.0) or 1.0
    for position, hit in enumerate(hits):
        language = hit.passage.language
        if language not in look:
            look[language] = sought(question, topic, language, weigh)
        if not _may_answer(question, hit):
            continue
        around = {**_passage_features(question, look[language], hit), "rank": hit.score / best}
        for span, voice in spoken_sentences(hit.document, hit.passage):
            features = around | _sentence_features(question, look[language], hit, span)
            if position < WHOLE_PASSAGES or features["coverage"] > 0:
                found.append((hit, span, voice, features))
    return found[:MOST_SENTENCES]


def _may_answer(question: Question, hit: Hit) -> bool:
    """Neither a neighbour's words nor another year's: what the question names must be there.

    Where a speaker's words are asked for, a passage of another speaker who does not mention him is a
    neighbour's. Where years are named and the document is dated, one of them must be its own or be mentioned,
    save in a later paper that looks back.
    """
    passage = hit.passage
    if (
        question.spoken
        and (passage.speaker or question.kind == "position")
        and passage.speaker not in question.speakers
    ):
        mentioned = {mention.speaker for mention in find_speakers(passage.text)}
        if not mentioned.intersection(question.speakers):
            return False
    return _names_absent(question, passage) and _of_its_time(question, hit)


def _names_absent(question: Question, passage: Passage) -> bool:
    """Of a document that is not here, only what names it may tell."""
    if not question.absent:
        return True
    return bool({match.symbol for match in find_symbols(passage.text)}.intersection(question.absent))


def _of_its_time(question: Question, hit: Hit) -> bool:
    asked = without_symbols(question)
    heading = header(hit.document, hit.passage)
    if any(number not in f"{heading} {hit.passage.text}" for number in _RESOLUTION.findall(asked)):
        return False
    if question.spoken and not _of_its_month(asked, hit):
        return False
    if question.spoken and hit.document.kind not in REPORTING_KINDS and not _at_its_venue(asked, heading):
        return False
    years = set(_YEAR.findall(asked))
    known = set(_YEAR.findall(f"{heading} {hit.passage.text}"))
    if hit.document.date is None or not years or years & known:
        return True
    return hit.document.kind in REPORTING_KINDS and hit.document.date[:4] > min(years)


def _of_its_month(asked: str, hit: Hit) -> bool:
    """Whether a document is of the month named, or came out soon after, or speaks of that month."""
    month, own = month_named(asked), (hit.document.date or "")[5:7]
    if month is None or not own or month_named(hit.passage.text) == month:
        return True
    return 0 <= int(own) - int(month) <= PUBLISHED_WITHIN


def _at_its_venue(asked: str, heading: str) -> bool:
    """Whether words asked for "in the compendium" stand in one."""
    return not _VENUE.search(asked) or _VENUE.search(heading) is not None


def without_symbols(question: Question) -> str:
    """The question without the documents it names: their numbers are no numbers of its topic."""
    text = question.text
    for match in reversed(named_documents(text)):
        text = f"{text[: match.start]} {text[match.end :]}"
    return text


def probability(question: Question, hit: Hit, features: Mapping[str, float]) -> float:
    """The calibrated probability that a sentence with these features answers."""
    model = _models()["same" if _same(hit.passage.language, question.language) else "cross"]
    total = model["bias"] + sum(model[name] * features[name] for name in FEATURES)
    return 1.0 / (1.0 + math.exp(-total))


def spoken_sentences(document: Document, passage: Passage) -> list[tuple[Span, Voice]]:
    """The sentences of a passage with who speaks each, in order."""
    found: list[tuple[Span, Voice]] = []
    for words in voices(document, passage):
        inner = words.span.of(passage.text)
        found.extend(
            (Span(span.start + words.span.start, span.end + words.span.start), words.voice)
            for span in sentences(inner, passage.language)
        )
    return found


def _passage_features(question: Question, look: Sought, hit: Hit) -> dict[str, float]:
    """What all sentences of a passage share."""
    around = f"{header(hit.document, hit.passage)}\n{hit.passage.text}"
    folded = around.casefold()
    meant = _meant(look, folded)
    within = set(tokenise(around, hit.passage.language)) | meant
    numbers = set(_NUMBER.findall(without_symbols(question)))
    told = set(_NUMBER.findall(around))
    return {
        "coverage_passage": _coverage(look.terms, within),
        "rarest": _rarest(look.terms, within),
        "anchors": _anchored(look.anchors, folded, meant),
        "numbers": len(numbers & told) / len(numbers) if numbers else 1.0,
        "dense_passage": USUAL_DENSE if hit.dense is None else hit.dense,
    }


def _sentence_features(question: Question, look: Sought, hit: Hit, span: Span) -> dict[str, float]:
    text = span.of(hit.passage.text)
    tokens = tokenise(text, hit.passage.language)
    ahead = looks_ahead(question)
    typed = (
        (satisfies(question.kind, text, look.words) or (ahead and bool(sessions(text))))
        and _counts(question, look, text)
        and _defines(question, look, text)
        and has_thing_asked(question, text)
        and (not ahead or dated_ahead(hit.document, text))
    )
    return {
        "coverage": _coverage(look.terms, set(tokens) | _meant(look, text.casefold())),
        "pairs": _share(look.pairs, set(pairwise(tokens))),
        "typed": float(question.kind in ("date", "number", "person", "definition", "list") and typed),
        "untyped": float(not typed),
        "short": float(len(text.split()) < SHORT_WORDS and hit.passage.language != "zh"),
    }


def _counts(question: Question, look: Sought, text: str) -> bool:
    """For "how many diplomats", whether the sentence speaks of diplomats; for a share, whether it gives one."""
    if question.kind != "number":
        return True
    if _SHARE.search(question.text):
        return bool(_PER_CENT.search(text))
    if question.language != "en" or not look.terms:
        return True
    return "how many" not in question.text.lower() or _counted(
        text, next(iter(look.terms)), question.language
    )


def _counted(text: str, noun: str, language: str) -> bool:
    """Whether a number stands close to the thing that is counted: "six sessions", "countries, 116 in all"."""
    for number in candidates("number", text):
        near = text[max(number.start - NEAR, 0) : number.end + NEAR]
        if noun in tokenise(near, language):
            return True
    return False


def _defines(question: Question, look: Sought, text: str) -> bool:
    """For "what is an intimate image", whether the sentence goes on from those words to say what it is."""
    if question.kind != "definition" or not look.term:
        return True
    at = text.casefold().find(look.term)
    return at < 0 or defines(text[at + len(look.term) :])


def header(document: Document, passage: Passage) -> str:
    """What a reader sees above a passage: document, title, date, sections, speaker."""
    parts = (*document.symbols, document.title, document.date or "", *passage.section, passage.speaker or "")
    return " · ".join(part for part in parts if part)


def _meant(look: Sought, folded: str) -> set[str]:
    """The acronyms of the question that a text spells out."""
    return {acronym for acronym, names in look.meanings.items() if any(name in folded for name in names)}


def _coverage(terms: Mapping[str, float], tokens: set[str]) -> float:
    total = sum(terms.values())
    return sum(weight for term, weight in terms.items() if term in tokens) / total if total else 0.0


def _rarest(terms: Mapping[str, float], tokens: set[str]) -> float:
    """Whether the question's rarest word is there: what an absent document lacks first."""
    rarest = max(terms, key=lambda term: terms[term], default=None)
    return float(rarest is None or rarest in tokens)


def _share(wanted: frozenset[tuple[str, str]], found: set[tuple[str, str]]) -> float:
    return len(wanted & found) / len(wanted) if wanted else 0.0


def _anchored(anchors: frozenset[str], folded: str, meant: Collection[str]) -> float:
    found = sum(anchor in folded or anchor in meant for anchor in anchors)
    return found / len(anchors) if anchors else 1.0


def _same(a: str, b: str) -> bool:
    return a.partition("-")[0] == b.partition("-")[0]


@cache
def _models() -> dict[str, dict[str, float]]:
    models: dict[str, dict[str, float]] = json.loads(
        files("answer").joinpath("weights.json").read_text(encoding="utf-8")
    )
    return models
