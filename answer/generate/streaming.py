"""A language model's reply as it arrives, and its failures in one sentence each."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from queue import Empty, SimpleQueue
from threading import Event, Thread
from time import monotonic, sleep
from typing import Any

import httpx
import openai
from llama_index.core.llms import LLM, ChatMessage

from answer.generate.model_error import LanguageModelError
from answer.generate.usage import Usage

_REFUSALS = {401: "model_key_refused", 403: "model_key_refused", 404: "model_unknown"}


def stream_text(
    llm: LLM,
    messages: Sequence[ChatMessage],
    seconds: float,
    usage: Usage | None = None,
    asked: Mapping[str, Any] | None = None,
) -> Iterator[str]:
    """The reply of a model, piece by piece, in all no longer than ``seconds``.

    The model is read on a thread of its own: a server that keeps the line open without a word would hold
    the reader for ever. The thread ends with its next piece, or with the connection's own time limit. A server
    that is busy and says for how long is asked once more then, where that leaves time.

    Args:
        llm: The model.
        messages: What it is sent.
        seconds: Longest wait for the whole reply.
        usage: Where the tokens are added that the server counts.
        asked: What is asked of the server beside the messages, such as a form for the reply.

    Raises:
        LanguageModelError: the server cannot be reached, refuses, is too slow, breaks off or answers nonsense.
    """
    ends = monotonic() + seconds
    request = _Request(llm, tuple(messages), dict(asked or {}), usage or Usage())
    try:
        yield from _stream(request, ends, seconds)
    except _BusyError as busy:
        if busy.wait is None or monotonic() + busy.wait >= ends:
            raise
        sleep(busy.wait)
        yield from _stream(request, ends, seconds)


@dataclass(frozen=True, slots=True)
class _Request:
    llm: LLM
    messages: tuple[ChatMessage, ...]
    asked: dict[str, Any]
    usage: Usage


def _stream(request: _Request, ends: float, seconds: float) -> Iterator[str]:
    pieces: SimpleQueue[str | Exception | None] = SimpleQueue()
    stopped = Event()
    reader = Thread(target=_read, args=(request, pieces, stopped), daemon=True)
    reader.start()
    try:
        while True:
            piece = pieces.get(timeout=max(0.0, ends - monotonic()))
            if piece is None:
                return
            if isinstance(piece, Exception):
                raise _failure(piece, request.llm, seconds) from piece
            yield piece
    except Empty as error:
        raise _slow(request.llm, seconds) from error
    finally:
        stopped.set()


def _read(request: _Request, pieces: "SimpleQueue[str | Exception | None]", stopped: Event) -> None:
    try:
        counts: Mapping[str, Any] = {}
        for response in request.llm.stream_chat(request.messages, **request.asked):
            if stopped.is_set():
                return
            counts = response.additional_kwargs or counts
            if response.delta:
                pieces.put(response.delta)
        request.usage.add(counts)
        pieces.put(None)
    except Exception as error:  # noqa: BLE001 - the client of every provider has failures of its own
        pieces.put(error)


def _failure(error: Exception, llm: LLM, seconds: float) -> LanguageModelError:
    name = llm.metadata.model_name
    status = getattr(error, "status_code", getattr(error, "code", None))
    if isinstance(error, openai.APITimeoutError | httpx.TimeoutException | TimeoutError):
        return _slow(llm, seconds)
    if status in (429, 503):
        return _BusyError(_wait(error), model=name, status=str(status))
    if status in (400, 422):
        return NotUnderstoodError("model_refused", model=name, status=str(status))
    if isinstance(status, int) and status >= 400:
        return LanguageModelError(_REFUSALS.get(status, "model_refused"), model=name, status=str(status))
    if isinstance(error, openai.APIConnectionError | httpx.ConnectError | ConnectionError):
        return LanguageModelError("model_unreachable", model=name)
    return LanguageModelError("model_broke_off", model=name)


class NotUnderstoodError(LanguageModelError):
    """A server that does not take the request as it is: it may know no JSON schema."""


class _BusyError(LanguageModelError):
    """A server that has too much to do; ``wait`` is for how many seconds, where it says so."""

    def __init__(self, wait: float | None, **values: str) -> None:
        super().__init__("model_busy", **values)
        self.wait = wait


def _wait(error: Exception) -> float | None:
    """Seconds of a Retry-After header, given as such or as a date (RFC 9110, section 10.2.3)."""
    response = getattr(error, "response", None)
    told = str(response.headers.get("retry-after", "")) if isinstance(response, httpx.Response) else ""
    if told.strip().isdecimal():
        return float(told)
    try:
        return max(0.0, (parsedate_to_datetime(told) - datetime.now(UTC)).total_seconds())
    except (ValueError, TypeError):
        return None


def _slow(llm: LLM, seconds: float) -> LanguageModelError:
    return LanguageModelError("model_slow", model=llm.metadata.model_name, seconds=f"{round(seconds, 1):g}")
