"""The assistant: question in, cited answer out. Each step may end the run with a typed outcome."""

import shlex
from collections.abc import Iterator, Sequence
from dataclasses import replace
from time import perf_counter
from typing import TYPE_CHECKING

from answer.compose.compare import compare
from answer.compose.draft import growing
from answer.compose.extractive import write
from answer.compose.listing import item, listed, number_asked
from answer.compose.names import all_called, called
from answer.compose.source_notes import with_sources
from answer.compose.summary import summarise
from answer.compose.superseded import later_versions, superseded
from answer.compose.two_parts import with_parts
from answer.evidence.decision import confidence
from answer.evidence.evidence import Evidence, gather
from answer.evidence.features import log_odds
from answer.evidence.groups import is_said_by, spokesmen
from answer.generate.model_error import LanguageModelError
from answer.model import Answer, Closest, Turn
from answer.question.bare_numbers import of_its_organ
from answer.question.question import Question, understand
from answer.settle.adoption import adoption
from answer.settle.gate import ambiguous, greeting, refusal, unclear
from answer.settle.lookup import absent_documents, articles, paragraphs
from answer.settle.mentions import mentions
from answer.settle.shown_before import not_shown, nth_shown, who_said
from answer.settle.votes import recorded, with_headings
from answer.wording.messages import say, together
from index.hit import Filters, Hit
from index.library import Library
from settings import Settings

if TYPE_CHECKING:
    from llama_index.core.llms import LLM

    from answer.generate.llm import LlmEngine

_LISTS = frozenset({"list", "fact", "position"})  # kinds that may ask for what a document prints as a list
FOLLOWS = 1.0  # log odds by which a question that names nothing is better found with the one before
PAPERS = ("GE-", "RL-")  # series whose papers have no address that their number gives
CLOSEST = 3  # passages offered for reading where nothing answers


def _language_model(settings: Settings, llm: "LLM | None") -> "LlmEngine":
    """The engine with a language model; what it needs takes seconds to load."""
    from answer.generate.llm import LlmEngine, make_llm

    return LlmEngine(llm or make_llm(settings), settings)


class Assistant:
    """Answers questions from a library; one instance serves many conversations and threads.

    Args:
        library: The documents.
        settings: Engine, threshold, number of candidate passages.
        llm: The language model; else the one that the settings name.

    Raises:
        LanguageModelError: the language model's settings are incomplete.
    """

    def __init__(self, library: Library, settings: Settings, llm: "LLM | None" = None) -> None:
        self._library = library
        self._settings = settings
        self._llm = None if settings.engine == "extractive" else _language_model(settings, llm)

    @property
    def engine_name(self) -> str:
        """Who writes the answers: "extractive" or "llm:NAME"."""
        return "extractive" if self._llm is None else self._llm.name

    def ask(self, question: str, history: Sequence[Turn] = (), filters: Filters | None = None) -> Answer:
        """The complete answer.

        Args:
            question: The user's words.
            history: Earlier turns, oldest first.
            filters: What the user narrowed the search to.
        """
        *_, answer = self.stream(question, history, filters)
        return answer

    def stream(
        self, question: str, history: Sequence[Turn] = (), filters: Filters | None = None
    ) -> Iterator[Answer]:
        """The answer as it grows; every answer yielded is valid, the last one is complete."""
        began = perf_counter()
        outcome = self._outcome(self.understood(question, history), filters or Filters(), history)
        for answer in outcome:
            timings = {**answer.timings_ms, "total": round((perf_counter() - began) * 1000)}
            yield replace(answer, timings_ms=timings)

    def evidence(self, question: str, history: Sequence[Turn] = ()) -> list[Evidence]:
        """The sentences the extractive engine weighs, likeliest first; none where no search is needed."""
        understood = self.understood(question, history)
        if self._without_evidence(understood) is not None:
            return []
        return self._gather(understood, self.searched(understood))

    def searched(self, question: Question, filters: Filters | None = None) -> list[Hit]:
        """The passages found for a question that was read, ranked."""
        return self._search(question, self._narrowed(question, filters or Filters()))

    def understood(self, question: str, history: Sequence[Turn] = ()) -> Question:
        """The question as it is read in its conversation and with what the library has.

        Whether a question that names nothing follows the one before is decided by what is found for it either way.
        """
        alone = self._read(question, history)
        if not (history and alone.may_follow) or self._without_evidence(alone) is not None:
            return alone
        following = self._read(question, history, follows=True)
        return following if self._odds(following) > self._odds(alone) + FOLLOWS else alone

    def _odds(self, question: Question) -> float:
        """How likely the best passage for a question answers it."""
        hits = self.searched(question)
        return log_odds(hits[0].score if hits else 0.0)

    def _read(self, question: str, history: Sequence[Turn], *, follows: bool = False) -> Question:
        register = self._library.register
        understood = of_its_organ(
            understand(question, history, register.speakers(), follows=follows), register
        )
        absent = absent_documents(understood, register)
        lacking = (symbol for symbol in understood.symbols if not register.documents_by_symbol(symbol))
        return replace(
            understood, absent=absent, elsewhere=tuple(symbol for symbol in lacking if symbol not in absent)
        )

    def _outcome(self, question: Question, filters: Filters, history: Sequence[Turn]) -> Iterator[Answer]:
        early = self._without_evidence(question)
        if early is not None:
            yield early
            return
        narrowed = self._narrowed(question, filters)
        began = perf_counter()
        hits = self._search(question, narrowed)
        retrieve = round((perf_counter() - began) * 1000)
        for answer in self._written(question, narrowed, hits, history):
            yield self._finished(question, answer, retrieve, perf_counter() - began)

    # Steps, in order

    def _without_evidence(self, question: Question) -> Answer | None:
        """Outcomes that need no search: small talk, instructions, named paragraphs, documents that are not here."""
        outcome = refusal(question) or greeting(question) or unclear(question) or ambiguous(question)
        if outcome is not None:
            return outcome
        register = self._library.register
        if question.absent and (question.paragraphs or question.kind in ("summary", "person")):
            return self._absent(question)
        if question.kind == "paragraph":
            return paragraphs(question, register)
        return articles(question, register) or adoption(question, register) or mentions(question, register)

    def _narrowed(self, question: Question, filters: Filters) -> Filters:
        """The user's filters, and the documents here that the question names by symbol."""
        register = self._library.register
        symbols = tuple(
            symbol
            for symbol in question.symbols
            if f"symbol:{symbol}" not in filters.without and register.documents_by_symbol(symbol)
        )
        return replace(filters, symbols=symbols) if symbols and not filters.symbols else filters

    def _search(self, question: Question, filters: Filters) -> list[Hit]:
        """The ranked passages; those that tell of a document named that is not here come first."""
        hits = self._library.search(question.searched, top=self._settings.evidence, filters=filters)
        return sorted(hits, key=lambda hit: not _tells_of(hit, (*question.elsewhere, *question.absent)))

    def _written(
        self, question: Question, filters: Filters, hits: Sequence[Hit], history: Sequence[Turn]
    ) -> Iterator[Answer]:
        note = ""
        if self._llm is not None and hits:
            from answer.generate.llm import Asked

            asked = Asked(question=question.text, evidence=hits, language=question.language, history=history)
            try:
                yield from self._llm.stream(asked)
            except LanguageModelError as error:
                note = error.said(question.language)
            else:
                return
        answer = self._extracted(question, filters, hits)
        yield from growing(replace(answer, message=together(note, answer.message)))

    def _extracted(self, question: Question, filters: Filters, hits: Sequence[Hit]) -> Answer:
        threshold, register = self._settings.confidence, self._library.register
        if question.kind == "comparison" and _sides(question) > 1:
            compared = compare(question, filters, threshold, self._gather_for)
            if compared is not None:
                return compared
        settled = who_said(question, hits) or recorded(question, hits, register)
        if settled is not None:
            return replace(settled, confidence=1.0)
        evidence = not_shown(question, self._gather(question, hits))
        sure = confidence(question, evidence)
        if sure < threshold:
            return self._not_found(question, evidence, sure)
        told = replace(self._told(question, evidence, hits, sure), confidence=sure)
        return with_parts(question, told, threshold, lambda part: self._of_part(part, hits, filters))

    def _of_part(self, part: Question, hits: Sequence[Hit], filters: Filters) -> list[Evidence]:
        """Evidence of one thing asked: from what was found for the whole, else from a search of its own."""
        evidence = self._gather(part, hits)
        if confidence(part, evidence) >= self._settings.confidence:
            return evidence
        return self._gather_for(part, filters)

    def _told(
        self, question: Question, evidence: Sequence[Evidence], hits: Sequence[Hit], sure: float
    ) -> Answer:
        """The answer from its evidence: an item of a list, the list, a summary, or what was said."""
        register, number = self._library.register, number_asked(question)
        found = item(question, evidence, register, number) if number else None
        if found is None and number:
            found = nth_shown(question, hits)
        if found is None and question.kind in _LISTS:
            found = listed(question, evidence, register)
        if found is None and question.kind == "summary":
            found = summarise(question, evidence)
        return found or write(question, evidence, probability=sure)

    def _gather_for(self, question: Question, filters: Filters) -> list[Evidence]:
        return self._gather(question, self._search(question, filters))

    def _gather(self, question: Question, hits: Sequence[Hit]) -> list[Evidence]:
        return gather_evidence(self._library, question, hits)

    @staticmethod
    def _absent(question: Question) -> Answer:
        names = question.absent
        fetched = [name for name in names if not name.startswith(PAPERS)]
        key = "absent_document" if fetched else "absent_paper"
        message = say(key, question.language, symbol=", ".join(names), fetch=shlex.join(fetched))
        return Answer(status="not_found", message=message)

    def _not_found(self, question: Question, evidence: Sequence[Evidence], sure: float) -> Answer:
        """Nothing answers surely enough: the closest passages, each with its likeliest sentence."""
        nearest: dict[str, Closest] = {}
        for each in evidence:
            hit = each.hit
            closest = Closest(document=hit.document, passage=hit.passage, quote=each.text)
            nearest.setdefault(hit.passage.id, closest)
        absent = self._absent(question) if question.absent else None
        message = absent.message if absent else say("not_found", question.language)
        return Answer(
            status="not_found",
            message=message,
            closest=tuple(nearest.values())[:CLOSEST],
            confidence=sure,
        )

    @staticmethod
    def _not_his(question: Question, answer: Answer) -> str:
        """The note that the words are not those of the speaker asked for, where none of them is."""
        said = answer.citations
        if not (said and question.spoken and question.speakers):
            return ""
        if any(is_said_by(each.document, each.passage, question.speakers) for each in said):
            return ""
        return say(
            "not_own_words", question.language, speaker=all_called(question.speakers, question.language)
        )

    def _finished(self, question: Question, answer: Answer, retrieve: int, elapsed: float) -> Answer:
        if question.text != question.asked:
            read = f"{question.text} ({question.item})" if question.item else question.text
            read_as = say("read_as", question.language, question=read)
            answer = replace(answer, message=together(read_as, answer.message))
        for speaker, group in spokesmen([citation.passage for citation in answer.citations]).items():
            speaks = say(
                "speaks_for", question.language, speaker=called(speaker, question.language), group=group
            )
            answer = replace(answer, message=together(answer.message, speaks))
        answer = replace(answer, message=together(answer.message, self._not_his(question, answer)))
        newer = later_versions(answer, self._library.register)
        if newer:
            answer = replace(answer, message=together(answer.message, superseded(newer, question.language)))
        answer = with_sources(answer, self._library.register)
        written = round(elapsed * 1000) - retrieve
        return replace(answer, timings_ms={"retrieve": retrieve, "answer": written})


def _tells_of(hit: Hit, symbols: Sequence[str]) -> bool:
    """Whether a passage, or a heading above it, names one of some documents."""
    around = with_headings(hit.passage)
    return any(symbol in around for symbol in symbols)


def _sides(question: Question) -> int:
    return max(len(question.speakers), len(question.symbols), len(question.years))


def gather_evidence(library: Library, question: Question, hits: Sequence[Hit]) -> list[Evidence]:
    """The sentences of ranked passages that may answer, weighed by the library's reader."""
    return gather(question, hits, library.cross_encoder.scores)
