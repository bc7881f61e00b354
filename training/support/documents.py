"""Pairs made of a library's own documents."""

import hashlib
import json
import random
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path
from sqlite3 import connect
from typing import Final

from training.support.edits import Surroundings
from training.support.pairs import ITSELF, Pair, cut, of_sentence
from training.support.wording import FRAMES, LEADS

_LEADS: Final = re.compile(rf"^(?:Also |Further )?({'|'.join(LEADS)})(?:ing|es|s)\b(?=\s\w)")


@dataclass(frozen=True, slots=True)
class Source:
    """A document's sentences, passage by passage, with the heads of the passages."""

    names: tuple[str, ...]
    body: str
    language: str
    heads: tuple[str, ...]
    speakers: tuple[str, ...]
    passages: tuple[tuple[str, ...], ...]


def sources(library: Path, held: frozenset[str]) -> list[Source]:
    """The documents of a library, without those that measure."""
    with closing(connect(f"file:{library / 'register.sqlite'}?mode=ro", uri=True)) as register:
        documents = register.execute(
            "select id, symbols, title, date, body, language from documents"
        ).fetchall()
        passages = defaultdict(list)
        query = "select document_id, text, paragraph, speaker from passages where kind = 'paragraph' and not ocr order by row"
        for document, *rest in register.execute(query):
            passages[document].append(rest)
    found = []
    for document, symbols, title, date, body, language in documents:
        names = (*json.loads(symbols), title)
        if held & set(names) or any(name in title for name in held if len(name) > 12):
            continue
        rows = [(cut(text, language), paragraph, speaker) for text, paragraph, speaker in passages[document]]
        rows = [row for row in rows if row[0]]
        heads = tuple(_head(names, date, paragraph, speaker) for _, paragraph, speaker in rows)
        speakers = tuple(speaker or "" for _, _, speaker in rows)
        found.append(Source(names, body or "", language, heads, speakers, tuple(row for row, _, _ in rows)))
    return [source for source in found if len(source.passages) > 3]


def _head(names: Sequence[str], date: str | None, paragraph: str | None, speaker: str | None) -> str:
    digest = hashlib.sha256(repr((names, paragraph)).encode()).digest()[0]
    name = names[0] if digest % 3 else ", ".join(dict.fromkeys((names[0], names[-1])))
    place = f", para. {paragraph}" if paragraph and digest % 2 else ""
    return f"{name}, {date or 'no date'}{place}; speaker: {speaker or ITSELF}"


def own(found: Sequence[Source], count: int, chance: random.Random) -> Iterator[Pair]:
    """Sentences of our own documents, true and changed; documents of all languages alike often, but for size."""
    weights = [len(source.passages) ** 0.5 * (1 if source.language == "en" else 4) for source in found]
    made = 0
    while made < count:
        (source,) = chance.choices(found, weights)
        at = chance.randrange(len(source.passages))
        passage = source.passages[at]
        nearby = [row for rows in source.passages[max(at - 4, 0) : at + 5] for row in rows]
        which = chance.randrange(len(passage))
        before, behind = chance.choice(((0, 0), (0, 0), (0, 0), (1, 0), (0, 1), (1, 2)))
        around = (passage[max(which - before, 0) : which], passage[which + 1 : which + 1 + behind])
        others = [row for row in nearby if row != passage[which]]
        for pair in of_sentence(
            passage[which], around, Surroundings(source.language, others), source.heads[at], "own", chance
        ):
            yield _framed(_spoken(pair, source.body), source, at, found, chance)
            made += 1


def _spoken(pair: Pair, body: str) -> Pair:
    """What begins "Recognizing that …", told as what the organ recognizes."""
    match = _LEADS.match(pair.sentence)
    if not match or not body or (pair.marks and pair.marks[0][0] < match.end()):
        return pair
    verb = LEADS[match[1]]
    new = f"The {body} {verb}"
    moved = len(new) - match.end()
    marks = pair.marks and tuple((start + moved, end + moved) for start, end in pair.marks)
    return replace(pair, sentence=new + pair.sentence[match.end() :], marks=marks)


def _framed(pair: Pair, source: Source, at: int, found: Sequence[Source], chance: random.Random) -> Pair:
    """With where it is from before it, at times with another's name."""
    if chance.random() < 0.45 or not pair.sentence or pair.sentence.startswith("The General Assembly "):
        return pair
    names = [
        name for name in (*source.names, source.speakers[at]) if 2 < len(name) < 70 and name in pair.head
    ]
    if not names:
        return pair
    name, lie = chance.choice(names), pair.borne and chance.random() < 0.12
    if lie:
        other = chance.choice(found)
        theirs = [each for each in other.names if 2 < len(each) < 70 and each not in pair.head]
        name = chance.choice(theirs) if theirs else "Venezuela"
    frame = chance.choice(FRAMES.get(source.language, FRAMES["en"]))
    body = (
        pair.sentence
        if source.language == "zh" or pair.sentence[:2].isupper()
        else pair.sentence[0].lower() + pair.sentence[1:]
    )
    moved = frame.replace("{0}", name).index("{1}")
    marks = pair.marks and tuple((start + moved, end + moved) for start, end in pair.marks)
    text = frame.format(name, body)
    if lie:
        start = text.index(name)
        return replace(
            pair, sentence=text, borne=False, marks=((start, start + len(name)),), kind="own source"
        )
    return replace(pair, sentence=text, marks=marks)
