"""What a language model replies: sentences with their proofs, what is missing, or that nothing was found."""

from dataclasses import dataclass
from typing import Any, Final

from pydantic import BaseModel, ConfigDict

NOT_FOUND: Final = "NOT_FOUND"


@dataclass(frozen=True, slots=True)
class Brought:
    """A proof as the model brings it: the passage's short id, and words that should stand there."""

    passage: str
    words: str


@dataclass(frozen=True, slots=True)
class Written:
    """A sentence as the model wrote it, with the proofs it brings; plain, without marks."""

    text: str
    proofs: tuple[Brought, ...]


@dataclass(frozen=True, slots=True)
class Missing:
    """What the passages do not tell, in the model's words; empty where they answer nothing at all."""

    text: str = ""

    @property
    def everything(self) -> bool:
        """Whether the model says that nothing was found."""
        return not self.text


Part = Written | Missing


class _Form(BaseModel):
    model_config = ConfigDict(extra="forbid")


class ProofForm(_Form):
    """A proof in JSON."""

    passage: str
    words: str


class SentenceForm(_Form):
    """A sentence in JSON."""

    text: str
    proofs: list[ProofForm]


class ReplyForm(_Form):
    """A whole reply in JSON."""

    statements: list[SentenceForm]
    missing: str
    not_found: bool


def response_format() -> dict[str, Any]:
    """The reply's JSON schema as OpenAI's protocol asks for it."""
    schema = {"name": "reply", "strict": True, "schema": ReplyForm.model_json_schema()}
    return {"type": "json_schema", "json_schema": schema}
