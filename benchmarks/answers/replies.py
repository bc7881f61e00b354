"""A language model whose replies are kept, so that a measurement can be taken up again or judged anew.

What was asked before is answered from the file, and the time it took then is added up, so that it can be told
as if the model had been asked.
"""

import hashlib
import json
from collections.abc import Generator, Sequence
from pathlib import Path
from time import perf_counter
from typing import Any

from llama_index.core.base.llms.types import ChatResponse, ChatResponseGen
from llama_index.core.llms import ChatMessage, MessageRole
from pydantic import PrivateAttr

from answer.generate.models import OpenAIServer


class KeptReplies(OpenAIServer):
    """A server that speaks OpenAI's protocol, asked once for the same messages."""

    _path: Path | None = PrivateAttr(default=None)
    _known: dict[str, tuple[str, float]] = PrivateAttr(default_factory=dict)
    _saved: float = PrivateAttr(default=0.0)

    @classmethod
    def of(cls, llm: OpenAIServer, path: Path | None, most_tokens: int) -> "KeptReplies":
        """The model with a file of its replies, JSON lines.

        Args:
            llm: The model, as the settings name it.
            path: The file; made where it is not there. None keeps them for this run only.
            most_tokens: Longest reply.
        """
        kept = cls(
            model=llm.model,
            api_base=llm.api_base,
            api_key=llm.api_key,
            temperature=llm.temperature,
            timeout=llm.timeout,
            max_retries=0,
            max_tokens=most_tokens,
        )
        kept._path = path
        if path is not None and path.exists():
            rows = map(json.loads, path.read_text(encoding="utf-8").splitlines())
            kept._known = {row["key"]: (row["reply"], row["seconds"]) for row in rows}
        return kept

    def saved(self) -> float:
        """Seconds that replies from the file had taken, since this was last called."""
        seconds, self._saved = self._saved, 0.0
        return seconds

    def chat(self, messages: Sequence[ChatMessage], **given: Any) -> ChatResponse:  # noqa: ANN401
        """The reply, whole."""
        *_, last = self.stream_chat(messages, **given)
        return last

    def stream_chat(self, messages: Sequence[ChatMessage], **given: Any) -> ChatResponseGen:  # noqa: ANN401
        """The reply, piece by piece; one that is kept comes in one piece."""
        key = self._key(messages)
        if key not in self._known:
            return self._asked(messages, key, given)
        reply, seconds = self._known[key]
        self._saved += seconds
        return (response for response in [_response(reply, reply)])

    def _asked(
        self, messages: Sequence[ChatMessage], key: str, given: dict[str, Any]
    ) -> Generator[ChatResponse, None, None]:
        began = perf_counter()
        reply = ""
        for piece in super().stream_chat(messages, **given):
            reply += piece.delta or ""
            yield _response(reply, piece.delta or "")
        seconds = round(perf_counter() - began, 3)
        self._known[key] = (reply, seconds)
        row = {"key": key, "reply": reply, "seconds": seconds}
        if self._path is not None:
            with self._path.open("a", encoding="utf-8") as file:
                file.write(json.dumps(row, ensure_ascii=False) + "\n")

    def _key(self, messages: Sequence[ChatMessage]) -> str:
        said = [[message.role.value, message.content] for message in messages]
        return hashlib.sha256(json.dumps([self.model, self.max_tokens, said]).encode()).hexdigest()


def _response(reply: str, delta: str) -> ChatResponse:
    return ChatResponse(message=ChatMessage(role=MessageRole.ASSISTANT, content=reply), delta=delta)
