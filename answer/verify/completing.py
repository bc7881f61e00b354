"""Proofs that a writer left out: where the passage itself, before the proof, names what the sentence names.

A report names a person or a body once and goes on with "he" and "the Forum"; a proof copied from further down has
only those. The nearest sentence before it that has the name is then a proof as well, and shown as one. Names only:
a number or a date has to be proved by the writer.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from answer.verify.checks import missing_names
from answer.verify.ground import folded, ground_of
from answer.verify.proof import Proof
from answer.verify.sentence import Sentence
from ingest.structure.sentences import Span, sentences

MOST: Final = 3  # proofs added to one sentence

_PERSON: Final = re.compile(
    r"\b(?:Mr|Mrs|Ms|Dr|Sir|Prof|Mme|Mlle|M|Sr|Sra)\.?\s+(?:[A-ZÀ-ÖØ-Þ][\w’'-]*\.?\s?(?:(?:de|da|van|von|al|el)\s)?){1,4}"
)


def with_names(sentence: Sentence, proofs: Sequence[Proof]) -> tuple[Proof, ...]:
    """The sentences of the proofs' passages that name what the proofs themselves do not."""
    added: list[Proof] = []
    for word in missing_names(sentence, ground_of(proofs)):
        if not any(_has(each.words, word) for each in added):
            added += list(_named(word, sentence, proofs))[:1]
    return tuple(added[:MOST])


def _named(word: str, sentence: Sentence, proofs: Sequence[Proof]) -> Iterator[Proof]:
    person = any(_has(match[0], word) for match in _PERSON.finditer(sentence.text))
    for proof in proofs:
        text = proof.hit.passage.text
        before = [span for span in sentences(text, proof.language) if span.start < proof.span.end]
        if person and not _last_person_is(word, text[: proof.span.end]):
            continue
        for span in reversed(before):
            if _has(span.of(text), word):
                yield Proof(hit=proof.hit, span=_around(word, text, span), brought=span)
                break


def _around(word: str, text: str, span: Span) -> Span:
    """The line of a sentence that has the word."""
    at = span.start + _places(span.of(text), word)[0]
    start = max(text.rfind("\n", span.start, at) + 1, span.start)
    people = [match for match in _PERSON.finditer(text) if match.start() <= at < match.end()]
    start = min([start, *(match.start() for match in people)])
    end = text.find("\n", at, span.end)
    return Span(start, end if end >= 0 else span.end)


def _last_person_is(word: str, before: str) -> bool:
    people = [match[0] for match in _PERSON.finditer(before)]
    return bool(people) and _has(people[-1], word)


def _has(text: str, word: str) -> bool:
    return bool(_places(text, word))


def _places(text: str, word: str) -> list[int]:
    wanted = folded(word)
    return [match.start() for match in re.finditer(r"[\w’'-]+(?:\s\d+)?", text)
            if wanted in {folded(match[0]), folded(match[0].split()[0]), *map(folded, re.split(r"[\s-]", match[0]))}]  # fmt: skip
