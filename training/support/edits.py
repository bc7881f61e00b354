"""Sentences changed by rule: what still says the same or less, and what says something else.

A change that makes a sentence false marks the characters it put in, so that the model learns where a sentence goes
wrong and not only that it does. A change that leaves out marks nothing.
"""

import random
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from ingest.names.speakers import find_speakers
from training.support.wording import AUXILIARIES, CAUSES, CONDITIONS, REPLACED, REPORTS, SYNONYMS

Spans = tuple[tuple[int, int], ...]

_NUMBER: Final = re.compile(r"(?<![\w/.-])\d{1,4}(?:[.,]\d+)?(?![\w/])")
_WORD: Final = re.compile(r"[^\W\d_]{4,}")
_ASIDE: Final = re.compile(
    r"\s?\([^()]{3,}\)|,\s(?:inter alia|in particular|as well as|including)\b[^,;.]*(?=[,;.])"
)
_CLAUSE: Final = re.compile(r",\s[^,;.]{15,120}(?=[,;.])")
_TURNING: Final = re.compile(
    r"\b(?:not|no|never|without|unless|if|only|except|until|provided|subject|but|however|may|should|or)\b",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Edited:
    """A sentence after a change.

    Attributes:
        text: The sentence.
        marks: Characters of it that the sentence before does not bear out; empty where something was left out.
        before: Characters of the sentence before that ``text`` does not bear out; empty where it bears all.
    """

    text: str
    marks: Spans = ()
    before: Spans = ()


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a change may take words from: other sentences of the same document or paragraph."""

    language: str
    others: Sequence[str]


Change = Callable[[str, Surroundings, random.Random], Edited | None]


def _put(text: str, start: int, end: int, new: str) -> Edited:
    return Edited(text[:start] + new + text[end:], ((start, start + len(new)),), ((start, end),))


def change_number(text: str, _: Surroundings, chance: random.Random) -> Edited | None:
    """Another number in place of one; years stay years."""
    found = list(_NUMBER.finditer(text))
    if not found:
        return None
    match = chance.choice(found)
    digits = match[0]
    if digits.isdigit():
        value = int(digits)
        step = chance.choice((1, 1, 2, 3, 5, 10, -1, -1, -2)) if value > 20 else chance.choice((1, 1, 2, 4))
        new = str(abs(value + step))
    else:
        new = re.sub(r"\d(?=\D*$)", lambda last: str((int(last[0]) + chance.randint(1, 8)) % 10), digits)
    return _put(text, match.start(), match.end(), new) if new != digits else None


def change_word_of_force(text: str, around: Surroundings, chance: random.Random) -> Edited | None:
    """A modal, a scope, a direction or an attitude gives way to another."""
    rules = list(REPLACED.get(around.language, ()))
    chance.shuffle(rules)
    for old, choices in rules:
        found = list(re.finditer(old, text, re.IGNORECASE))
        if found:
            match, new = chance.choice(found), chance.choice(choices)
            new = new[0].upper() + new[1:] if match[0][0].isupper() else new
            return _put(text, match.start(), match.end(), new)
    return None


def negate(text: str, around: Surroundings, chance: random.Random) -> Edited | None:
    """A negation put in, or taken out."""
    rules = AUXILIARIES.get(around.language)
    if rules is None:
        return None
    if rules.taken_out and (found := list(re.finditer(rules.taken_out, text))):
        match = chance.choice(found)
        kept = text[: match.start()] + text[match.end() :]
        return Edited(
            kept, ((max(match.start() - 6, 0), min(len(kept), match.start() + 6)),), (match.span(),)
        )
    found = list(re.finditer(rules.before, text))
    if not found:
        return None
    match = chance.choice(found)
    new = match.expand(rules.negated)
    return _put(text, match.start(), match.end(), new)


def change_state(text: str, around: Surroundings, chance: random.Random) -> Edited | None:
    """Another speaker's name in place of one."""
    named = find_speakers(text)
    if not named:
        return None
    known = {mention.speaker for mention in named}
    others = [
        other[mention.start : mention.end]
        for other in around.others
        for mention in find_speakers(other)
        if mention.speaker not in known
    ]
    if not others:
        return None
    old = chance.choice(named)
    return _put(text, old.start, old.end, chance.choice(others))


def swap(text: str, _: Surroundings, chance: random.Random) -> Edited | None:
    """Two names, else two words of like form, change places."""
    names = list(re.finditer(r"(?<!^)\b[A-ZА-Я][\w’'-]+(?:\s[A-ZА-Я][\w’'-]+)*", text))
    words = names if len({match[0] for match in names}) > 1 else list(_WORD.finditer(text))
    if len(words) < 2:
        return None
    first, second = sorted(chance.sample(words, 2), key=lambda match: match.start())
    if first[0].lower() == second[0].lower() or (words is not names and first[0][-2:] != second[0][-2:]):
        return None
    new = (
        text[: first.start()]
        + second[0]
        + text[first.end() : second.start()]
        + first[0]
        + text[second.end() :]
    )
    moved = second.start() + len(second[0]) - len(first[0])
    marks = ((first.start(), first.start() + len(second[0])), (moved, moved + len(first[0])))
    return Edited(new, marks, (first.span(), second.span()))


def change_word(text: str, around: Surroundings, chance: random.Random) -> Edited | None:
    """A word of like form from elsewhere in place of one."""
    if around.language == "zh":
        return _change_characters(text, around, chance)
    own = {match[0].lower() for match in _WORD.finditer(text)}
    found = [match for match in _WORD.finditer(text) if len(match[0]) > 4]
    theirs = [match[0] for other in around.others for match in _WORD.finditer(other)]
    chance.shuffle(found)
    for match in found[:6]:
        like = [
            word
            for word in theirs
            if word.lower() not in own and word[-2:] == match[0][-2:] and word[0].isupper() == match[0][0].isupper()
            and word[:4].lower() != match[0][:4].lower()
        ]  # fmt: skip
        if like:
            return _put(text, match.start(), match.end(), chance.choice(like))
    return None


def _change_characters(text: str, around: Surroundings, chance: random.Random) -> Edited | None:
    pairs = [text[at : at + 2] for at in range(len(text) - 1)]
    theirs = [other[at : at + 2] for other in around.others for at in range(len(other) - 1)]
    theirs = [pair for pair in theirs if pair.isalpha() and pair not in pairs]
    places = [at for at, pair in enumerate(pairs) if pair.isalpha()]
    if not theirs or not places:
        return None
    at = chance.choice(places)
    return _put(text, at, at + 2, chance.choice(theirs))


def add_claim(text: str, around: Surroundings, chance: random.Random) -> Edited | None:
    """A stretch of another sentence is hung on, often as a cause."""
    others = [other for other in around.others if other not in text and text not in other]
    if not others:
        return None
    other = chance.choice(others).rstrip(".;。 ")
    parts = [part.strip() for part in re.split(r"[,;،，、]", other) if 10 < len(part.strip()) < 110]
    if not parts:
        return None
    body = text.rstrip(".;。 ")
    joint = chance.choice(CAUSES.get(around.language, (", ",)))
    added = joint + chance.choice(parts)
    return Edited(body + added + text[len(body) :][:1], ((len(body), len(body) + len(added)),))


def drop_condition(text: str, around: Surroundings, chance: random.Random) -> Edited | None:
    """What a sentence makes hold for some only, or only if, is left out."""
    pattern = CONDITIONS.get(around.language)
    found = list(re.finditer(pattern, text)) if pattern else []
    if not found:
        return None
    match = chance.choice(found)
    kept = text[: match.start()] + text[match.end() :]
    return Edited(kept, (), (match.span(),)) if len(kept) > 30 else None


def drop_report(text: str, around: Surroundings, _: random.Random) -> Edited | None:
    """What somebody says is told as so."""
    pattern = REPORTS.get(around.language)
    match = re.search(pattern, text) if pattern else None
    rest = text[match.end() :] if match else ""
    return Edited(rest[0].upper() + rest[1:]) if len(rest) > 30 else None


FALSE: Final[Sequence[tuple[float, Change]]] = (
    (1.0, change_number),
    (2.5, change_word_of_force),
    (1.5, negate),
    (1.0, change_state),
    (1.2, swap),
    (2.0, change_word),
    (2.0, add_claim),
    (2.0, drop_condition),
    (2.0, drop_report),
)


def falsified(text: str, around: Surroundings, chance: random.Random) -> Edited | None:
    """One change that makes the sentence say what it did not; None where none applies."""
    order = sorted(FALSE, key=lambda each: chance.random() ** (1 / each[0]), reverse=True)
    for _, change in order:
        edited = change(text, around, chance)
        if edited is not None and edited.text != text:
            return edited
    return None


def shortened(text: str, language: str, chance: random.Random) -> str:
    """The sentence without asides and, at times, another clause; some words by others of the same meaning."""
    whole = text
    for pattern in (_ASIDE, _CLAUSE):
        for match in list(pattern.finditer(text))[::-1]:
            if chance.random() < 0.5 and not _TURNING.search(match[0]):
                text = text[: match.start()] + text[match.end() :]
    for old, new in SYNONYMS.get(language, ()):
        if chance.random() < 0.5:
            text = re.sub(old, new, text)
    return text if len(text) > 20 or len(text) > len(whole) / 2 else whole
