"""The assistant: question in, cited answer out. Each step may end the run with a typed outcome."""

import re
import shlex
from collections.abc import Iterator, Sequence
from dataclasses import replace
from time import perf_counter

import numpy as np
from llama_index.core.llms import LLM
from numpy.typing import NDArray

from answer.compose.compare import compare
from answer.compose.draft import growing
from answer.compose.extractive import sure_enough, write
from answer.compose.listing import item, listed, number_asked
from answer.compose.names import all_called, called
from answer.compose.summary import summarise
from answer.compose.superseded import later_versions, superseded
from answer.evidence.evidence import Evidence, gather
from answer.evidence.groups import of_the_group, spokesmen
from answer.generate.llm import LlmEngine, make_llm
from answer.generate.model_error import LanguageModelError
from answer.model import Answer, Turn
from answer.question.bare_numbers import of_its_organ
from answer.question.question import Question, understand
from answer.question.topic import topic_of
from answer.settle.adoption import adoption
from answer.settle.gate import ambiguous, greeting, refusal, unclear
from answer.settle.lookup import absent_documents, articles, paragraphs
from answer.settle.mentions import mentions
from answer.settle.votes import recorded, with_headings
from answer.wording.messages import say, together
from index.hit import Filters, Hit
from index.library import Library
from ingest.names.symbols import find_symbols
from settings import Settings

_GROUP = re.compile(r"\b(?:Group|Movement|Community|Association)\b")  # others speak for these
_LISTS = frozenset({"list", "fact", "position"})  # kinds that may ask for what a document prints as a list
NEAREST = 3  # passages offered for reading where nothing answers


class Assistant:
    """Answers questions from a library; one instance serves many conversations and threads.

    Args:
        library: The documents.
        settings: Engine, threshold, number of candidate passages.
        llm: The language model; else the one that the settings name.

    Raises:
        LanguageModelError: the language model's settings are incomplete.
    """

    def __init__(self, library: Library, settings: Settings, llm: LLM | None = None) -> None:
        self._library = library
        self._settings = settings
        extracts = settings.engine == "extractive"
        self._llm = None if extracts else LlmEngine(llm or make_llm(settings), settings)

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
        outcome = self._outcome(self.understood(question, history), filters or Filters())
        for answer in outcome:
            timings = {**answer.timings_ms, "total": round((perf_counter() - began) * 1000)}
            yield replace(answer, timings_ms=timings)

    def evidence(self, question: str, history: Sequence[Turn] = ()) -> list[Evidence]:
        """The sentences the extractive engine weighs, likeliest first; none where no search is needed."""
        understood = self.understood(question, history)
        if self._without_evidence(understood) is not None:
            return []
        hits = self._search(understood, self._narrowed(understood, Filters()))
        return gather_evidence(self._library, understood, hits)

    def understood(self, question: str, history: Sequence[Turn] = ()) -> Question:
        """The question as it is read in its conversation and with what the library has."""
        register = self._library.register
        understood = understand(question, history, register.speakers())
        understood = self._of_its_source(of_its_organ(understood, register))
        absent = absent_documents(understood, register)
        lacking = (symbol for symbol in understood.symbols if not register.documents_by_symbol(symbol))
        return replace(
            understood, absent=absent, elsewhere=tuple(symbol for symbol in lacking if symbol not in absent)
        )

    def _of_its_source(self, question: Question) -> Question:
        """Ask the documents of UNESCO for what it says, where no passage has words of it as a speaker."""
        unheard = [name for name in question.speakers if name not in question.heard]
        bodies = {document.body for document in self._library.register.documents()} if unheard else set()
        sources = tuple(name for name in unheard if name in bodies)
        if not question.spoken or not sources or len(sources) < len(question.speakers):
            return question
        kind = question.kind if question.kind != "position" else "fact"
        return replace(question, kind=kind, spoken=False, speakers=(), sources=sources)

    def _outcome(self, question: Question, filters: Filters) -> Iterator[Answer]:
        early = self._without_evidence(question)
        if early is not None:
            yield early
            return
        narrowed = self._narrowed(question, filters)
        began = perf_counter()
        hits = self._search(question, narrowed)
        asked = question
        question, hits = of_the_group(question, hits)
        retrieve = round((perf_counter() - began) * 1000)
        answer: Answer | None = None
        for answer in self._written(question, narrowed, hits):
            yield self._finished(question, answer, retrieve, perf_counter() - began)
        if answer is None:
            yield replace(self._not_found(asked, hits), timings_ms={"retrieve": retrieve})

    # Steps, in order

    def _without_evidence(self, question: Question) -> Answer | None:
        """Outcomes that need no search: greetings, refusals, named paragraphs, absent documents."""
        outcome = refusal(question) or greeting(question) or unclear(question) or ambiguous(question)
        if outcome is not None:
            return outcome
        register = self._library.register
        if question.absent and (question.paragraphs or question.kind in ("summary", "person")):
            return self._absent(question)
        if question.kind == "paragraph":
            return paragraphs(question, register)
        named = articles(question, register) or adoption(question, register) or mentions(question, register)
        if named is not None:
            return named
        unheard = self._unheard(question)
        if unheard:
            return Answer(
                status="not_found", message=say("unknown_speaker", question.language, speaker=unheard)
            )
        return None

    def _unheard(self, question: Question) -> str | None:
        """The speaker whose words are asked for, where no document carries any."""
        unknown = [
            name for name in question.speakers if name not in question.heard and not _GROUP.search(name)
        ]
        if question.kind == "position" and len(unknown) == len(question.speakers):
            return all_called(question.speakers, question.language)
        stranger = question.stranger
        known = {name.casefold() for name in question.heard}
        return (
            stranger
            if stranger and stranger.casefold() not in known and not self._is_a_text(stranger)
            else None
        )

    def _is_a_text(self, name: str) -> bool:
        """Whether a document has this name in its title: "the Global Digital Compact" says things too."""
        return any(
            name.casefold() in document.title.casefold() for document in self._library.register.documents()
        )

    def _narrowed(self, question: Question, filters: Filters) -> Filters:
        """The user's filters with what the question itself names."""
        register = self._library.register
        symbols = tuple(
            symbol
            for symbol in question.symbols
            if f"symbol:{symbol}" not in filters.without and register.documents_by_symbol(symbol)
        )
        if symbols and not filters.symbols:
            filters = replace(filters, symbols=symbols)
        by_him = question.spoken and question.kind != "comparison" and self._hears_any(question)
        speakers = tuple(name for name in question.speakers if by_him and name in question.heard)
        if speakers and not filters.speakers:
            filters = replace(filters, speakers=speakers)
        if question.sources and not filters.bodies:
            filters = replace(filters, bodies=question.sources)
        years = [
            year
            for year in question.years
            if not {f"year:{year}", f"document year:{year}"}.intersection(filters.without)
        ]
        if len(years) == 1 and not (filters.symbols or filters.since or filters.until):
            filters = replace(filters, since=f"{years[0]}-01-01", until=f"{years[0]}-12-31")
        return filters

    def _hears_any(self, question: Question) -> bool:
        """Whether the documents named, if any is here, have passages of one of the speakers."""
        register = self._library.register
        named = [document for symbol in question.symbols for document in register.documents_by_symbol(symbol)]
        heard = (register.speakers_in(document.id) for document in named)
        return not named or any(not speakers.isdisjoint(question.speakers) for speakers in heard)

    def _search(self, question: Question, filters: Filters) -> list[Hit]:
        hits = self._library.search(question.text, top=self._settings.evidence, filters=filters)
        telling = {hit.document.id for hit in hits if _tells_of(hit, question.elsewhere)}
        if not telling:
            return hits
        return [hit for hit in hits if hit.document.id in telling and not _tells_of_another(hit, question)]

    def _written(self, question: Question, filters: Filters, hits: Sequence[Hit]) -> Iterator[Answer]:
        note = ""
        if self._llm is not None and hits:
            try:
                yield from self._llm.stream(question.text, hits, language=question.language)
            except LanguageModelError as error:
                note = error.said(question.language)
            else:
                return
        answer = self._extracted(question, filters, hits)
        if answer is None and note:
            answer = self._not_found(question, hits)
        if answer is not None:
            yield from growing(replace(answer, message=together(note, answer.message)))

    def _extracted(self, question: Question, filters: Filters, hits: Sequence[Hit]) -> Answer | None:
        threshold = self._settings.confidence
        if question.kind == "comparison" and _sides(question) > 1:
            return compare(question, filters, threshold, self._gather_for)
        voted = recorded(question, hits, self._library.register)
        if voted is not None:
            return voted
        evidence = self._gather(question, hits)
        if (
            filters.speakers
            and question.kind != "position"
            and not sure_enough(question, evidence, threshold)
        ):
            evidence = self._gather_for(question, replace(filters, speakers=()))  # told of him by others
        number = number_asked(question)
        if number and sure_enough(question, evidence, threshold):
            named = item(question, evidence, self._library.register, number)
            if named is not None:
                return named
        if question.kind in _LISTS and sure_enough(question, evidence, threshold):
            whole = listed(question, evidence, self._library.register)
            if whole is not None:
                return whole
        if question.kind == "summary":
            return summarise(question, evidence)
        return write(question, evidence, threshold)

    def _gather_for(self, question: Question, filters: Filters) -> list[Evidence]:
        return self._gather(question, self._search(question, filters))

    def _gather(self, question: Question, hits: Sequence[Hit]) -> list[Evidence]:
        return gather_evidence(self._library, question, hits)

    @staticmethod
    def _absent(question: Question) -> Answer:
        names = question.absent
        message = say("absent_document", question.language, symbol=", ".join(names), fetch=shlex.join(names))
        return Answer(status="not_found", message=message)

    def _not_found(self, question: Question, hits: Sequence[Hit]) -> Answer:
        if question.absent:
            return self._absent(question)
        spoken = question.kind == "position"
        key = "nothing_by" if spoken else "not_found"
        message = say(
            key,
            question.language,
            **({"speaker": all_called(question.speakers, question.language)} if spoken else {}),
        )
        nearest = tuple((hit.document, hit.passage) for hit in hits[:NEAREST])
        return Answer(status="not_found", message=message, nearest=nearest)

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
        newer = later_versions(answer, self._library.register)
        if newer:
            answer = replace(answer, message=together(answer.message, superseded(newer, question.language)))
        written = round(elapsed * 1000) - retrieve
        return replace(answer, timings_ms={"retrieve": retrieve, "answer": written})


def _tells_of(hit: Hit, symbols: Sequence[str]) -> bool:
    """Whether a passage, or a heading above it, names one of some documents."""
    around = with_headings(hit.passage)
    return any(symbol in around for symbol in symbols)


def _tells_of_another(hit: Hit, question: Question) -> bool:
    """Whether a passage, or a heading above it, names neighbours of the documents asked for and none of them."""
    series = {symbol.rpartition(".")[0] for symbol in question.elsewhere}
    named = {match.symbol for match in find_symbols(with_headings(hit.passage))}
    return not named & set(question.elsewhere) and any(each.rpartition(".")[0] in series for each in named)


def _sides(question: Question) -> int:
    return max(len(question.speakers), len(question.symbols), len(question.years))


def gather_evidence(library: Library, question: Question, hits: Sequence[Hit]) -> list[Evidence]:
    """The sentences of ranked passages that may answer, weighed with the library's words and model."""
    spoken = question.kind in ("position", "comparison", "who")
    topic = topic_of(question, keep_speakers=not spoken)

    def similarities(asked: str, texts: Sequence[str]) -> NDArray[np.float32]:
        vector = np.asarray(library.embedder.get_query_embedding(asked), dtype=np.float32)
        similar: NDArray[np.float32] = library.text_vectors.of(texts) @ vector
        return similar

    cross = library.cross_encoder.scores
    return gather(question, topic, hits, weigh=library.weigh, embed=similarities, cross=cross)
