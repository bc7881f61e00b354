"""Language models behind LlamaIndex's interface, by the one setting that names the engine."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib import import_module
from typing import Any, Final

from llama_index.core.base.llms.types import LLMMetadata
from llama_index.core.llms import LLM
from llama_index.llms.openai import OpenAI
from pydantic import SecretStr

from answer.generate.model_error import LanguageModelError
from settings import Settings

OPENAI_ADDRESS = "https://api.openai.com/v1"
OLLAMA_ADDRESS = "http://127.0.0.1:11434"
CONTEXT = 8_192  # tokens, where the server does not say; evidence is cut to fit half of it
MOST_TOKENS = 2_048  # of a reply, where a service wants to be told
NO_KEY = "none"  # sent where a server wants no key, so that no other key of the machine is sent in its place


@dataclass(frozen=True, slots=True)
class Provider:
    """A service that LlamaIndex has a package for.

    Attributes:
        module: The package's module.
        name: The class there.
        extra: The extra of this program that installs it.
        address: Where its service is, as far as can be told: only its host counts, which is another machine.
        fields: What the class wants, made from the settings.
    """

    module: str
    name: str
    extra: str
    address: str
    fields: Callable[[Settings, str], Mapping[str, Any]]


def _keyed(settings: Settings, key: str) -> Mapping[str, Any]:
    return {"model": settings.llm_model, "api_key": key, "max_tokens": MOST_TOKENS, "max_retries": 0}


def _timed(settings: Settings, key: str) -> Mapping[str, Any]:
    return {**_keyed(settings, key), "temperature": 0.0, "timeout": settings.llm_seconds}


def _of_the_machine(settings: Settings, _: str) -> Mapping[str, Any]:
    return {name: value for name, value in _timed(settings, "").items() if name != "api_key"}


PROVIDERS: Final[Mapping[str, Provider]] = {
    "anthropic": Provider(
        "llama_index.llms.anthropic", "Anthropic", "anthropic", "https://api.anthropic.com", _timed
    ),
    "gemini": Provider(
        "llama_index.llms.google_genai",
        "GoogleGenAI",
        "gemini",
        "https://generativelanguage.googleapis.com",
        _keyed,
    ),
    "mistral": Provider(
        "llama_index.llms.mistralai", "MistralAI", "mistral", "https://api.mistral.ai", _timed
    ),
    "bedrock": Provider(
        "llama_index.llms.bedrock_converse",
        "BedrockConverse",
        "bedrock",
        "https://bedrock.amazonaws.com",
        _of_the_machine,
    ),
}
"""The services behind extras; Bedrock takes its key from the machine, as Amazon's tools do."""


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
    if settings.engine in PROVIDERS:
        return settings.llm_base_url or PROVIDERS[settings.engine].address
    default = {"openai": OPENAI_ADDRESS, "ollama": OLLAMA_ADDRESS}.get(settings.engine, "")
    return settings.llm_base_url or default


def make_llm(settings: Settings) -> LLM:
    """The language model that the settings name.

    Raises:
        LanguageModelError: a setting is missing, or the optional package of the engine is.
    """
    if not settings.llm_model:
        raise LanguageModelError("engine_needs_model", engine=settings.engine)
    if settings.engine == "ollama":
        return _ollama(settings)
    if settings.engine in PROVIDERS:
        return _provided(settings, PROVIDERS[settings.engine])
    address = model_address(settings)
    if not address:
        raise LanguageModelError("engine_needs_address")
    return _openai(settings, address, settings.llm_api_key)


def _openai(settings: Settings, address: str, key: SecretStr) -> LLM:
    if settings.engine == "openai" and not key.get_secret_value():
        raise LanguageModelError("engine_needs_key", engine=settings.engine)
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
        raise LanguageModelError("engine_needs_package", engine="ollama", extra="ollama") from error
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


def _provided(settings: Settings, provider: Provider) -> LLM:
    key = settings.llm_api_key.get_secret_value()
    if not key and settings.engine != "bedrock":
        raise LanguageModelError("engine_needs_key", engine=settings.engine)
    try:
        made = getattr(import_module(provider.module), provider.name)
    except ImportError as error:
        raise LanguageModelError(
            "engine_needs_package", engine=settings.engine, extra=provider.extra
        ) from error
    llm: LLM = made(**provider.fields(settings, key))
    return llm
