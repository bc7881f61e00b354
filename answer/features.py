"""What is measured of a sentence to tell whether it answers."""

import re
from itertools import pairwise

from answer.admissible import header
from answer.expected import candidates, defines, satisfies
from answer.question import Question
from answer.sentences import Span
from answer.sought import Sought, anchored, coverage, meant, rarest, share, without_symbols
from answer.sought_type import dated_ahead, has_thing_asked, looks_ahead, sessions
from answer.tables import read
from index.hit import Hit
from index.tokens import tokenise

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
NEAR = 60  # characters between a number and what it counts
USUAL_DENSE = 0.5  # similarity taken for a passage whose vector is not there yet
SHORT_WORDS = 6  # below this a sentence seldom says anything

_SHARE = re.compile(
    r"\b(?:share|percentage|proportion|percent|per cent|porcentaje|proporción|pourcentage|процент\w*|доля)\b|百分|比例|نسبة",
    re.IGNORECASE,
)
_PER_CENT = re.compile(
    r"%|\bper\s?cent\b|\bhalf\b|\bthirds?\b|\bquarters?\b|por ciento|pour cent|процент|百分|المائة",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")


def lexical_features(question: Question, look: Sought, hit: Hit, span: Span) -> dict[str, float]:
    """The features of a sentence by their names, save those that need its vector or its rank."""
    passage = hit.passage
    text = read(passage, span)
    tokens = tokenise(text, passage.language)
    around = f"{header(hit.document, passage)}\n{passage.text}"
    folded = around.casefold()
    within = set(tokenise(around, passage.language)) | meant(look, folded)
    ahead = looks_ahead(question)
    typed = (
        (satisfies(question.kind, span.of(passage.text), look.words) or (ahead and bool(sessions(text))))
        and _counts(question, look, text)
        and _defines(question, look, text)
        and has_thing_asked(question, text)
        and (not ahead or dated_ahead(hit.document, text))
    )
    numbers = set(_NUMBER.findall(without_symbols(question)))
    told = set(_NUMBER.findall(around))
    return {
        "coverage": coverage(look.terms, set(tokens) | meant(look, text.casefold())),
        "coverage_passage": coverage(look.terms, within),
        "rarest": rarest(look.terms, within),
        "pairs": share(look.pairs, set(pairwise(tokens))),
        "anchors": anchored(look.anchors, folded, meant(look, folded)),
        "numbers": len(numbers & told) / len(numbers) if numbers else 1.0,
        "dense_passage": USUAL_DENSE if hit.dense is None else hit.dense,
        "typed": float(question.kind in ("date", "number", "person", "definition", "list") and typed),
        "untyped": float(not typed),
        "short": float(len(text.split()) < SHORT_WORDS and passage.language != "zh"),
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
