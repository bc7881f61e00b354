"""The engine with a language model: it writes and proves, and only what its proofs bear out reaches the reader."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from time import monotonic
from typing import Any, Final

from llama_index.core.llms import LLM, ChatMessage

from answer.generate.judge import Judge
from answer.generate.llm_prompt import shown, to_answer, to_repair
from answer.generate.model_error import LanguageModelError
from answer.generate.models import make_llm, model_address
from answer.generate.personal import is_remote, personal_data
from answer.generate.reply import Missing, Part, ReplyForm, Written, response_format
from answer.generate.reply_parser import ReplyParser
from answer.generate.streaming import NotUnderstoodError, stream_text
from answer.generate.usage import Usage
from answer.generate.writing import Writing
from answer.model import Answer, Turn
from answer.wording.messages import say, together
from index.hit import Hit
from settings import Settings

__all__ = ["LlmEngine", "NothingBorneOutError", "make_llm"]

MOST_WRITTEN: Final = 20_000  # characters of a reply that are read


class NothingBorneOutError(LanguageModelError):
    """Nothing that the model wrote is borne out by the documents."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What is to be answered.

    Attributes:
        question: A question that stands alone.
        evidence: Ranked passages; the first that fit are shown to the model.
        language: Language of the answer and of the notes to the reader.
        history: The conversation before.
    """

    question: str
    evidence: Sequence[Hit]
    language: str = "en"
    history: Sequence[Turn] = ()


class LlmEngine:
    """Answers from passages with a language model, sentence by sentence, each verified before it is shown.

    Args:
        llm: The model, behind LlamaIndex's interface.
        settings: The longest wait, the most passages, the form of the reply, whether a judge is asked as well.
    """

    def __init__(self, llm: LLM, settings: Settings) -> None:
        self._llm = llm
        self._settings = settings
        self._form = _form_asked(settings)
        self._keeps_in = is_remote(model_address(settings)) and not settings.llm_personal_data

    @property
    def name(self) -> str:
        """The engine's name in an answer: "llm:" and the model's."""
        return f"llm:{self._settings.llm_model}"

    def stream(self, asked: Asked) -> Iterator[Answer]:
        """The answer as it grows, a sentence at a time; nothing where the model says it is not there.

        Raises:
            LanguageModelError: what is asked holds personal data, and the model is on another machine.
            NothingBorneOutError: it wrote something, and neither it nor its proofs stand in the documents.
            LanguageModelError: it cannot be reached, is too slow, breaks off or writes nothing, before it wrote a
                sentence; after that, the answer so far stands, with a note.
        """
        if self._keeps_in and any(map(personal_data, _sent(asked))):
            raise LanguageModelError("model_personal_data")
        answering = _Answering(self, asked)
        try:
            yield from answering.written()
            yield from answering.repaired()
        except LanguageModelError as error:
            if not answering.writing.begun:
                raise
            answering.note = error.said(asked.language)
        yield from answering.finished()

    def parts(self, messages: Sequence[ChatMessage], seconds: float, usage: Usage) -> Iterator[list[Part]]:
        """What a reply says, as it arrives.

        Raises:
            LanguageModelError: as ``stream_text``.
        """
        parser = ReplyParser()
        written = 0
        try:
            for piece in stream_text(self._llm, messages, seconds, usage, self._form):
                yield parser.feed(piece)
                written += len(piece)
                if written > MOST_WRITTEN:
                    return
        except LanguageModelError:
            yield parser.broken()
            raise
        yield parser.close()

    @property
    def structured(self) -> bool:
        """Whether replies are asked for in JSON."""
        return bool(self._form)

    def without_form(self) -> bool:
        """Ask for plain lines from now on; whether there was a form to give up."""
        had, self._form = bool(self._form), {}
        return had

    @property
    def settings(self) -> Settings:
        """What the engine was made with."""
        return self._settings

    def judge(self, usage: Usage) -> Judge | None:
        """Who reads every sentence again, where that is set."""
        wanted = self._settings.llm_judge
        return Judge(self._llm, self._settings.llm_seconds, usage) if wanted else None


class _Answering:
    """One question being answered."""

    def __init__(self, engine: LlmEngine, asked: Asked) -> None:
        settings = engine.settings
        self._engine, self._asked = engine, asked
        self._ends = monotonic() + settings.llm_seconds
        self._usage = Usage()
        self._passages = shown(asked.evidence, settings.llm_passages)
        self._missing: Missing | None = None
        self.note = ""
        self.writing = Writing(engine.name, self._passages, asked.language, engine.judge(self._usage))

    def written(self) -> Iterator[Answer]:
        """The answer as the model writes it; a server that knows no form is asked again without."""
        try:
            yield from self._written()
        except NotUnderstoodError:
            if not self._engine.without_form():
                raise
            yield from self._written()

    def _written(self) -> Iterator[Answer]:
        asked, structured = self._asked, self._engine.structured
        messages = to_answer(
            asked.question, self._passages, asked.language, asked.history, structured=structured
        )
        for part in self._parts(messages):
            if isinstance(part, Missing):
                self._missing = part
            elif self.writing.take(part):
                yield self._told(self.writing.draft().answer())
            if self.writing.complete:
                return

    def repaired(self) -> Iterator[Answer]:
        """The answer as its faulty sentences are put right, once, where there is time."""
        faulty = self.writing.faulty()
        left = self._ends - monotonic()
        if not faulty or left <= self._engine.settings.llm_seconds / 2 or self._found_nothing:
            return
        asked, structured = self._asked, self._engine.structured
        again = to_repair(asked.question, self._passages, faulty, asked.language, structured=structured)
        for part in self._parts(again):
            if isinstance(part, Written) and self.writing.put_right(part):
                yield self._told(self.writing.draft().answer())

    def finished(self) -> Iterator[Answer]:
        """The whole answer with its notes; nothing where the model found none.

        Raises:
            LanguageModelError: there is nothing to show, and the model did not say that there is nothing.
        """
        language, model = self._asked.language, self._engine.settings.llm_model
        draft = self.writing.draft(quoting=True)
        if not len(draft):
            if self.writing.begun and not self._found_nothing:
                raise NothingBorneOutError("model_unsupported", model=model)
            if self._missing is not None:
                return
            raise LanguageModelError("model_silent", model=model)
        lost, replaced = self.writing.lost(), self.writing.replaced()
        told = [say("model_left_out", language, count=str(lost))] if lost else []
        told += [say("model_quoted_instead", language, count=str(replaced))] if replaced else []
        yield self._told(replace(draft.answer(), message=together(self.note, *told)))

    @property
    def _found_nothing(self) -> bool:
        return self._missing is not None and self._missing.everything

    def _parts(self, messages: Sequence[ChatMessage]) -> Iterator[Part]:
        left = max(0.0, self._ends - monotonic())
        for parts in self._engine.parts(messages, left, self._usage):
            yield from parts

    def _told(self, answer: Answer) -> Answer:
        """The answer with what is missing, in the model's words, and with what it took."""
        missing = self._missing.text if self._missing else ""
        return replace(answer, partly=missing, usage=self._usage.told(self._engine.settings))


def _form_asked(settings: Settings) -> Mapping[str, Any]:
    """What the engine asks of its server beside the messages: the reply's JSON schema, the count of tokens."""
    if settings.llm_reply == "lines":
        return {}
    if settings.engine in ("openai", "openai-like"):
        return {"response_format": response_format(), "stream_options": {"include_usage": True}}
    return {"format": ReplyForm.model_json_schema()} if settings.engine == "ollama" else {}


def _sent(asked: Asked) -> Iterator[str]:
    yield asked.question
    for turn in asked.history:
        yield turn.question
