"""The engine with a language model: it writes statements, and only what is borne out reaches the reader."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from llama_index.core.llms import LLM, ChatMessage, MessageRole

from answer.draft import Draft
from answer.llm_parser import Line, LineParser
from answer.markdown import escape
from answer.messages import say
from answer.model import Answer, Turn
from answer.models import make_llm, stream_text
from answer.sentences import sentences
from answer.verify import Rejected, verify
from errors import ModelError
from index.hit import Hit
from prompts import prompt
from settings import Settings

__all__ = ["LlmEngine", "NothingBorneOutError", "make_llm"]

MOST_PASSAGES: Final = 8
LONGEST_EVIDENCE: Final = 12_000  # characters of passages in one prompt, about 3,000 tokens of English
MOST_STATEMENTS: Final = 8
MOST_WRITTEN: Final = 20_000  # characters of a reply that are read
EARLIER: Final = 3  # questions of the conversation that are shown


class NothingBorneOutError(ModelError):
    """Nothing that the model wrote is borne out by the documents."""


class LlmEngine:
    """Answers from passages with a language model, statement by statement, each verified before it is shown.

    Args:
        llm: The model, behind LlamaIndex's interface.
        settings: The longest wait.
    """

    def __init__(self, llm: LLM, settings: Settings) -> None:
        self._llm = llm
        self._seconds = settings.llm_seconds
        self._model = settings.llm_model

    @property
    def name(self) -> str:
        """The engine's name in an answer: "llm:" and the model's."""
        return f"llm:{self._model}"

    def stream(
        self, question: str, evidence: Sequence[Hit], *, history: Sequence[Turn] = (), language: str = "en"
    ) -> Iterator[Answer]:
        """The answer as it grows, a statement at a time; nothing where the model says it is not there.

        Args:
            question: A question that stands alone.
            evidence: Ranked passages; the first that fit are shown to the model.
            history: Earlier turns, oldest first; only their questions are shown.
            language: Language of the notes to the reader.

        Raises:
            NothingBorneOutError: it wrote something, and none of it is borne out.
            ModelError: it cannot be reached, is too slow, breaks off or writes nothing, before it wrote a
                statement that is borne out; after that, the answer so far stands, with a note.
        """
        writing = _Writing(self.name, _shown(evidence))
        parser = LineParser()
        note = ""
        try:
            for lines in self._lines(parser, _messages(question, writing.passages, history)):
                for line in lines:
                    if writing.take(line):
                        yield writing.draft.answer()
                if writing.complete:
                    break
        except ModelError as error:
            if not writing.draft:
                raise
            note = str(error)
        yield from writing.finished(note, language, self._model)

    def _lines(self, parser: LineParser, messages: Sequence[ChatMessage]) -> Iterator[list[Line]]:
        written = 0
        for piece in stream_text(self._llm, messages, self._seconds):
            yield parser.feed(piece)
            written += len(piece)
            if written > MOST_WRITTEN:
                return
        yield parser.close()


class _Writing:
    """An answer in the making: what has been verified, and what has been left out."""

    def __init__(self, engine: str, passages: dict[str, Hit]) -> None:
        self.passages = passages
        self.draft = Draft(engine)
        self._left_out = 0
        self._not_found = False

    @property
    def complete(self) -> bool:
        return self._not_found or len(self.draft) >= MOST_STATEMENTS

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
        if isinstance(verified, Rejected):
            self._left_out += 1
            return
        numbers = [self.draft.cite(s.hit.document, s.hit.passage, s.quote) for s in verified.supports]
        self.draft.state(escape(verified.text), tuple(dict.fromkeys(numbers)), verified.verdict)

    def finished(self, note: str, language: str, model: str) -> Iterator[Answer]:
        """The whole answer with its notes; nothing where the model found none.

        Raises:
            ModelError: there is nothing to show, and the model did not say that there is nothing.
        """
        if not self.draft:
            if self._left_out:
                raise NothingBorneOutError(say("model_unsupported", language, model=model))
            if self._not_found:
                return
            raise ModelError(say("model_silent", language, model=model))
        left_out = say("model_left_out", language, count=str(self._left_out)) if self._left_out else ""
        yield replace(self.draft.answer(), message=" ".join(filter(None, (note, left_out))))


def _shown(evidence: Sequence[Hit]) -> dict[str, Hit]:
    """The passages that fit into one prompt, by the short ids the model sees."""
    shown: dict[str, Hit] = {}
    room = LONGEST_EVIDENCE
    for hit in evidence[:MOST_PASSAGES]:
        room -= len(hit.passage.text)
        if room < 0 and shown:
            break
        shown[f"p{len(shown) + 1}"] = hit
    return shown


def _messages(question: str, passages: dict[str, Hit], history: Sequence[Turn]) -> list[ChatMessage]:
    earlier = [f"Earlier question: {_inert(turn.question)}" for turn in history[-EARLIER:]]
    asked = prompt("question").fill(
        passages="\n".join(_passage(name, hit) for name, hit in passages.items()),
        earlier="\n".join(earlier),
        question=_inert(question),
    )
    return [
        ChatMessage(role=MessageRole.SYSTEM, content=prompt("answer").fill()),
        ChatMessage(role=MessageRole.USER, content=asked),
    ]


def _passage(name: str, hit: Hit) -> str:
    """One passage in a frame that its own words cannot close."""
    speaker = hit.passage.speaker or "the document itself"
    about = f"{hit.document.name}, {hit.document.date or 'no date'}; speaker: {speaker}"
    text = _inert(hit.passage.text[:LONGEST_EVIDENCE])
    return f"<passage {name} ({_inert(about)})>\n{text}\n</passage {name}>"


def _inert(text: str) -> str:
    return text.replace("<", "‹").replace(">", "›")
