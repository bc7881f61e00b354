"""What a question looks for in a passage: its content words with their weights, and its numbers."""

import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from rapidfuzz.distance import OSA
from rapidfuzz.process import extractOne

from answer.question.question import Question, named_documents
from index.lexical.acronyms import expansions
from index.query.tokens import tokenise

Weigh = Callable[[Iterable[str]], Mapping[str, float]]
NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
SHORTEST_SLIP = 5  # letters; a shorter word is too often another word
LONG_SLIP = 8  # letters from which two slips are allowed
_UNKNOWN = "\0"  # a token no passage has


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """What a question looks for, by language of the passage.

    Attributes:
        weights: Content tokens with their weights (inverse document frequency); none in another language.
        numbers: Its numbers, without those of the documents it names.
        words: Lower-case words of the question.
        meanings: Acronyms among the terms, with the names that say the same.
    """

    weights: Mapping[str, float]
    numbers: frozenset[str]
    words: frozenset[str]
    meanings: Mapping[str, tuple[str, ...]]


def terms_of(question: Question, topic: str, language: str, weigh: Weigh, texts: Sequence[str] = ()) -> Terms:
    """What to look for in a passage of ``language``.

    Args:
        question: The question.
        topic: Its words without the speakers and the asking (see ``answer.question.topic``).
        language: Language of the passage.
        weigh: Weights of tokens.
        texts: What was found; a word that no passage has may be a slip for one of theirs.
    """
    tokens = _mended(tokenise(topic, question.language), language, weigh, texts)
    return Terms(
        weights=weigh(tokens) if same_language(language, question.language) else {},
        numbers=frozenset(NUMBER.findall(without_symbols(question))),
        words=frozenset(re.findall(r"\w+", question.text.lower())),
        meanings=expansions(topic),
    )


def _mended(tokens: list[str], language: str, weigh: Weigh, texts: Sequence[str]) -> list[str]:
    """Tokens with slips of the pen put right by the words of what was found: "istambul" is "istanbul"."""
    weights = weigh([*tokens, _UNKNOWN])
    slips = {token for token in tokens if weights[token] >= weights[_UNKNOWN] and len(token) >= SHORTEST_SLIP}
    if not slips:
        return tokens
    known = {word for text in texts for word in tokenise(text, language) if word.isalpha()}
    meant_by = {slip: _nearest(slip, known) for slip in slips if slip.isalpha()}
    return [meant_by.get(token) or token for token in tokens]


def _nearest(slip: str, known: Collection[str]) -> str | None:
    most = 1 if len(slip) < LONG_SLIP else 2
    found = extractOne(slip, known, scorer=OSA.distance, score_cutoff=most)
    return found[0] if found and found[0][0] == slip[0] else None


def without_symbols(question: Question) -> str:
    """The question without the documents it names: their numbers are no numbers of its topic."""
    text = question.text
    for match in reversed(named_documents(text)):
        text = f"{text[: match.start]} {text[match.end :]}"
    return text


def covered(terms: Terms, tokens: set[str], folded: str) -> float:
    """Share of the weight of the terms that a text has, in its own words or spelled out; 0 where there are none.

    Args:
        terms: The terms.
        tokens: The text's tokens.
        folded: The text in small letters.
    """
    total = sum(terms.weights.values())
    spelled = {acronym for acronym, names in terms.meanings.items() if any(name in folded for name in names)}
    found = tokens | spelled
    return sum(weight for term, weight in terms.weights.items() if term in found) / total if total else 0.0


def same_language(a: str, b: str) -> bool:
    """Whether two BCP 47 codes are of one language."""
    return a.partition("-")[0] == b.partition("-")[0]
