"""Language models behind LlamaIndex's interface, and their failures in one sentence each."""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from queue import Empty, SimpleQueue
from threading import Event, Thread
from time import monotonic, sleep

import httpx
import openai
from llama_index.core.base.llms.types import LLMMetadata
from llama_index.core.llms import LLM, ChatMessage
from llama_index.llms.openai import OpenAI
from pydantic import SecretStr

from answer.generate.model_error import LanguageModelError
from settings import Settings

OPENAI_ADDRESS = "https://api.openai.com/v1"
OLLAMA_ADDRESS = "http://127.0.0.1:11434"
CONTEXT = 8_192  # tokens, where the server does not say; evidence is cut to fit half of it
NO_KEY = "none"  # sent where a server wants no key, so that no other key of the machine is sent in its place
_REFUSALS = {401: "model_key_refused", 403: "model_key_refused", 404: "model_unknown"}


class OpenAIServer(OpenAI):
    """A server that speaks OpenAI's protocol; its models need not be on LlamaIndex's list of OpenAI's."""

    @classmethod
    def class_name(cls) -> str:
        """Name under which LlamaIndex would serialise it."""
        return "openai_server"

    @property
    def metadata(self) -> LLMMetadata:
        """A chat model without tools."""
        return LLMMetadata(
            context_window=CONTEXT,
            num_output=self.max_tokens or -1,
            is_chat_model=True,
            is_function_calling_model=False,
            model_name=self.model,
        )


def model_address(settings: Settings) -> str:
    """The address of the server that the settings name; empty where none is."""
    default = {"openai": OPENAI_ADDRESS, "ollama": OLLAMA_ADDRESS}.get(settings.engine, "")
    return settings.llm_base_url or default


def make_llm(settings: Settings) -> LLM:
    """The language model that the settings name.

    Raises:
        LanguageModelError: a setting is missing, or the optional package for Ollama is.
    """
    if not settings.llm_model:
        raise LanguageModelError("engine_needs_model", engine=settings.engine)
    if settings.engine == "ollama":
        return _ollama(settings)
    address = model_address(settings)
    if not address:
        raise LanguageModelError("engine_needs_address")
    return _openai(settings, address, settings.llm_api_key)


def _openai(settings: Settings, address: str, key: SecretStr) -> LLM:
    if settings.engine == "openai" and not key.get_secret_value():
        raise LanguageModelError("engine_needs_key")
    return OpenAIServer(
        model=settings.llm_model,
        api_base=address,
        api_key=key.get_secret_value() or NO_KEY,
        temperature=_temperature(settings),
        timeout=settings.llm_seconds,
        max_retries=0,
    )


def _temperature(settings: Settings) -> float:
    """0, for the likeliest words; 1 where a model of OpenAI's allows no other."""
    fixed = settings.engine == "openai" and settings.llm_model.startswith(("o1", "o3", "o4", "gpt-5"))
    return 1.0 if fixed else 0.0


def _ollama(settings: Settings) -> LLM:
    try:
        from llama_index.llms.ollama import Ollama
    except ImportError as error:
        raise LanguageModelError("engine_needs_ollama") from error
    key = settings.llm_api_key.get_secret_value()
    llm: LLM = Ollama(
        model=settings.llm_model,
        base_url=model_address(settings),
        context_window=CONTEXT,
        temperature=0.0,
        request_timeout=settings.llm_seconds,
        headers={"Authorization": f"Bearer {key}"} if key else {},
    )
    return llm


def stream_text(llm: LLM, messages: Sequence[ChatMessage], seconds: float) -> Iterator[str]:
    """The reply of a model, piece by piece, in all no longer than ``seconds``.

    The model is read on a thread of its own: a server that keeps the line open without a word would hold
    the reader for ever. The thread ends with its next piece, or with the connection's own time limit. A server
    that is busy and says for how long is asked once more then, where that leaves time.

    Raises:
        LanguageModelError: the server cannot be reached, refuses, is too slow, breaks off or answers nonsense.
    """
    ends = monotonic() + seconds
    try:
        yield from _stream(llm, messages, ends, seconds)
    except _BusyError as busy:
        if busy.wait is None or monotonic() + busy.wait >= ends:
            raise
        sleep(busy.wait)
        yield from _stream(llm, messages, ends, seconds)


def _stream(llm: LLM, messages: Sequence[ChatMessage], ends: float, seconds: float) -> Iterator[str]:
    pieces: SimpleQueue[str | Exception | None] = SimpleQueue()
    stopped = Event()
    reader = Thread(target=_read, args=(llm, messages, pieces, stopped), daemon=True)
    reader.start()
    try:
        while True:
            piece = pieces.get(timeout=max(0.0, ends - monotonic()))
            if piece is None:
                return
            if isinstance(piece, Exception):
                raise _failure(piece, llm, seconds) from piece
            yield piece
    except Empty as error:
        raise _slow(llm, seconds) from error
    finally:
        stopped.set()


def _read(
    llm: LLM,
    messages: Sequence[ChatMessage],
    pieces: "SimpleQueue[str | Exception | None]",
    stopped: Event,
) -> None:
    try:
        for response in llm.stream_chat(messages):
            if stopped.is_set():
                return
            if response.delta:
                pieces.put(response.delta)
        pieces.put(None)
    except _failures() as error:
        pieces.put(error)


def _failures() -> tuple[type[Exception], ...]:
    """What the clients raise when a server is away, refuses, breaks off or sends what is not the protocol."""
    broken = (ValueError, KeyError, TypeError, AttributeError, IndexError)
    return (openai.OpenAIError, httpx.HTTPError, OSError, *_ollama_failures(), *broken)


def _ollama_failures() -> tuple[type[Exception], ...]:
    try:
        import ollama
    except ImportError:
        return ()
    return (ollama.ResponseError,)


def _failure(error: Exception, llm: LLM, seconds: float) -> LanguageModelError:
    name = llm.metadata.model_name
    status = getattr(error, "status_code", None)
    if isinstance(error, openai.APITimeoutError | httpx.TimeoutException | TimeoutError):
        return _slow(llm, seconds)
    if status in (429, 503):
        return _BusyError(_wait(error), model=name, status=str(status))
    if isinstance(status, int) and status >= 400:
        return LanguageModelError(_REFUSALS.get(status, "model_refused"), model=name, status=str(status))
    if isinstance(error, openai.APIConnectionError | httpx.ConnectError | ConnectionError):
        return LanguageModelError("model_unreachable", model=name)
    return LanguageModelError("model_broke_off", model=name)


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
    return LanguageModelError("model_slow", model=llm.metadata.model_name, seconds=f"{seconds:g}")
