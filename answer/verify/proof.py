"""The proof of a sentence: words of a passage, found there letter for letter, and what is told of the passage."""

import re
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from answer.text.quotes import locate
from answer.verify.head import head
from answer.verify.support import Proved
from index.hit import Hit
from ingest.structure.sentences import Span, sentences

LONGEST_CLAUSE: Final = 200  # characters by which a proof is grown at each end, at most

_CLAUSE_END: Final = re.compile(r"[.;:!?。；：！？؛\n]|[,，、،—–](?=\s|[\u3040-\u9fff])")


@dataclass(frozen=True)
class Proof:
    """Words of a passage that a sentence is proved with.

    Attributes:
        hit: The passage with its document.
        span: Where the words stand there, grown to whole clauses, so that no "not" in front of them is lost.
        brought: Where the words stand that the writer brought.
    """

    hit: Hit
    span: Span
    brought: Span

    @property
    def words(self) -> str:
        """The words, as the passage has them."""
        return self.span.of(self.hit.passage.text)

    @property
    def language(self) -> str:
        """Language of the passage."""
        return self.hit.passage.language

    @cached_property
    def head(self) -> str:
        """What a prompt tells of the passage."""
        return head(self.hit)

    @property
    def seen(self) -> Proved:
        """The proof as the model of support sees it."""
        return Proved(head=self.head, words=self.words, text=self.hit.passage.text)


def find_proof(words: str, hit: Hit) -> Proof | None:
    """The proof that some words of a passage are; None where the passage does not have them.

    Words left out between ("…") are put back: the proof runs from the first word to the last.

    Args:
        words: The words as the writer copied them; typography may differ, no digit, name or letter.
        hit: The passage with its document.
    """
    text = hit.passage.text
    found = locate(_without_marks(words), text)
    if not found:
        return None
    brought = Span(found[0].start, found[-1].end)
    return Proof(hit=hit, span=_grown(text, hit.passage.language, brought), brought=brought)


def _without_marks(words: str) -> str:
    """The words without quotation marks around them, and without an ellipsis at either end."""
    words = words.strip()
    if len(words) > 1 and (words[0] + words[-1]) in {"“”", '""', "«»", "„“", "「」", "‘’", "''"}:
        words = words[1:-1]
    return re.sub(r"^(?:…|\.{3}|\[…\])\s*|\s*(?:…|\.{3}|\[…\])$", "", words)


def _grown(text: str, language: str, span: Span) -> Span:
    """A span grown to the clauses it begins and ends in, never past its sentence."""
    touched = [each for each in sentences(text, language) if each.start < span.end and each.end > span.start]
    low = min([span.start, *(each.start for each in touched)])
    high = max([span.end, *(each.end for each in touched)])
    before, behind = text[low : span.start], text[span.end : high]
    ends = [match.end() for match in _CLAUSE_END.finditer(before)]
    start = low + (ends[-1] if ends else 0)
    closing = _CLAUSE_END.search(behind)
    end = span.end + (
        closing.end()
        if closing and closing[0] in ".!?。！？"
        else closing.start()
        if closing
        else len(behind)
    )
    start = start if span.start - start <= LONGEST_CLAUSE else span.start
    end = end if end - span.end <= LONGEST_CLAUSE else span.end
    start += len(text[start : span.start]) - len(text[start : span.start].lstrip())
    return Span(start, end)
