"""From a document's passages to those a reference means, one condition after the other."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from cite.grammar import MAIN_TEXT, Reference
from cite.locator import parts, reference
from cite.near import near_numbers
from cite.numbered_paragraphs import counted, kind_of, numbered, runs
from ingest.document import Document, Passage
from ingest.names.speakers import display_speaker, find_speakers, known_speaker

_PLURAL = {
    "preambular paragraph": "preambular paragraphs",
    "paragraph": "paragraphs",
    "footnote": "footnotes",
}
_ABOUT_SPEECH = re.compile(r"['’]s?\b|\b(?:statement|remarks|speech|intervention|said|says|by|of|the|a)\b|\W")
_DIGITS = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}


@dataclass(frozen=True, slots=True, kw_only=True)
class Narrowed:
    """What is left of a document, or why nothing is.

    Attributes:
        places: Groups of passages, each one place of the document: a paragraph, or all that was asked for.
        message: Why there are none; empty where there are some.
        near: References that exist and may have been meant.
        doubtful: Whether the places are alternatives of which the reader must choose one.
    """

    places: tuple[tuple[Passage, ...], ...] = ()
    message: str = ""
    near: tuple[str, ...] = ()
    doubtful: bool = False


def narrow(document: Document, passages: Sequence[Passage], wanted: Reference) -> Narrowed:
    """The places of a document that a reference means.

    Args:
        document: The document.
        passages: All its passages, in order.
        wanted: The reference; its symbols and phrase are not looked at here.
    """
    scope: Sequence[Passage] = passages
    for condition in (_in_part, _in_section, _by_words):
        scope, message, near = condition(document, scope, wanted)
        if message:
            return Narrowed(message=message, near=near)
    if wanted.paragraphs:
        return _of_numbers(document, passages, scope, wanted)
    if wanted.pages:
        chosen = [passage for passage in scope if set(passage.pages) & set(wanted.pages)]
        return (
            Narrowed(places=(tuple(chosen),))
            if chosen
            else Narrowed(message=_no_page(document, passages, wanted))
        )
    return Narrowed(places=(tuple(scope),))


_Step = tuple[Sequence[Passage], str, tuple[str, ...]]


def _in_part(document: Document, scope: Sequence[Passage], wanted: Reference) -> _Step:
    if not wanted.part:
        return scope, "", ()
    if wanted.part == MAIN_TEXT:
        main = [passage for passage in scope if not parts(passage.section)]
        return main, "" if main else f"{document.name} has no text outside its annexes.", ()
    chosen = [p for p in scope if any(_same_part(part, wanted.part) for part in parts(p.section))]
    if chosen:
        return chosen, "", ()
    have = list(dict.fromkeys(part for passage in scope for part in parts(passage.section)))
    described = f"it has {_listed(have)}" if have else "it has no annexes that I could tell apart"
    return (
        [],
        f"{document.name} has no {wanted.part}: {described}.",
        tuple(f"{document.name}, {part}" for part in have[:5]),
    )


def _same_part(part: str, wanted: str) -> bool:
    name, _, label = part.partition(" ")
    kind, _, given = wanted.partition(" ")
    if name != kind:
        return False
    return not given or label.upper() == given or (_value(label) == _value(given) and label != "")


def _value(label: str) -> int | str:
    """A label's number: "II" and "2" are the same."""
    if label.isdecimal():
        return int(label)
    values = [_DIGITS.get(letter, 0) for letter in label.upper()]
    if not all(values):
        return label.upper()
    pairs = zip(values, [*values[1:], 0], strict=True)
    return sum(-value if value < after else value for value, after in pairs)


def _in_section(document: Document, scope: Sequence[Passage], wanted: Reference) -> _Step:
    if not wanted.section:
        return scope, "", ()
    heading = re.compile(
        rf"(?:(?:section|chapter|part|chapitre|capítulo|sección)\s+)?{re.escape(wanted.section)}(?:[.:)\s]|$)",
        re.I,
    )
    chosen = [p for p in scope if any(heading.match(each) for each in p.section)]
    return (
        chosen,
        "" if chosen else f"{document.name} has no section {wanted.section} that I could tell apart.",
        (),
    )


def _by_words(document: Document, scope: Sequence[Passage], wanted: Reference) -> _Step:
    """By a speaker's name, or by the words of a heading."""
    words = wanted.speaker or ("" if not wanted.symbols else wanted.words)
    if not words:
        return scope, "", ()
    speaker = speaker_named(words)
    chosen = [
        p for p in scope if p.speaker and (p.speaker == speaker or words.casefold() in p.speaker.casefold())
    ]
    if not chosen:
        chosen = [p for p in scope if any(words.casefold() in heading.casefold() for heading in p.section)]
        if any(not numbered(chosen, number) for number in wanted.paragraphs):
            chosen = []  # words on what the paragraph says, rather than a heading above it
    if chosen:
        return chosen, "", ()
    if speaker:
        return [], f"{document.name} has no words of {display_speaker(speaker)}.", ()
    if wanted.paragraphs or wanted.pages:
        return scope, "", ()  # words around a reference that is complete without them
    return [], f"{document.name} has no speaker and no heading called “{words}”.", ()


def speaker_named(words: str) -> str | None:
    """The speaker that words name, alone or as in "Cuba's statement"; None where they say more."""
    whole = known_speaker(words)
    if whole:
        return whole
    mentions = find_speakers(words)
    if len(mentions) != 1:
        return None
    rest = words[: mentions[0].start] + words[mentions[0].end :]
    return None if _ABOUT_SPEECH.sub("", rest) else mentions[0].speaker


def _of_numbers(
    document: Document, passages: Sequence[Passage], scope: Sequence[Passage], wanted: Reference
) -> Narrowed:
    found = {number: runs(passages, numbered(scope, number)) for number in wanted.paragraphs}
    missing = [number for number, places in found.items() if not places]
    if missing:
        return Narrowed(
            message=_no_number(document, scope, missing, wanted), near=_near(document, scope, missing[0])
        )
    places = [tuple(place) for group in found.values() for place in group]
    if wanted.pages:
        on_page = [p for p in places if any(set(each.pages) & set(wanted.pages) for each in p)]
        if not on_page and any(passage.pages for place in places for passage in place):
            near = tuple(reference(document, place[0]) for place in places[:5])
            return Narrowed(message=f"{document.name} has this paragraph on another page.", near=near)
        places = on_page or places
    places = _in_main_language(document, list(dict.fromkeys(places)), len(found))
    ordered = sorted(places, key=lambda place: place[0].ordinal)
    return Narrowed(places=tuple(ordered), doubtful=len(ordered) > len(found))


def _in_main_language(
    document: Document, places: list[tuple[Passage, ...]], wanted: int
) -> list[tuple[Passage, ...]]:
    """Of a text printed in two languages, the places in its main one, where that settles which are meant."""
    own = [place for place in places if place[0].language == document.language]
    return own if len(own) == wanted < len(places) else places


def _no_number(
    document: Document, scope: Sequence[Passage], missing: Sequence[str], wanted: Reference
) -> str:
    kind = kind_of(missing[0])
    where = (
        document.name if wanted.part in ("", MAIN_TEXT) else f"{wanted.part.capitalize()} of {document.name}"
    )
    numbers = counted(scope, kind)
    plural = _PLURAL.get(kind, f"{kind}s")
    if not numbers:
        return f"{where} has no numbered {plural}."
    span = f"{plural} {numbers[0]} to {numbers[-1]}" if len(numbers) > 1 else f"only {kind} {numbers[0]}"
    whole = re.match(r"\D*(\d+)", missing[0])
    if whole and int(whole[1]) in numbers:
        return f"{where} has {kind} {whole[1]}, but no {missing[0]} in it."
    if whole and numbers[0] < int(whole[1]) < numbers[-1]:
        return f"{where} has {span}, but I could not make out {kind} {whole[1]} in it: read it at its source."
    return f"{where} has {span}."


def _near(document: Document, scope: Sequence[Passage], missing: str) -> tuple[str, ...]:
    whole = re.match(r"(\D*)(\d+)(?![\d.])", missing)
    if whole is None:
        return ()
    known = counted(scope, kind_of(missing))
    number = int(whole[2])
    numbers = [number] if number in known else near_numbers(number, known)
    firsts = [numbered(scope, f"{whole[1]}{number}")[:1] for number in numbers]
    return tuple(dict.fromkeys(reference(document, first[0]) for first in firsts if first))


def _no_page(document: Document, passages: Sequence[Passage], wanted: Reference) -> str:
    pages = sorted({page for passage in passages for page in passage.pages})
    if not pages:
        return f"{document.name} is kept here without page numbers: give a paragraph."
    if pages[0] < wanted.pages[0] < pages[-1]:
        return f"{document.name} has no text on page {wanted.pages[0]}."
    return f"{document.name} has pages {pages[0]} to {max(pages[-1], document.pages)}."


def _listed(names: Sequence[str]) -> str:
    return ", ".join(names[:8]) + (" and others" if len(names) > 8 else "")
