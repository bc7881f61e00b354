"""What a question looks for in a passage: its content words with their weights, its names, its numbers."""

import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from rapidfuzz.distance import OSA
from rapidfuzz.process import extractOne

from answer.expect.ordinals import ordinals
from answer.question.question import Question, named_documents
from index.lexical.acronyms import expansions
from index.query.tokens import tokenise
from language.pack import same_language

Weigh = Callable[[Iterable[str]], Mapping[str, float]]
_ANCHOR = re.compile(r"\b(?:[A-Z][\w’'&-]*[A-Z0-9][\w’'&-]*|[A-ZÀ-ÝА-ЯЁ][\w’'-]+|\d[\w.,/-]*\w|\d)\b")
_ARTICLE = re.compile(r"^(?:an?|the)\s", re.IGNORECASE)
_QUOTED = re.compile(r"[\"“«„]([^\"“”«»„]{2,60})[\"”»“]")
NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
SHORTEST_SLIP = 5  # letters; a shorter word is too often another word
LONG_SLIP = 8  # letters from which two slips are allowed
_UNKNOWN = "\0"  # a token no passage has
_DEFINING = re.compile(
    r"\b(?:definition|meaning|define[sd]?|means?|acronym|abbreviation)\b|\s[–—-]\s", re.IGNORECASE
)
_MARKS = "\"'“”‘’«» "
_POSSESSIVE = re.compile(r"['’]s?$")
_SENTENCE_START = re.compile(r"(?:^|[.?!:]\s+)[\"“«(]?\w+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Sought:
    """What the question looks for, by language of the passage.

    Attributes:
        term: What a definition would define, in small letters.
        terms: Content tokens with their weights (inverse document frequency).
        pairs: Neighbouring content tokens.
        anchors: Names, numbers, acronyms, quoted phrases: what must be there for a passage to be about it.
        numbers: Its numbers, without those of the documents it names.
        words: Lower-case words of the question.
        meanings: Acronyms and ordinals among the terms, with the names that say the same.
    """

    term: str
    terms: Mapping[str, float]
    pairs: frozenset[tuple[str, str]]
    anchors: frozenset[str]
    numbers: frozenset[str]
    words: frozenset[str]
    meanings: Mapping[str, tuple[str, ...]]


def sought(question: Question, topic: str, language: str, weigh: Weigh, texts: Sequence[str] = ()) -> Sought:
    """What to look for in a passage of ``language``.

    Args:
        question: The question.
        topic: Its words without the speakers and the asking (see ``answer.question.topic``).
        language: Language of the passage.
        weigh: Weights of tokens.
        texts: What was found; a word that no passage has may be a slip for one of theirs.
    """
    tokens = _mended(tokenise(topic, question.language), language, weigh, texts)
    terms = weigh(tokens) if same_language(language, question.language) else {}
    firsts = {match[0].strip('"“«(.?!: ') for match in _SENTENCE_START.finditer(topic)}
    anchors = {
        m[0] for m in _ANCHOR.finditer(topic) if m[0] not in firsts or m[0].isupper() or m[0][0].isdigit()
    }
    return Sought(
        term=_term(topic),
        terms=terms,
        pairs=frozenset(pairwise(tokens)),
        anchors=frozenset(_POSSESSIVE.sub("", anchor).casefold() for anchor in anchors),
        numbers=frozenset(NUMBER.findall(without_symbols(question))),
        words=frozenset(re.findall(r"\w+", question.text.lower())),
        meanings={**expansions(topic), **ordinals(topic)},
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


def _term(topic: str) -> str:
    quoted = _QUOTED.search(topic)
    topic = _DEFINING.sub(" ", topic)
    return _ARTICLE.sub("", quoted[1] if quoted else topic).strip(_MARKS).casefold()


def without_symbols(question: Question) -> str:
    """The question without the documents it names: their numbers are no numbers of its topic."""
    text = question.text
    for match in reversed(named_documents(text)):
        text = f"{text[: match.start]} {text[match.end :]}"
    return text


def meant(look: Sought, folded: str) -> set[str]:
    """The acronyms of the question that a text spells out."""
    return {acronym for acronym, names in look.meanings.items() if any(name in folded for name in names)}


def coverage(terms: Mapping[str, float], tokens: set[str]) -> float:
    """Share of the weight of the terms that some tokens have."""
    total = sum(terms.values())
    return sum(weight for term, weight in terms.items() if term in tokens) / total if total else 0.0


def rarest(terms: Mapping[str, float], tokens: set[str]) -> float:
    """Whether the question's rarest word is there: what an absent document lacks first."""
    rarest = max(terms, key=lambda term: terms[term], default=None)
    return float(rarest is None or rarest in tokens)


def share(wanted: frozenset[tuple[str, str]], found: set[tuple[str, str]]) -> float:
    """Share of the wanted pairs that are among those found."""
    return len(wanted & found) / len(wanted) if wanted else 0.0


def anchored(anchors: frozenset[str], folded: str, meant: Collection[str]) -> float:
    """Share of the anchors that a text, in small letters, has or means."""
    found = sum(anchor in folded or anchor in meant for anchor in anchors)
    return found / len(anchors) if anchors else 1.0
