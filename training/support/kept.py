"""Pairs of the kept replies of a strong model, and the documents that only measure."""

from collections import defaultdict
from collections.abc import Sequence
from difflib import SequenceMatcher
from pathlib import Path
from typing import Final

from benchmarks.answers.kept_replies import KeptSentence, Part, document_of, load_replies, sentences_of
from training.support.edits import Spans
from training.support.pairs import Pair, joined

LIKE: Final = 0.7  # from which a lie is one of a faithful sentence, changed


def replies(path: Path, part: Part) -> list[tuple[KeptSentence, Pair]]:
    """Sentences of kept replies, faithful and not."""
    rows = load_replies(path, part)
    told = list(sentences_of(rows))
    faithful = defaultdict(list)
    for each in told:
        if not each.lie:
            faithful[each.question].append(each.text)
    found = []
    for each in told:
        head, words = joined([p.head for p in each.proofs], [p.words for p in each.proofs])
        marks = _differences(each.text, faithful[each.question]) if each.lie else ()
        found.append((each, Pair(each.text, head, words, not each.lie, marks, "reply")))
    return found


def _differences(lie: str, faithful: Sequence[str]) -> Spans | None:
    """Where a lie departs from the faithful sentence that it was made of."""
    rows = [(SequenceMatcher(None, text, lie, autojunk=False), text) for text in faithful]
    best = max((matcher for matcher, _ in rows), key=lambda matcher: matcher.ratio(), default=None)
    if best is None or best.ratio() < LIKE:
        return None
    spans = [
        (start, end)
        for tag, _, _, start, end in best.get_opcodes()
        if tag in ("replace", "insert") and end > start
    ]
    return tuple(spans) or None


def names_held(path: Path) -> frozenset[str]:
    """The documents that the measuring part of the replies proves by, as their heads name them."""
    heads = {proof.head for each in sentences_of(load_replies(path, "held")) for proof in each.proofs}
    return frozenset(document_of(head) for head in heads)
