"""The engine with a language model: it writes statements, and only what is borne out reaches the reader."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from time import monotonic
from typing import Final

from llama_index.core.llms import LLM, ChatMessage

from answer.compose.draft import Draft
from answer.generate.judge import Judge
from answer.generate.llm_parser import Line, LineParser
from answer.generate.llm_prompt import shown, to_answer, to_repair
from answer.generate.model_error import LanguageModelError
from answer.generate.models import make_llm, model_address, stream_text
from answer.generate.personal import is_remote, personal_data
from answer.model import Answer
from answer.verify.verify import Rejected, Verified, verify
from answer.wording.markdown import escape
from answer.wording.messages import say, together
from index.hit import Hit
from ingest.structure.sentences import sentences
from settings import Settings

__all__ = ["LlmEngine", "NothingBorneOutError", "make_llm"]

MOST_STATEMENTS: Final = 8
MOST_WRITTEN: Final = 20_000  # characters of a reply that are read


class NothingBorneOutError(LanguageModelError):
    """Nothing that the model wrote is borne out by the documents."""


class LlmEngine:
    """Answers from passages with a language model, statement by statement, each verified before it is shown.

    Args:
        llm: The model, behind LlamaIndex's interface.
        settings: The longest wait, the most passages, whether a judge is asked as well.
    """

    def __init__(self, llm: LLM, settings: Settings) -> None:
        self._llm = llm
        self._seconds = settings.llm_seconds
        self._most = settings.llm_passages
        self._model = settings.llm_model
        self._judge = Judge(llm, settings.llm_seconds) if settings.llm_judge else None
        self._keeps_in = is_remote(model_address(settings)) and not settings.llm_personal_data

    @property
    def name(self) -> str:
        """The engine's name in an answer: "llm:" and the model's."""
        return f"llm:{self._model}"

    def stream(self, question: str, evidence: Sequence[Hit], *, language: str = "en") -> Iterator[Answer]:
        """The answer as it grows, a statement at a time; nothing where the model says it is not there.

        Args:
            question: A question that stands alone.
            evidence: Ranked passages; the first that fit are shown to the model.
            language: Language of the notes to the reader.

        Raises:
            LanguageModelError: the question holds personal data, and the model is on another machine.
            NothingBorneOutError: it wrote something, and none of it is borne out.
            LanguageModelError: it cannot be reached, is too slow, breaks off or writes nothing, before it wrote a
                statement that is borne out; after that, the answer so far stands, with a note.
        """
        if self._keeps_in and personal_data(question):
            raise LanguageModelError("model_personal_data")
        began = monotonic()
        writing = _Writing(self.name, shown(evidence, self._most), self._judge)
        note = ""
        try:
            yield from self._written(writing, to_answer(question, writing.passages), self._seconds)
            left = self._seconds - (monotonic() - began)
            if writing.begin_repair() and left > self._seconds / 2:
                again = to_repair(question, writing.passages, writing.faulty)
                yield from self._written(writing, again, left)
        except LanguageModelError as error:
            if not writing.draft and not writing.faulty:
                raise
            note = error.said(language)
        yield from writing.finished(note, language, self._model)

    def _written(
        self, writing: "_Writing", messages: Sequence[ChatMessage], seconds: float
    ) -> Iterator[Answer]:
        for lines in self._lines(messages, seconds):
            for line in lines:
                if writing.take(line):
                    yield writing.draft.answer()
            if writing.complete:
                return

    def _lines(self, messages: Sequence[ChatMessage], seconds: float) -> Iterator[list[Line]]:
        parser = LineParser()
        written = 0
        for piece in stream_text(self._llm, messages, seconds):
            yield parser.feed(piece)
            written += len(piece)
            if written > MOST_WRITTEN:
                return
        yield parser.close()


class _Writing:
    """An answer in the making: what has been verified, and what has a fault."""

    def __init__(self, engine: str, passages: dict[str, Hit], judge: Judge | None) -> None:
        self.passages = passages
        self._judge = judge
        self.draft = Draft(engine)
        self.faulty: list[tuple[str, str]] = []
        self._stated: set[str] = set()
        self._repaired: int | None = None  # None until the repair begins
        self._not_found = False

    @property
    def complete(self) -> bool:
        return self._not_found or len(self.draft) >= MOST_STATEMENTS

    def begin_repair(self) -> bool:
        """Go over to the second try, which only adds; whether there is anything to put right."""
        if not self.faulty or self.complete:
            return False
        self._repaired = 0
        return True

    def take(self, line: Line) -> bool:
        """Verify the sentences of a line; whether the answer has grown."""
        if line.says_not_found:
            self._not_found = True
            return False
        before = len(self.draft)
        cited = [self.passages[name].passage.id for name in line.ids if name in self.passages]
        evidence = list(self.passages.values())
        for sentence in sentences(line.text, evidence[0].passage.language if evidence else "en"):
            self._state(sentence.of(line.text), evidence, cited)
        return len(self.draft) > before

    def _state(self, text: str, evidence: Sequence[Hit], cited: Sequence[str]) -> None:
        verified = verify(text, evidence, cited)
        if self._judge and isinstance(verified, Verified) and not self._judge.agrees(verified):
            verified = Rejected("a second reading does not find it in the passage")
        if isinstance(verified, Rejected):
            if self._repaired is None:
                self.faulty.append((text, verified.reason))
            return
        if verified.text in self._stated:
            return
        self._stated.add(verified.text)
        if self._repaired is not None:
            self._repaired += 1
        numbers = [self.draft.cite(s.hit.document, s.hit.passage, s.quote) for s in verified.supports]
        self.draft.state(escape(verified.text), tuple(dict.fromkeys(numbers)), verified.verdict)

    def finished(self, note: str, language: str, model: str) -> Iterator[Answer]:
        """The whole answer with its notes; nothing where the model found none.

        Raises:
            LanguageModelError: there is nothing to show, and the model did not say that there is nothing.
        """
        left_out = max(0, len(self.faulty) - (self._repaired or 0))
        if not self.draft:
            if left_out:
                raise NothingBorneOutError("model_unsupported", model=model)
            if self._not_found:
                return
            raise LanguageModelError("model_silent", model=model)
        told = say("model_left_out", language, count=str(left_out)) if left_out else ""
        yield replace(self.draft.answer(), message=together(note, told))
