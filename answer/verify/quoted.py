"""Quotation marks in a sentence: what they hold are words of one passage, in order, and nothing that turns them is left out."""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final

from answer.text.lexicon import lexicon
from answer.text.quotes import locate, never_closed, quoted_spans, tokens
from answer.verify.figures import figures
from answer.verify.proof import Proof
from ingest.structure.sentences import Span
from language.pack import pack
from language.stems import stemmer


def find_fault_in_quotations(text: str, proofs: Sequence[Proof]) -> str | None:
    """Why the quotations of a sentence are not its proofs' words; None where they are, or where it has none."""
    if never_closed(text):
        return "a quotation in it never ends"
    for span in quoted_spans(text):
        words = span.of(text)
        if words.casefold() in {proof.hit.document.title.casefold() for proof in proofs}:
            continue
        found = [(proof, parts) for proof in proofs if (parts := _located(words, proof))]
        if not found:
            return f"“{words}” does not stand in a proof word for word"
        if all(_turned(proof, parts) for proof, parts in found):
            return f"what “{words}” leaves out changes what it says"
    return None


def without_marks_of_other_words(text: str, proofs: Sequence[Proof]) -> str:
    """A sentence without quotation marks around a few words of another language than its proofs'.

    What a writer translates and quotes is no quotation: the words stay, as the writer's own.
    """
    for span in reversed(quoted_spans(text)):
        words = span.of(text)
        few = len([token for token in tokens(words) if token.folded[0].isalnum()]) <= _FEW
        if few and not any(_located(words, proof) for proof in proofs):
            before, behind = text[: span.start].rstrip(), text[span.end :].lstrip()
            text = f"{before[:-1]}{words.strip()}{behind[1:]}"
    return text


def worded(text: str, proofs: Sequence[Proof]) -> str:
    """A sentence with its quotations in the very words of the passage."""
    for span in reversed(quoted_spans(text)):
        found = next(((proof, parts) for proof in proofs if (parts := _located(span.of(text), proof))), None)
        if found:
            proof, parts = found
            own = " […] ".join(part.of(proof.hit.passage.text) for part in parts)
            text = f"{text[: span.start]}{own}{text[span.end :]}"
    return text


def all_quoted(text: str) -> bool:
    """Whether a sentence is nothing but a quotation, with who says it in front: "China: “…”"."""
    spans = quoted_spans(text)
    if not spans:
        return False
    outside = text[: spans[0].start] + text[spans[-1].end :]
    return (
        len(spans) == 1
        and len([token for token in tokens(outside) if token.folded[0].isalnum()]) <= _WORDS_OF_A_NAME
    )


_WORDS_OF_A_NAME: Final = 6
_FEW: Final = 6  # words that may be a term in quotation marks


def _located(words: str, proof: Proof) -> list[Span] | None:
    """Where quoted words stand in a proof."""
    text = proof.hit.passage.text
    parts = locate(words, proof.words)
    start = proof.span.start
    found = [Span(start + part.start, start + part.end) for part in parts or ()]
    return found if found and found[-1].end <= len(text) else None


def _turned(proof: Proof, parts: Sequence[Span]) -> bool:
    """Whether a negation, a number or a condition is left out in front of quoted words or between them."""
    text = proof.hit.passage.text
    left_out = list(_between(text, parts))
    if any(turning(words, proof.language) or figures(words, proof.language) for words in left_out):
        return True
    before = text[proof.span.start : parts[0].start]
    return bool(turning(before, proof.language, only_negations=True))


def _between(text: str, parts: Sequence[Span]) -> Iterator[str]:
    for one, other in pairwise(parts):
        yield text[one.end : other.start]


def turning(text: str, language: str, *, only_negations: bool = False) -> list[str]:
    """The words of a text that negate, or that make it hold on a condition."""
    groups, stem = lexicon(language).operators, stemmer(language)
    wanted = {"not"} if only_negations else {"not", "if", "only"}
    conditions = frozenset(pack(language).changing.conditions) if not only_negations else frozenset()
    found = []
    for token in tokens(text):
        word = token.folded.lower()
        if groups.get(stem(word)) in wanted or word in conditions or word.endswith("n't"):
            found.append(word)
    return found
