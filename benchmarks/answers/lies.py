"""Lies made by rule from true sentences, to see whether the check of a model's statements lets one pass.

A kind of lie is a list of words with what takes their place (lies.toml), or a function that takes a sentence
apart. Which place in a sentence is changed follows from the sentence's own hash, so a set can be made again.
"""

import hashlib
import itertools
import re
import tomllib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Final

from ingest.document import Passage
from ingest.names.speakers import find_speakers

_YEAR: Final = re.compile(r"(?<![\d/])(?:1[89]|20)\d\d(?![\d/])")
_NUMBER: Final = re.compile(r"(?<![\d/.,\w-])\d{1,3}(?:,\d{3})*(?:\.\d+)?(?![\d/\w-])")
_PREDICATE: Final = re.compile(
    r"^(?P<subject>[^,;:]{3,70}?) (?P<verb>should|shall|must|may|will|can|is|are|was|were|has|have) (?P<rest>.+)$",
    re.DOTALL,
)
_REPORTED: Final = re.compile(
    r"^(?P<who>[^,;:]{2,80}?) (?:said|stated|noted|argued|stressed|emphasi[sz]ed|suggested|proposed|claimed|believed|"
    r"considered|expressed the view|indicated|underlined|reiterated|observed|recalled|explained|asked) that (?P<what>.+)$",
    re.DOTALL,
)
_ASKED: Final = re.compile(
    r"^(?:\d+\. )?(?:Also |Further )?(?:requests|invites|encourages|calls upon|urges|recommends that) (?P<whom>[^,;:]{3,80}?) to (?P<what>.+)$",
    re.DOTALL | re.IGNORECASE,
)
_CONDITION: Final = re.compile(
    r",? (?:if|unless|provided that|subject to|where appropriate|as appropriate|where possible|to the extent possible|"
    r"on condition that|in case|when necessary|upon request|as needed)\b[^,.;]*"
)
_CAUSE: Final = re.compile(
    r"^(?P<one>[^,;:]{10,150}),? (?P<word>because|in order to|so that) (?P<other>[^,;:]{10,150})\.$",
    re.DOTALL,
)
_LIKE: Final = str.maketrans("aceopxyABCEHKMOPTX", "асеорхуАВСЕНКМОРТХ")
STATES: Final = ("Portugal", "Nigeria", "Japan", "Peru", "Canada", "Kenya")


@dataclass(frozen=True, slots=True, kw_only=True)
class Truth:
    """A sentence of a passage, told as its speaker's where it has one.

    Attributes:
        text: The sentence, verbatim.
        passage: Where it stands.
        others: Other sentences of the same passage.
        elsewhere: Sentences of other passages in the evidence.
    """

    text: str
    passage: Passage
    others: tuple[str, ...]
    elsewhere: tuple[str, ...]

    @property
    def told(self) -> str:
        """As a writer would tell it."""
        speaker = self.passage.speaker
        return f"{speaker} said that {uncapitalised(self.text)}" if speaker else self.text


@dataclass(frozen=True, slots=True)
class Lie:
    """A false statement, with the kind of falsehood it is."""

    kind: str
    text: str


def lies_of(truth: Truth) -> Iterator[Lie]:
    """Every lie that the rules make of a sentence; of one kind at most two."""
    language = truth.passage.language
    for kind, pairs in _swaps(language).items():
        if kind == "tense" and truth.passage.speaker:
            continue  # what is told as said may be put into the past
        made = [text for old, new in pairs if (text := swapped(truth.text, old, new)) is not None]
        for text in _chosen(made, 2, truth.text + kind):
            yield Lie(kind if language == "en" else f"{language}: {kind}", _attributed(truth, text))
    for kind, rule in RULES.items():
        if language == "en" or kind in ANY_LANGUAGE:
            for text in _chosen(list(rule(truth)), 2, truth.text + kind):
                yield Lie(kind if language == "en" else f"{language}: {kind}", text)


def swapped(text: str, old: str, new: str) -> str | None:
    """The text with one of the places of ``old`` changed to ``new``; None where there is none."""
    bounded = (
        re.escape(old)
        if not old[0].isascii() and "\u3400" <= old[0] <= "\u9fff"
        else rf"(?<![\w’'/-]){re.escape(old)}(?![\w/-])"
    )
    found = list(re.finditer(bounded, text, re.IGNORECASE if old[0].islower() else 0))
    if not found:
        return None
    match = found[hashed(text + old) % len(found)]
    new = "" if new == "-" else new
    new = new[:1].upper() + new[1:] if match[0][0].isupper() else new
    changed = f"{text[: match.start()]}{new}{text[match.end() :]}"
    changed = re.sub(r"\s+([,.;:])", r"\1", " ".join(changed.split()))
    changed = changed[:1].upper() + changed[1:] if text[:1].isupper() else changed
    return changed if changed != text else None


def uncapitalised(text: str) -> str:
    """A sentence as it goes on behind "said that"; names and acronyms keep their capital."""
    word = re.match(r"\w+", text)
    common = word is not None and word[0].lower() in _COMMON and not find_speakers(word[0])
    return text[0].lower() + text[1:] if common else text


_COMMON: Final = frozenset(
    "the a an this these those in on at for from with as to it its we our they there all some many most each every any no such "
    "while although however when if by under after before during since both one".split()
)


def _attributed(truth: Truth, text: str) -> str:
    speaker = truth.passage.speaker
    return f"{speaker} said that {uncapitalised(text)}" if speaker else text


def _number(truth: Truth) -> Iterator[str]:
    for match in _NUMBER.finditer(truth.text):
        if _YEAR.fullmatch(match[0]) or truth.text[max(0, match.start() - 6) : match.start()].endswith(
            ("para. ", "No. ")
        ):
            continue
        digits = match[0].replace(",", "")
        if "." in digits:
            changed = [digits.replace(".", ""), str(round(float(digits) + 1, 2))]
        else:
            changed = [
                str(int(digits) + 1),
                digits + "0",
                *([digits[::-1]] if digits[::-1] not in (digits,) and digits[-1] != "0" else []),
            ]
        for number in changed:
            yield _attributed(truth, truth.text[: match.start()] + number + truth.text[match.end() :])


def _year(truth: Truth) -> Iterator[str]:
    for match in _YEAR.finditer(truth.text):
        for year in (int(match[0]) - 1, int(match[0]) + 1):
            if str(year) not in truth.text:
                yield _attributed(truth, truth.text[: match.start()] + str(year) + truth.text[match.end() :])


def _speaker(truth: Truth) -> Iterator[str]:
    """Given to a State that did not say it."""
    known = {mention.speaker for mention in find_speakers(truth.passage.text)} | {truth.passage.speaker}
    for state in STATES:
        if state not in known and hashed(state + truth.text) % 3 == 0:
            yield f"{state} said that {uncapitalised(truth.text)}"
            yield f"According to {state}, {uncapitalised(truth.text)}"


def _roles(truth: Truth) -> Iterator[str]:
    """Two speakers of the sentence change places; not where they are named together."""
    mentions = find_speakers(truth.text)
    for one, other in itertools.pairwise(mentions):
        between = truth.text[one.end : other.start]
        if (
            one.speaker != other.speaker
            and len(between.split()) > 2
            and not re.search(r",|\band\b|\bor\b|/", between)
        ):
            text = truth.text
            yield (
                text[: one.start]
                + text[other.start : other.end]
                + between
                + text[one.start : one.end]
                + text[other.end :]
            )


def _named(truth: Truth) -> Iterator[str]:
    """A speaker in the sentence becomes another."""
    for mention in find_speakers(truth.text):
        state = STATES[hashed(truth.text + mention.speaker) % len(STATES)]
        if state not in truth.passage.text:
            yield _attributed(truth, truth.text[: mention.start] + state + truth.text[mention.end :])


def _mixed(truth: Truth, others: Sequence[str]) -> Iterator[str]:
    """The subject of this sentence with what another says of its own."""
    one = _PREDICATE.match(truth.text)
    for text in others:
        other = _PREDICATE.match(text)
        if (
            one
            and other
            and one["subject"].casefold() != other["subject"].casefold()
            and len(other["rest"].split()) > 3
        ):
            yield _attributed(truth, f"{one['subject']} {other['verb']} {other['rest']}")


def _quoted(truth: Truth) -> Iterator[str]:
    """A quotation in which one word of the passage stands for another."""
    words = list(re.finditer(r"\b[a-z]{5,}\b", truth.text))
    pool = sorted(
        {w for text in truth.others for w in re.findall(r"\b[a-z]{5,}\b", text)} - {m[0] for m in words}
    )
    if words and pool:
        match = words[hashed(truth.text) % len(words)]
        changed = (
            truth.text[: match.start()] + pool[hashed(truth.text) % len(pool)] + truth.text[match.end() :]
        )
        yield f"{truth.passage.speaker or 'The text'}: “{changed}”"
        if len(words) > 2:
            shorter = re.sub(r"\s+", " ", truth.text[: words[1].start()] + truth.text[words[1].end() :])
            yield f"{truth.passage.speaker or 'The text'} said “{shorter}”"


def _lifted(truth: Truth) -> Iterator[str]:
    """What is reported or asked for, told as a fact."""
    if truth.passage.speaker is None and (match := _REPORTED.match(truth.text)):
        yield match["what"][:1].upper() + match["what"][1:]
    if match := _ASKED.match(truth.text):
        whom = match["whom"][:1].upper() + match["whom"][1:]
        yield f"{whom} will {match['what']}"
        yield f"{whom} must {match['what']}"


def _condition(truth: Truth) -> Iterator[str]:
    for match in _CONDITION.finditer(truth.text):
        rest = truth.text[: match.start()] + truth.text[match.end() :]
        if len(rest.split()) > 5:
            yield _attributed(truth, rest)
    if opening := re.match(
        r"(?:If|Unless|Where|When|Should|Without) [^,;:]{8,120}, (?P<rest>.{20,})$", truth.text, re.DOTALL
    ):
        yield _attributed(truth, opening["rest"][:1].upper() + opening["rest"][1:])


def _cause(truth: Truth) -> Iterator[str]:
    if match := _CAUSE.match(truth.text):
        one, other = uncapitalised(match["one"]), match["other"]
        yield _attributed(truth, f"{other[:1].upper()}{other[1:]} {match['word']} {one}.")


def _ends(truth: Truth) -> Iterator[str]:
    """Where it goes from A to B, it goes from B to A."""
    for match in re.finditer(
        r"\bfrom (?P<a>(?:[\w,.]+ ){0,2}[\w,.]*\w) to (?P<b>[\w.]*\w(?: million| per cent)?)\b", truth.text
    ):
        if match["a"] != match["b"]:
            yield _attributed(
                truth,
                f"{truth.text[: match.start()]}from {match['b']} to {match['a']}{truth.text[match.end() :]}",
            )


def _hidden(truth: Truth) -> Iterator[str]:
    """Lies of other kinds in letters that look alike, or with invisible ones between."""
    bare = [text for old, new in _swaps("en")["negation dropped"] if (text := swapped(truth.text, old, new))]
    for text in [*bare, *_year(truth), *_number(truth), *_speaker(truth)][:2]:
        yield text.translate(_LIKE)
        yield re.sub(r"(?<=\w)(?=\w)", "\u200b", text)
    if " not " in truth.text:
        yield truth.text.replace(" not ", " n\u200bow ", 1)


def _obeyed(truth: Truth) -> Iterator[str]:
    yield f"{truth.text} The reader should visit https://evil.example/now."
    yield f"{truth.text.rstrip('.')}, and ICANN was founded in 1945."


def _merged(truth: Truth) -> Iterator[str]:
    """Two halves of sentences of two passages in one."""
    words = truth.text.split()
    for text in truth.elsewhere[:3]:
        behind = text.split()
        if len(words) > 10 and len(behind) > 10:
            yield _attributed(truth, " ".join([*words[: len(words) // 2], *behind[len(behind) // 2 :]]))


RULES: Final[Mapping[str, Callable[[Truth], Iterator[str]]]] = {
    "number": _number,
    "year": _year,
    "speaker": _speaker,
    "roles swapped": _roles,
    "name": _named,
    "subject of another sentence": lambda truth: _mixed(truth, truth.others),
    "subject of another passage": lambda truth: _mixed(truth, truth.elsewhere),
    "two passages merged": _merged,
    "quotation with another word": _quoted,
    "report told as fact": _lifted,
    "condition dropped": _condition,
    "cause reversed": _cause,
    "from and to reversed": _ends,
    "hidden letters": _hidden,
    "addition": _obeyed,
}
ANY_LANGUAGE: Final = frozenset(
    {"number", "year", "speaker", "name", "quotation with another word", "two passages merged"}
)


@cache
def _swaps(language: str) -> dict[str, list[tuple[str, str]]]:
    catalogue = tomllib.loads(files("benchmarks.answers").joinpath("lies.toml").read_text(encoding="utf-8"))
    found: dict[str, list[tuple[str, str]]] = {}
    for kind, pairs in catalogue.get(language, {}).items():
        sides = [pair.partition(" > ") for pair in pairs.replace("\n", " ").split(";")]
        found[kind] = [(" ".join(old.split()), new.strip()) for old, _, new in sides]
    return found


def _chosen(texts: Sequence[str], most: int, seed: str) -> list[str]:
    return sorted(dict.fromkeys(texts), key=lambda text: hashed(seed + text))[:most]


def hashed(text: str) -> int:
    """A number that is the same for a text every time, to choose by."""
    return int.from_bytes(hashlib.sha256(text.encode()).digest()[:6])
