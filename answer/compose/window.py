"""How much of a passage to quote: the sentence that answers with what it leans on.

A sentence is taken together with its neighbours in the same voice as far as they fit. A lead-in ("decides to:")
brings its list; a sentence that points back ("Their inclusion …") brings the one before it; otherwise the likelier
neighbour comes first.
"""

import re
from collections.abc import Callable, Sequence
from typing import Final

from answer.compose.shorten import words_in
from answer.evidence.evidence import Evidence, spoken_sentences
from ingest.structure.sentences import Span

LEANING: Final = 35  # more words where the first sentence of the stretch points back
TOUCHING: Final = 2  # characters between two sentences that are quoted as one
FEWEST_LETTERS: Final = 6  # of a neighbour that is taken in
LONGEST_LIST: Final = 160  # words of a list quoted whole
POINTS_BACK: Final = re.compile(
    r"(?:(?:\w+\s){0,5}(?:this|that|these|those)\s(?:reasons?|concerns?|grounds?|considerations?|expressions?|issues?|words|terms)"
    r"|it|its|this|that|these|those|they|their|them|he|she|his|her|such|both|the (?:latter|former|same)|however|moreover|"
    r"therefore|thus|accordingly|as a (?:result|consequence)|in (?:that|this) (?:regard|context|sense)|for (?:that|this|these|those) reasons?|"
    r"cela|ces|cette|ils?|elles?|esto|ello|estos|estas|это|этот|эти|они|он|она)\b",
    re.IGNORECASE,
)
_ADDRESS: Final = re.compile(
    r"(?:(?:Mr|Ms|Mrs|Madam|Monsieur|Madame|Señor|Señora|Dear|Distinguished)\.?\s)?"
    r"(?:(?:le|la)\s)?(?:Co-?\s?)?(?:Chair\w*|President\w*|Président\w*|Excellenc\w+|colleagues)[\s,.:!]*|\(spoke in \w+\)",
    re.IGNORECASE,
)
_LEADS_IN: Final = (":", "：", ":—", ": –")
_ITEM: Final = re.compile(r"(?:\(?\w{1,4}\)|[-–•*]|\d{1,2}\.)\s")

Likely = Callable[[Span], float]


def likelihoods(evidence: Sequence[Evidence], passage_id: str) -> Likely:
    """How likely each sentence of a passage answers, as far as it was weighed."""
    known = {item.span.start: item.score for item in evidence if item.hit.passage.id == passage_id}
    return lambda span: known.get(span.start, 0.0)


def context_window(best: Evidence, likely: Likely, longest: int) -> Span:
    """The sentence with its neighbours, at most ``longest`` words where the sentence alone has not more.

    Args:
        best: The sentence.
        likely: How likely each of its neighbours answers.
        longest: Words; a list that the sentence leads in may be longer.
    """
    text = best.hit.passage.text
    row = _same_voice(best)
    first = last = row.index(best.span)
    if row[first].of(text).rstrip().endswith(_LEADS_IN):
        listed = enumeration(best)
        if listed is not None:
            return listed
    while True:
        sides = [
            (_pull(row[edge], row[first], row[last], text, likely, step), step, edge)
            for step, edge in ((1, last + 1), (-1, first - 1))
            if 0 <= edge < len(row)
            and _says_something(row[edge].of(text))
            and _fits(
                row, min(edge, first), max(edge, last), text, longest + _leaning(row[first], text, step)
            )
        ]
        if not sides:
            return Span(row[first].start, row[last].end)
        *_, edge = max(sides)
        first, last = min(first, edge), max(last, edge)


def enumeration(best: Evidence, longest: int = LONGEST_LIST) -> Span | None:
    """The whole list that a sentence leads in or is an item of, as far as it fits; None where there is none."""
    text = best.hit.passage.text
    row = _same_voice(best)
    at = row.index(best.span)
    first = at
    while first > 0 and _is_item(text, row[first]):
        first -= 1
    if not row[first].of(text).rstrip().endswith(_LEADS_IN):
        first = at if first == at else first + 1
        if not _is_item(text, row[first]):
            return None
    last = max(first, at)
    while last + 1 < len(row) and words_in(text[row[first].start : row[last + 1].end]) <= longest:
        last += 1
    whole = Span(row[first].start, row[last].end)
    return whole if last > first and words_in(whole.of(text)) <= longest else None


def _same_voice(best: Evidence) -> list[Span]:
    """The sentences of the passage that one voice speaks without a break, the best among them."""
    spoken = spoken_sentences(best.hit.document, best.hit.passage)
    row = [
        span
        for span, voice in spoken
        if voice == best.voice
        and (span == best.span or not _ADDRESS.fullmatch(span.of(best.hit.passage.text)))
    ]
    at = row.index(best.span)
    first, last = at, at
    while first > 0 and row[first].start - row[first - 1].end <= TOUCHING:
        first -= 1
    while last + 1 < len(row) and row[last + 1].start - row[last].end <= TOUCHING:
        last += 1
    return row[first : last + 1]


def _leaning(first: Span, text: str, step: int) -> int:
    """Words that a sentence before may have over: what "their inclusion" points to is needed to understand it."""
    return LEANING if step < 0 and POINTS_BACK.match(first.of(text)) else 0


def _fits(row: Sequence[Span], first: int, last: int, text: str, longest: int) -> bool:
    return words_in(text[row[first].start : row[last].end]) <= longest


def _says_something(neighbour: str) -> bool:
    """Whether a neighbour has words: the ticks of a figure and the cells of a table tell nothing by themselves."""
    letters = sum(character.isalpha() for character in neighbour)
    return 2 * letters > len(neighbour.replace(" ", "")) and letters >= FEWEST_LETTERS


def _pull(edge: Span, first: Span, last: Span, text: str, likely: Likely, step: int) -> float:
    """How much a neighbour is wanted: 1 more where the stretch leans on it."""
    if step < 0:
        return likely(edge) + float(POINTS_BACK.match(first.of(text)) is not None)
    return likely(edge) + float(last.of(text).rstrip().endswith(_LEADS_IN))


def _is_item(text: str, span: Span) -> bool:
    starts_line = span.start == 0 or text[: span.start].rstrip(" ").endswith("\n")
    return starts_line and _ITEM.match(span.of(text)) is not None
