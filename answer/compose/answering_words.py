"""The date, number or name that answers, to stand in front of the words it is taken from."""

import re
from collections.abc import Sequence
from typing import Final

from answer.evidence.answer_type import candidates, is_day, nearest
from answer.evidence.evidence import Evidence
from answer.question.question import Question
from ingest.structure.sentences import Span

MOST_NAMES: Final = 3  # more names than these in a sentence are a list, and none of them is the answer
_YEAR_ASKED: Final = re.compile(r"\byear\b|\bann[ée]e\b|\baño\b|\bгод|年|(?:عام|سنة)", re.IGNORECASE)
_HOW_MANY: Final = re.compile(r"\bhow many (?P<noun>\w{4,})", re.IGNORECASE)


def answering_words(question: Question, best: Evidence) -> Span | None:
    """The date, number or name of a sentence that is asked for, as a span of the passage; None where none is plain."""
    sentence = best.text
    words = [word.lower() for word in question.text.replace("?", " ").split()]
    every = candidates(question.kind, sentence, words)
    found = [span for span in every if span.of(sentence) not in question.text]
    if question.kind == "date" and not _YEAR_ASKED.search(question.text):
        found = [span for span in found if is_day(span.of(sentence))] or found
    counted = _HOW_MANY.search(question.text)
    nouns = [counted["noun"].lower()[:-1]] if counted and question.kind == "number" else []
    answer = nearest(found, _anchors(sentence, nouns) or _anchors(sentence, words))
    if answer is None or (question.kind == "person" and len(found) > MOST_NAMES):
        return None
    return Span(best.span.start + answer.start, best.span.start + answer.end)


def _anchors(sentence: str, words: Sequence[str]) -> list[Span]:
    lowered = sentence.lower()
    found = []
    for word in words:
        at = lowered.find(word) if len(word) > 3 else -1
        if at >= 0:
            found.append(Span(at, at + len(word)))
    return found
