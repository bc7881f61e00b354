"""What a sentence may draw on: the words of its proofs and what the heads of their passages tell."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Final

from answer.text.quotes import tokens
from answer.verify.days import Day, days
from answer.verify.figures import Figure, figures
from answer.verify.named import known_names, peoples, symbols_in
from answer.verify.proof import Proof
from answer.verify.units import units_in
from ingest.names.known_texts import texts_named
from ingest.names.speakers import canonical_speaker
from ingest.names.symbols import find_symbols, parse
from ingest.structure.sentences import Span
from language.stems import stemmer

_SPEAKS: Final = frozenset(
    {"resolution", "decision", "presidential statement"}
)  # kinds in which the organ itself speaks
_NAME: Final = re.compile(
    r"[A-Z][\w-]+(?:\s+(?:(?:of|on|for|the|and|in|to|de|des|du|la|le|les|et|pour|sur|y|del|para)\s+){0,3}[A-Z][\w-]+)+"
)
_NUMBER_OF_DOCUMENT: Final = re.compile(r"(?<!\d)\d{3,4}(?!\d)")
_YEAR: Final = re.compile(r"(?<!\d)(?:1[5-9]|20|21)\d\d(?!\d)")


@dataclass(frozen=True)
class Ground:
    """The proofs of one sentence, read for what they tell.

    Attributes:
        proofs: At least one.
        naming: Sentences of their passages that name what they go on to call "he" or "it"; only names are
            taken from them.
    """

    proofs: tuple[Proof, ...]
    naming: tuple[Proof, ...] = ()

    @cached_property
    def texts(self) -> list[tuple[str, str]]:
        """Words with their language: each proof and each head."""
        heads = dict.fromkeys((proof.head, proof.hit.document.language) for proof in self.proofs)
        return [*((proof.words, proof.language) for proof in self.proofs), *heads]

    @cached_property
    def named(self) -> list[tuple[str, str]]:
        """The words that names may be taken from, with their language."""
        return [*self.texts, *((proof.words, proof.language) for proof in self.naming)]

    @cached_property
    def symbols(self) -> frozenset[str]:
        """The symbols of the documents, and those that the words name."""
        own = {symbol for proof in self.proofs for symbol in proof.hit.document.symbols}
        return frozenset(own | {symbol for text, _ in self.texts for symbol, _ in symbols_in(text)})

    @cached_property
    def organs(self) -> frozenset[str]:
        """The organs that speak in the documents: whose resolution or decision one is, whose paper."""
        found: set[str] = set()
        for proof in self.proofs:
            document = proof.hit.document
            spoken = [parse(symbol) for symbol in document.symbols if find_symbols(symbol)]
            if document.kind in _SPEAKS or any(symbol.kind in _SPEAKS for symbol in spoken):
                found |= {symbol.body for symbol in spoken} | ({document.body} if document.body else set())
            elif document.body and not spoken:
                found.add(canonical_speaker(document.body))
        return frozenset(found)

    @cached_property
    def bodies(self) -> frozenset[str]:
        """The organs that the documents are of, whether they speak in them or not."""
        documents = [proof.hit.document for proof in self.proofs]
        spoken = {parse(symbol).body for each in documents for symbol in each.symbols if find_symbols(symbol)}
        every = {*spoken, *(each.body for each in documents if each.body)}
        return frozenset(every | {canonical_speaker(name) for name in every} | set(self.organs))

    @cached_property
    def speakers(self) -> frozenset[str]:
        """Who speaks in the passages, in the one spelling."""
        named = (proof.hit.passage.speaker for proof in self.proofs)
        return frozenset(canonical_speaker(name) for name in named if name)

    @cached_property
    def names(self) -> frozenset[str]:
        """The States, groups, organs and cities that are named, or that speak."""
        found = set(self.bodies | self.speakers)
        for text, language in self.named:
            found |= {*known_names(text, language), *peoples(text, language)}
        return frozenset(found)

    @cached_property
    def peoples(self) -> frozenset[str]:
        """How words with a capital begin that name no State themselves: "Libyan", not "Nigeria"."""
        words = {word for text, _ in self.named for word in re.findall(r"\b[A-Z][a-z]+\b", text)}
        return frozenset(word.casefold()[:5] for word in words if not known_names(word, "en"))

    @cached_property
    def days(self) -> list[Day]:
        """The dates that are named."""
        return [day for text, _ in self.texts for day in days(text)]

    @cached_property
    def figures(self) -> list[Figure]:
        """The numbers that are named, those of dates and symbols too."""
        return [figure for text, language in self.texts for figure in figures(_bare(text), language)]

    @cached_property
    def values(self) -> frozenset[Decimal]:
        """The values of the numbers, the years of dates, and the numbers that documents go by ("resolution 2253")."""
        found = {value for figure in self.figures for value in figure.values}
        symbols = (symbol for proof in self.proofs for symbol in proof.hit.document.symbols)
        numbers = {Decimal(number) for symbol in symbols for number in _NUMBER_OF_DOCUMENT.findall(symbol)}
        return frozenset(found | numbers | {Decimal(year) for year in self.years})

    @cached_property
    def years(self) -> frozenset[int]:
        """The years that are named."""
        return frozenset(int(year) for text, _ in self.texts for year in _YEAR.findall(text))

    @cached_property
    def units(self) -> frozenset[str]:
        """The units of measure and currencies that are named."""
        return frozenset(unit for text, language in self.texts for unit in units_in(text, language))

    @cached_property
    def words(self) -> frozenset[str]:
        """Every word, folded, with and without its ending; and the names of well-known documents it is of."""
        called = [name for symbol in self.symbols for name in texts_named(symbol)]
        found: set[str] = set()
        for text, language in [
            *self.named,
            *((name, "en") for name in called),
            *((name, "en") for name in self.names),
        ]:
            found.update(_words(text, language))
        return frozenset(found)

    @property
    def languages(self) -> frozenset[str]:
        """Languages of the passages."""
        return frozenset(proof.language for proof in self.proofs)

    @cached_property
    def acronyms(self) -> frozenset[str]:
        """What the capitals of neighbouring words spell: "WSIS" of "World Summit on the Information Society"."""
        texts = [*self.names, *(text for text, _ in self.named)]
        runs = [match[0] for text in texts for match in _NAME.finditer(text)]
        return frozenset(spelled for run in runs for spelled in _spelled(run))


def folded(word: str) -> str:
    """A word in small letters without accents."""
    return "".join(
        char for char in unicodedata.normalize("NFD", word.casefold()) if not unicodedata.combining(char)
    )


def ground_of(proofs: Sequence[Proof], naming: Sequence[Proof] = ()) -> Ground:
    """What some proofs tell, with what only names for them."""
    return Ground(tuple(proofs), tuple(naming))


def blanked(text: str, spans: Iterable[Span]) -> str:
    """A text with blanks in place of some stretches."""
    for span in spans:
        text = text[: span.start] + " " * (span.end - span.start) + text[span.end :]
    return text


def _bare(text: str) -> str:
    """A text with blanks where its dates and symbols stand, whose numbers count nothing."""
    text = blanked(text, [span for _, span in symbols_in(text)])
    return blanked(text, [day.span for day in days(text)])


def _words(text: str, language: str) -> Iterator[str]:
    stem = stemmer(language)
    for token in tokens(text):
        word = token.folded.lower()
        for part in (word, *re.split("[-/]", word)):
            bare = re.sub("'s?$", "", part)
            yield folded(bare)
            yield folded(stem(bare))


def _spelled(run: str) -> Iterator[str]:
    letters = "".join(re.findall(r"(?<!\w)[A-Z]", run))
    for at in range(len(letters)):
        yield from (letters[at:end] for end in range(at + 2, len(letters) + 1))
