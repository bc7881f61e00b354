"""What is measured of a sentence to tell whether it answers."""

import re
from collections.abc import Mapping, Sequence
from itertools import pairwise

from answer.evidence.admissible import header
from answer.evidence.sought import NUMBER, Sought, anchored, coverage, meant, rarest, share
from answer.evidence.tables import read
from answer.expect.expected import candidates, defines, satisfies
from answer.expect.sought_type import dated_ahead, has_thing_asked, looks_ahead, sessions
from answer.question.question import Question
from answer.text.sentences import Span
from index.hit import Hit
from index.query.tokens import tokenise

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
    "near",
    "courtesy",
    "dense_within",
    "coverage_beside",
    "cross_within",
)
REACH = 80  # characters between an answer and the question's words
LONG = 3  # letters; shorter words are everywhere
NEAR = 90  # characters between a number and what it counts
USUAL_DENSE = 0.5  # similarity taken for a passage whose vector is not there yet
SHORT_WORDS = 6  # below this a sentence seldom says anything

_HOW_MANY = re.compile(r"\bhow many\b", re.IGNORECASE)
_WORD = re.compile(r"\w+")
_COURTESY = re.compile(
    r"\b(?:thank|grateful|gratitude|congratulat|appreciat|honou?red|excellenc|distinguished|commend|tribute)\w*"
    r"|\b(?:remerci|félicit|agradec|felicit)\w+|благодар|признательн|感谢|祝贺|شكر",
    re.IGNORECASE,
)
_SHARE = re.compile(
    r"\b(?:share|percentage|proportion|percent|per cent|porcentaje|proporción|pourcentage|процент\w*|доля)\b|百分|比例|نسبة",
    re.IGNORECASE,
)
_PER_CENT = re.compile(
    r"%|\bper\s?cent\b|\bhalf\b|\bthirds?\b|\bquarters?\b|por ciento|pour cent|процент|百分|المائة",
    re.IGNORECASE,
)


def passage_features(look: Sought, hit: Hit) -> dict[str, float]:
    """What all sentences of a passage share."""
    around = f"{header(hit.document, hit.passage)}\n{hit.passage.text}"
    folded = around.casefold()
    spelled = meant(look, folded)
    within = set(tokenise(around, hit.passage.language)) | spelled
    told = set(NUMBER.findall(around))
    return {
        "coverage_passage": coverage(look.terms, within),
        "rarest": rarest(look.terms, within),
        "anchors": anchored(look.anchors, folded, spelled),
        "numbers": len(look.numbers & told) / len(look.numbers) if look.numbers else 1.0,
        "dense_passage": USUAL_DENSE if hit.dense is None else hit.dense,
    }


def sentence_features(question: Question, look: Sought, hit: Hit, span: Span) -> dict[str, float]:
    """What a sentence has of its own, save what needs a model or its neighbours."""
    passage = hit.passage
    text = read(passage, span)
    tokens = tokenise(text, passage.language)
    ahead = looks_ahead(question)
    typed = (
        (
            satisfies(question.kind, span.of(passage.text), look.words)
            or (question.kind == "person" and passage.speaker is not None)
            or (ahead and bool(sessions(text)))
        )
        and _counts(question, look, text)
        and _defines(question, look, text)
        and has_thing_asked(question, text, passage.paragraph)
        and (not ahead or dated_ahead(hit.document, text))
    )
    return {
        "coverage": coverage(look.terms, set(tokens) | meant(look, text.casefold())),
        "pairs": share(look.pairs, set(pairwise(tokens))),
        "typed": float(question.kind in ("date", "number", "person", "definition", "list") and typed),
        "untyped": float(not typed),
        "near": _near(question, look, span.of(passage.text)),
        "courtesy": float(_COURTESY.search(text) is not None),
        "short": float(len(text.split()) < SHORT_WORDS and passage.language != "zh"),
    }


def relative_features(row: Sequence[Mapping[str, float]]) -> list[dict[str, float]]:
    """What tells the sentences of one passage apart, in their order.

    Args:
        row: Their other features, ``dense_sentence`` among them.
    """
    closest = max((features["dense_sentence"] for features in row), default=0.0)
    found = []
    for i, features in enumerate(row):
        beside = [other["coverage"] for other in row[max(i - 1, 0) : i + 2] if other is not features]
        found.append(
            {
                "dense_within": features["dense_sentence"] - closest,
                "coverage_beside": max(beside) - features["coverage"] if beside else 0.0,
            }
        )
    return found


def _near(question: Question, look: Sought, text: str) -> float:
    """Share of the question's longer words within reach of the date, number or name that fits them best."""
    words = {word for word in look.words if len(word) > LONG}
    best = 0.0
    for span in candidates(question.kind, text, words) if words else []:
        if span.of(text) not in question.text:
            around = text[max(0, span.start - REACH) : span.end + REACH].lower()
            best = max(best, len(words.intersection(_WORD.findall(around))) / len(words))
    return best


def _counts(question: Question, look: Sought, text: str) -> bool:
    """For "how many diplomats", whether the sentence speaks of diplomats; for a share, whether it gives one."""
    if question.kind != "number":
        return True
    if _SHARE.search(question.text):
        return bool(_PER_CENT.search(text))
    if question.language != "en" or not look.terms:
        return True
    counted = _HOW_MANY.search(question.text)
    nouns = tokenise(question.text[counted.end() :], question.language)[:1] if counted else []
    return not nouns or _counted(text, nouns[0], question.language)


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
