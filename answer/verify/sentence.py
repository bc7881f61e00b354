"""A sentence of a language model's, read for what it claims by letter."""

from dataclasses import dataclass
from functools import cached_property

from answer.verify.days import Day, days
from answer.verify.figures import Figure, figures
from answer.verify.ground import blanked
from answer.verify.named import known_names, peoples, symbols_in
from ingest.structure.sentences import Span


@dataclass(frozen=True)
class Sentence:
    """A sentence of a model's, read for what it claims by letter.

    Attributes:
        text: Its words, plain.
        language: BCP 47 code.
    """

    text: str
    language: str

    @cached_property
    def symbols(self) -> list[tuple[str, Span]]:
        """The symbols it names."""
        return symbols_in(self.text)

    @cached_property
    def days(self) -> list[Day]:
        """The dates it names, those inside symbols left out."""
        return days(blanked(self.text, [span for _, span in self.symbols]))

    @cached_property
    def figures(self) -> list[Figure]:
        """The numbers it names, those of symbols and dates left out."""
        taken = [*(span for _, span in self.symbols), *(day.span for day in self.days)]
        return figures(blanked(self.text, taken), self.language)

    @cached_property
    def names(self) -> dict[str, Span]:
        """The States, groups, organs and cities it names, with where; a State's people count as it."""
        found = known_names(self.text, self.language)
        return {**dict.fromkeys(peoples(self.text, self.language), Span(0, 0)), **found}
