"""What a statement claims, and the stretches of a passage it is held against."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from answer.text.lexicon import lexicon
from answer.verify.closely.subjects import Actor, actors
from answer.verify.closely.words import Word, stems, words
from index.hit import Hit
from ingest.names.speakers import canonical_speaker, find_speakers
from ingest.structure.sentences import Span, sentences
from language.months import month_names

LONGEST_RUN: Final = 12  # lines of a list that may bear one claim together

_INTRODUCES = frozenset(":：")
_GOES_ON = frozenset(":;,，；：、")
_DASHED = re.compile(r"^[-–—•*]\s|^\(?\w{1,3}[.)]\s")
_NUMBERED: Final = re.compile(r"(?i:annex|appendix|chapter|part|article|section)|\b[IVXLC]+\b|\d[\d.]*")


@dataclass(frozen=True)
class Claim:
    """A statement or a part of it with one set of speakers.

    Attributes:
        text: Its words.
        language: Language it is read in.
        speakers: Who is said to say or do it; none where it names nobody as subject or agent.
        speaker: The one of them it is now checked for.
    """

    text: str
    language: str
    speakers: tuple[str, ...]
    speaker: str | None

    @cached_property
    def row(self) -> list[Word]:
        """Its words, each speaker's name as one."""
        return read(self.text, self.language)

    @cached_property
    def claims(self) -> list[Word]:
        """The words that carry it, without the speakers it is given to."""
        own = {_name(speaker) for speaker in self.speakers}
        return [word for word in self.row if word.claims and word.stem not in own]

    @cached_property
    def actors(self) -> list[Actor]:
        """The speakers it names, with the parts they play."""
        return actors(self.text, self.language)

    @property
    def named(self) -> set[str]:
        """All speakers it names, in whatever part."""
        return {name for actor in self.actors for name in actor.speakers}

    @property
    def agents(self) -> set[str]:
        """The speakers by whom it says something is done."""
        return {name for actor in self.actors if actor.role == "agent" for name in actor.speakers}

    @property
    def leans(self) -> bool:
        """Whether it can only be understood with the sentence before it."""
        return _leans(self.text, self.language)


@dataclass(frozen=True)
class Window:
    """A stretch of a passage, and what the document says about itself around it.

    Attributes:
        hit: The passage with its document.
        span: Where in the passage.
        lead: The words that introduce the list it is an item of.
    """

    hit: Hit
    span: Span
    lead: Span | None = None

    @property
    def text(self) -> str:
        """The words, verbatim."""
        return self.span.of(self.hit.passage.text)

    @property
    def language(self) -> str:
        """Language of the passage."""
        return self.hit.passage.language

    @cached_property
    def row(self) -> list[Word]:
        """Its words with those that introduce it, each speaker's name as one."""
        lead = f"{self.lead.of(self.hit.passage.text)} " if self.lead else ""
        return read(lead + self.text, self.language)

    @cached_property
    def stems(self) -> frozenset[str]:
        """What its words are compared by."""
        return stems(self.row)

    @property
    def sentences(self) -> list[list[Word]]:
        """The words of each of its sentences."""
        return [read(span.of(self.text), self.language) for span in sentences(self.text, self.language)]

    @property
    def lines(self) -> list[list[Word]]:
        """The words of each of its lines."""
        return [read(line, self.language) for line in self.text.splitlines() if line.strip()]

    @cached_property
    def actors(self) -> list[Actor]:
        """The speakers it names, with the parts they play."""
        return actors(self.text, self.language)

    @cached_property
    def speaker(self) -> str | None:
        """Who speaks, in the one spelling."""
        speaker = self.hit.passage.speaker
        return None if speaker is None else canonical_speaker(speaker)

    @cached_property
    def person(self) -> frozenset[str]:
        """The words of the speaker's name, where that is not one of the known speakers but somebody's own."""
        if self.speaker is None or find_speakers(self.speaker):
            return frozenset()
        return stems(read(self.speaker, self.language))

    @cached_property
    def header(self) -> frozenset[str]:
        """Symbol, title, date, body, numbers of the headings, paragraph and speaker, as words are compared."""
        document, passage = self.hit.document, self.hit.passage
        parts = [
            *document.symbols,
            document.title,
            document.body or "",
            *(number for part in passage.section for number in _NUMBERED.findall(part)),
            passage.paragraph or "",
        ]
        parts += [*_date_forms(document.date), *(str(page) for page in passage.pages)]
        found = stems([word for part in parts for word in read(part, self.language)])
        numbers = {piece for symbol in document.symbols for piece in _tails(symbol)}
        return found | numbers | ({_name(self.speaker)} if self.speaker else set())


def read(text: str, language: str) -> list[Word]:
    """The words of a text, with each speaker's name as one word: "@" and the one spelling."""
    row: list[Word] = []
    mentions = find_speakers(text)
    at = 0
    for word in words(text, language):
        while at < len(mentions) and mentions[at].end <= word.start:
            at += 1
        if at < len(mentions) and mentions[at].start < word.end:
            name = _name(mentions[at].speaker)
            if not (row and row[-1].stem == name and row[-1].end == mentions[at].end):
                row.append(Word(name, "name", "", word.clause, mentions[at].start, mentions[at].end))
        else:
            row.append(word)
    return row


def windows(hit: Hit, must: Sequence[Span] = ()) -> list[Window]:
    """The stretches of a passage that may bear one claim.

    That is a sentence, or sentences that only together say something (a list with its lead-in, a sentence
    that leans on the one before).

    Args:
        hit: The passage.
        must: Quotations that have to be inside; a stretch grows to the sentences they touch.
    """
    text, language = hit.passage.text, hit.passage.language
    spans = sentences(text, language)
    if must:
        low, high = min(span.start for span in must), max(span.end for span in must)
        touched = [span for span in spans if span.start < high and span.end > low]
        whole = Span(min([low, *(s.start for s in touched)]), max([high, *(s.end for s in touched)]))
        return [Window(hit, whole)]
    found = [Window(hit, span) for span in spans]
    for run in _runs(text, language, spans):
        found.append(Window(hit, Span(run[0].start, run[-1].end)))
        if text[run[0].end - 1] in _INTRODUCES:
            found.extend(Window(hit, item, run[0]) for item in run[1:])
    return found


def _runs(text: str, language: str, spans: Sequence[Span]) -> Iterator[Sequence[Span]]:
    """Sentences that go on from one to the next, at least two at a time."""
    start = 0
    for i in range(1, len(spans) + 1):
        ends = i == len(spans) or not _joined(text, language, spans[i - 1], spans[i])
        if ends or i - start == LONGEST_RUN:
            if i - start > 1:
                yield spans[start:i]
            start = i


def _joined(text: str, language: str, one: Span, other: Span) -> bool:
    behind = other.of(text)
    return text[one.end - 1] in _GOES_ON or bool(_DASHED.match(behind)) or _leans(behind, language)


def _leans(text: str, language: str) -> bool:
    opening = re.match(r"\W*(\w+)", text)
    return opening is not None and opening[1].lower() in lexicon(language).leaning


def _name(speaker: str) -> str:
    return f"@{speaker}"


def _date_forms(date: str | None) -> list[str]:
    if not date:
        return []
    year, *rest = date.split("-")
    month = month_names("en")[int(rest[0]) - 1] if rest else ""
    day = str(int(rest[1])) if len(rest) > 1 else ""
    return [date, " ".join(["in", day, month, year])]


def _tails(symbol: str) -> Iterator[str]:
    """The ends of a symbol that begin with a number: "70/125" and "125" for "A/RES/70/125"."""
    pieces = symbol.lower().split("/")
    for i in range(1, len(pieces)):
        if any(character.isdigit() for character in pieces[i]):
            yield "/".join(pieces[i:])
