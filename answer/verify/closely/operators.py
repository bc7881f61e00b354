"""What turns a claim into another one: negation, obligation, quantity, condition, tense, the words that narrow."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Final

from answer.text.lexicon import lexicon
from answer.verify.closely.claims import Claim, Window
from answer.verify.closely.known import known, near, stands
from answer.verify.closely.words import SCOPE, Word, scopes

_COUNTED: Final = frozenset({"not", "all", "only", "most", "more", "less"})  # once too often is another claim
_DIRECTED: Final = frozenset(
    {"cause", "despite", "if", "before", "after", "instead"}
)  # what stands behind matters
_EACH: Final = frozenset({"some", "most", "few"})  # every one of them that is over the claim's words counts
_BORNE: Final = {  # a weaker word that a stronger one of the passage bears as well
    ("would", "will"), ("wish", "request"), ("wish", "propose"), ("wish", "should"), ("request", "demand"),
}  # fmt: skip
_NEGATING_PREFIXES = ("un", "in", "im", "il", "ir", "dis", "non", "non-", "anti", "anti-", "mis")


def operators(claim: Claim, window: Window) -> str | None:
    """Negation, obligation, quantity, proposal … stand over the same words on both sides, or on neither."""
    ours, theirs = scopes(claim.row), scopes(window.row)
    for group, reach in ours:
        if not any(_bears(other, group) and (reach & scope or not reach) for other, scope in theirs):
            return f"the passage does not have the “{group}” of the statement"
    behind = [(group, reach) for group, reach in _ahead(window.row, SCOPE) if group in _DIRECTED]
    for group, reach in _ahead(claim.row, SCOPE):
        if group in _DIRECTED and reach and not any(group == g and reach & scope for g, scope in behind):
            return f"the passage has something else behind the “{group}” of the statement"
    said, there = (Counter(group for group, _ in found) for found in (ours, theirs))
    often = next((group for group in _COUNTED if said[group] > there[group]), None)
    if often:
        return f"the statement has one “{often}” more than the passage"
    return _left_out(claim, window, ours, said)


def _left_out(
    claim: Claim, window: Window, ours: Sequence[tuple[str, frozenset[str]]], said: Counter[str]
) -> str | None:
    same = lexicon(window.language).same
    claimed = {stem for word in claim.claims for stem in (word.stem, *same.get(word.stem, ()))}
    if "if" not in said and any(reach & claimed for reach in _conditioned(window.row)):
        return "the statement leaves out a condition of the passage"
    joined = [(group, scope) for group, scope in _ahead(claim.row, 1) if group == "or"]
    first: Counter[str] = Counter()
    for group, reach in _near_scopes(window.row):
        if not reach & claimed:
            continue
        first[group] += 1
        scopes_of_ours = joined if group == "or" else ours
        if not any(_bears(group, other) and reach & scope for other, scope in scopes_of_ours) or (
            group in _EACH and first[group] > said[group]
        ):
            return f"the statement leaves out the “{group}” of the passage"
    return None


def _bears(theirs: str, ours: str) -> bool:
    return theirs == ours or (ours, theirs) in _BORNE


def tense(claim: Claim, window: Window) -> str | None:
    """What is said to have been so is not told as being so, nor the other way round.

    A writer who reports ("Chile said that …") may put the present into the past.
    """
    tenses = lexicon(window.language).tenses
    theirs = dict(_governed(window.row, tenses))
    for stem, when in _governed(claim.row, tenses):
        backshift = bool(claim.speakers) and when == "past"
        if theirs.get(stem, when) != when and not backshift:
            return f"the passage does not tell it in the {when}"
    return None


def _governed(row: Sequence[Word], tenses: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """The word behind each auxiliary, with the tense."""
    for i, word in enumerate(row):
        when = tenses.get(word.stem)
        behind = next((w.stem for w in row[i + 1 :] if w.claims and w.clause == word.clause), None)
        if when and behind:
            yield behind, when


def opposites(claim: Claim, window: Window) -> str | None:
    """A word of the statement is not the opposite of one that the passage has."""
    pairs = lexicon(window.language).opposites
    there = known(claim, window)
    for word in claim.claims:
        if stands(there, word):
            continue
        turned = {prefix + word.stem for prefix in _NEGATING_PREFIXES}
        turned |= {word.stem.removeprefix(prefix) for prefix in _NEGATING_PREFIXES} - {word.stem}
        if (turned | pairs.get(word.stem, frozenset())) & window.stems:
            return f"the passage says the opposite of “{claim.text[word.start : word.end]}”"
    return None


def scoped(claim: Claim, window: Window) -> str | None:
    """What holds of “landlocked developing countries” is not said of “countries”."""
    whom = lexicon(window.language).whom
    kinds: dict[str, set[str]] = {}
    for before, word in pairwise(window.row):
        if word.stem in whom:
            kinds.setdefault(word.stem, set()).add(before.stem if before.kind in ("content", "name") else "")
    for i, word in enumerate(claim.row):
        ahead = claim.row[i - 1].stem if i else ""
        told = kinds.get(word.stem, {""}) - {"member"}
        if told and "" not in told and ahead not in told:
            return f"the passage says more narrowly which “{claim.text[word.start : word.end]}”"
    return None


def relative(claim: Claim, window: Window) -> str | None:
    """The systems on which elections rest are not "systems": who or what a clause narrows keeps a word of it."""
    claimed = {word.stem for word in claim.row}
    text = window.hit.passage.text[window.lead.start : window.lead.end] + " " if window.lead else ""
    text += window.text
    for i, word in enumerate(window.row):
        head = next((w for w in window.row[:i][::-1] if w.claims), None)
        if word.stem not in lexicon(window.language).relative or head is None or head.stem not in claimed:
            continue
        inside = near(window.row[i + 1 :], 2)
        if "," not in text[head.end : word.start] and inside and not claimed & inside:
            return f"the passage says more narrowly which “{text[head.start : head.end]}”"
    return None


def _near_scopes(row: Sequence[Word]) -> Iterator[tuple[str, frozenset[str]]]:
    """What each operator governs first: a negation reaches further than the others."""
    for group, reach in _ahead(row, SCOPE):
        if group in ("not", "against"):
            yield group, reach
    for group, reach in _ahead(row, 1):
        if group not in ("not", "against", "for", "cause", "despite"):
            yield group, reach


def _conditioned(row: Sequence[Word]) -> Iterator[frozenset[str]]:
    """The two words before each "if", which it limits; where it begins a clause, all that follow there."""
    for word in row:
        if word.group == "if":
            clause = [w for w in row if w.clause == word.clause and w.claims]
            before = [w.stem for w in clause if w.start < word.start]
            yield frozenset(before[-2:] or [w.stem for w in clause])


def _ahead(row: Sequence[Word], reach: int) -> Iterator[tuple[str, frozenset[str]]]:
    for i, word in enumerate(row):
        if word.kind == "operator":
            behind = [w.stem for w in row[i + 1 :] if w.clause == word.clause and w.claims][:reach]
            own = [word.stem.split("-", 1)[1]] if "-" in word.stem else []
            yield word.group, frozenset([*own, *behind])
