"""Every setting with its default, typed: from flags, environment (RAPPORTEUR_…) or rapporteur.toml."""

import os
from pathlib import Path
from typing import Literal

from platformdirs import user_data_path
from pydantic import Field, SecretStr, ValidationError
from pydantic_settings import (
    BaseSettings,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    TomlConfigSettingsSource,
)

from errors import RapporteurError

Embedding = Literal["e5", "openai", "openai-like", "ollama", "huggingface", "huggingface-onnx"]
Engine = Literal["extractive", "openai", "openai-like", "ollama", "anthropic", "gemini", "mistral", "bedrock"]


class Settings(BaseSettings):
    """What can be set, once, for the command line, the page and the evaluation alike.

    Precedence: arguments, then the environment, then ``rapporteur.toml`` in the working folder.
    """

    model_config = SettingsConfigDict(
        env_prefix="RAPPORTEUR_", toml_file="rapporteur.toml", extra="forbid", frozen=True
    )

    library: Path = Field(
        default_factory=lambda: user_data_path("rapporteur", appauthor=False),
        description="Folder of the register and the indexes.",
    )
    register_url: SecretStr = Field(
        default=SecretStr(""),
        description="PostgreSQL database (postgresql://user@host/name) of a register that machines share; "
        "else a file in the library's folder. May hold a password; never shown.",
    )
    workers: int = Field(
        default_factory=lambda: os.cpu_count() or 1,
        ge=0,
        le=64,
        description="Reading processes; 0 reads in the program itself, with no limit on a document's time and memory.",
    )
    ray: str = Field(
        default="",
        description="Ray cluster that reads and embeds: “local”, “auto” or its address; empty for none.",
    )
    threads: int = Field(
        default_factory=lambda: os.cpu_count() or 1,
        ge=1,
        le=64,
        description="Threads of the embedding model.",
    )
    document_seconds: int = Field(
        default=300, ge=1, description="Longest time one document may take to read, in seconds."
    )
    evidence: int = Field(
        default=24, ge=1, le=200, description="Passages retrieved as candidate evidence for an answer."
    )
    confidence: float = Field(
        default=0.28, ge=0, le=1, description="Least probability with which evidence may answer."
    )
    reranker: str = Field(
        default="",
        description="A reranker of LlamaIndex to order the best passages: its module and class, module:Class.",
    )
    reranker_options: dict[str, str | int | float | bool] = Field(
        default_factory=dict, description="What the reranker is made with, such as its model."
    )
    engine: Engine = Field(default="extractive", description="Who writes the answers.")
    llm_model: str = Field(default="", description="Name of the language model, as its server knows it.")
    llm_base_url: str = Field(default="", description="Address of an OpenAI-compatible or Ollama server.")
    llm_api_key: SecretStr = Field(default=SecretStr(""), description="Key of the server; never shown.")
    llm_seconds: float = Field(default=60.0, gt=0, description="Longest wait for a language model.")
    llm_passages: int = Field(
        default=8, ge=1, le=50, description="Most passages a language model is shown; fewer for a slow one."
    )
    llm_reply: Literal["auto", "lines"] = Field(
        default="auto",
        description="Form of its replies: JSON by a schema where the server knows one, or plain lines.",
    )
    llm_judge: bool = Field(
        default=False,
        description="Whether the model is also asked, of each sentence that passed the checks, if its proofs say that.",
    )
    llm_prompt_price: float = Field(
        default=0.0, ge=0, description="Price of a million tokens sent to it, for the cost of an answer."
    )
    llm_written_price: float = Field(default=0.0, ge=0, description="Price of a million tokens it writes.")
    llm_personal_data: bool = Field(
        default=False, description="Whether questions with personal data may go to a model elsewhere."
    )
    embedding: Embedding = Field(default="e5", description="Where vectors come from; e5 is packaged.")
    embedding_model: str = Field(default="", description="Name of an embedding model that is not packaged.")
    embedding_base_url: str = Field(default="", description="Address of its server.")
    embedding_api_key: SecretStr = Field(default=SecretStr(""), description="Key of its server; never shown.")
    embedding_seconds: float = Field(default=60.0, gt=0, description="Longest wait for its server.")
    embedding_query_prefix: str | None = Field(
        default=None, description="What it wants before a question; unset takes what is known of the model."
    )
    embedding_passage_prefix: str | None = Field(
        default=None, description="What it wants before a passage; unset takes what is known of the model."
    )
    chroma: str = Field(
        default="",
        pattern=r"^(cloud|https?://[^/\s]+/?)?$",
        description="Address of a Chroma server (http://host:port) or “cloud”; else the library's folder.",
    )
    chroma_key: SecretStr = Field(
        default=SecretStr(""), description="Key of the Chroma server or of Chroma Cloud; never shown."
    )
    chroma_tenant: str = Field(default="", description="Tenant there; empty takes the only one.")
    chroma_database: str = Field(default="", description="Database there; empty takes the only one.")
    host: str = Field(default="127.0.0.1", description="Address the page listens on.")
    port: int = Field(default=7860, ge=0, le=65535, description="Port of the page; 0 takes a free one.")
    open: bool = Field(default=False, description="Let everyone in who reaches the page, without sign-in.")
    public_url: str = Field(default="", description="Address of the page as its users' browsers know it.")
    users: Path | None = Field(default=None, description="Users file; names who may sign in.")
    oidc_issuer: str = Field(default="", description="OpenID Connect provider to sign in with.")
    oidc_client_id: str = Field(default="", description="This program's name at the provider.")
    oidc_client_secret: SecretStr = Field(default=SecretStr(""), description="Its secret; never shown.")
    oidc_readers: tuple[str, ...] = Field(
        default=(), description="Who of the provider's people may read: e-mail addresses, @domains, or *."
    )
    oidc_administrators: tuple[str, ...] = Field(
        default=(), description="Who of them may also add and remove documents: e-mail addresses."
    )
    closing_seconds: int = Field(
        default=20,
        ge=0,
        le=3_600,
        description="Time for answers under way when the page is stopped, in seconds.",
    )
    folders: tuple[Path, ...] = Field(
        default=(),
        description="Folders of this machine from which administrators may add documents on the page.",
    )
    log_file: Path | None = Field(default=None, description="Where to log, as JSON; rotates at 10 MB.")
    feedback_days: int = Field(
        default=365, ge=0, description="Days for which readers' judgements of answers are kept; 0 keeps none."
    )
    log_questions: bool = Field(default=False, description="Whether the words of questions may be logged.")
    tools: bool = Field(
        default=True, description="Offer the API to MCP clients, where the extra is installed."
    )
    upload_mb: int = Field(default=32, ge=1, le=1_024, description="Largest file of an upload, in megabytes.")
    upload_visitor_mb: int = Field(
        default=128, ge=1, le=65_536, description="Uploads of one visitor that wait to be read, in megabytes."
    )
    upload_all_mb: int = Field(
        default=512,
        ge=1,
        le=65_536,
        description="Uploads of all visitors that wait to be read, in megabytes.",
    )
    upload_pages: int = Field(default=1_000, ge=1, description="Most pages of an uploaded document.")

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Arguments first, then the environment, then the file."""
        return init_settings, env_settings, TomlConfigSettingsSource(settings_cls)


def load_settings(**flags: object) -> Settings:
    """Settings with the given flags on top; ``None`` means "not given".

    Raises:
        RapporteurError: a setting has a value that is not allowed.
    """
    given = {name: value for name, value in flags.items() if value is not None}
    try:
        return Settings(**given)  # type: ignore[arg-type]
    except ValidationError as error:
        first = error.errors()[0]
        name = ".".join(str(part) for part in first["loc"])
        raise RapporteurError(f"The setting “{name}” is not usable: {first['msg']}.") from error
