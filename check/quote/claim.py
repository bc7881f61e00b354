"""What a draft claims a quotation to be from: a passage, a document, a speaker."""

from dataclasses import dataclass

from answer.evidence.attribution import quotations, voices
from check.quote.places import Place
from cite.lookup import look_up
from cite.match import Match
from ingest.document import Document, Passage
from ingest.names.speakers import find_speakers
from ingest.names.symbols import find_symbols
from ingest.register import Register
from ingest.structure.sentences import Span

MOST_FIRST = 60  # passages of a claimed source that are looked at before others


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """A claimed source, as the library knows it.

    Attributes:
        text: The draft's words.
        matches: What the reference points at; empty where it points at nothing here.
        speaker: The claimed speaker; None where none is claimed.
        problem: Why the reference points at nothing; empty where it does, or is a speaker's name alone.
    """

    text: str
    matches: tuple[Match, ...] = ()
    speaker: str | None = None
    problem: str = ""

    @property
    def passages(self) -> tuple[Passage, ...]:
        """The passages it names, those of a whole document aside."""
        return tuple(match.passage for match in self.matches if match.passage)[:MOST_FIRST]

    def places(self, source: Match) -> bool:
        """Whether the reference points at where words stand, whoever says them there."""
        return any(
            match.passage.id == source.passage.id
            if match.passage and source.passage
            else match.document.id == source.document.id
            for match in self.matches
        )

    def holds(self, register: Register, place: Place, span: tuple[int, int]) -> bool:
        """Whether a stretch of a place is of the claimed source and speaker.

        Args:
            register: The register.
            place: Passages that stand together.
            span: First character of the stretch in the place's text, and the one past its last.
        """
        touched = place.within(*span)
        documents = {match.document.id for match in self.matches if match.passage is None}
        named = {match.passage.id for match in self.matches if match.passage}
        if self.matches and not any(p.id in named or p.document_id in documents for p in touched):
            return False
        if self.problem:
            return False
        return self.speaker is None or all(
            _speaks(register.document(p.document_id), p, self.speaker, _inside(place, p, span))
            for p in touched
        )


def read_claim(register: Register, text: str) -> Claim:
    """What a claimed source means.

    Args:
        register: The register of the library.
        text: A reference ("A/RES/70/125, para. 35"), a speaker ("China"), or both ("China in GE-005").
    """
    symbols = find_symbols(text, bare=True)
    speakers = [
        mention.speaker
        for mention in find_speakers(text)
        if not any(symbol.start <= mention.start < symbol.end for symbol in symbols)
    ]
    speaker = speakers[0] if len(set(speakers)) == 1 else None
    if speaker and not symbols:
        whole = look_up(register, text)
        titled = [match for match in whole.matches if match.passage is None]
        return Claim(text=text, matches=tuple(titled), speaker=None if titled else speaker)
    found = look_up(register, text)
    if found.status == "not_found" and speaker:
        documents = [d for m in symbols for d in register.documents_by_symbol(m.symbol)]
        if documents:
            return Claim(text=text, matches=tuple(Match(document=d) for d in documents), speaker=speaker)
    return Claim(
        text=text,
        matches=found.matches,
        speaker=speaker,
        problem=found.message if found.status == "not_found" else "",
    )


def _inside(place: Place, passage: Passage, span: tuple[int, int]) -> Span:
    begins = place.starts[place.passages.index(passage)]
    return Span(max(span[0] - begins, 0), min(span[1] - begins, len(passage.text)))


def _speaks(document: Document | None, passage: Passage, speaker: str, span: Span) -> bool:
    """Whether a stretch of a passage is the speaker's own words, not a paper's words about him."""
    if document is None or passage.speaker != speaker:
        return False
    spoken = [words for words in voices(document, passage) if _overlap(words.span, span)]
    if any(words.voice in ("speaker", "quoted") for words in spoken):
        return True
    return any(quoted.start <= span.start and span.end <= quoted.end for quoted in quotations(passage.text))


def _overlap(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end
