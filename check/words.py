"""What is said of a draft and its quotations, in the reader's language; ``messages.toml`` has the sentences."""

import tomllib
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Final

FALLBACK: Final = "en"


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence by its key, with what is filled in: it can be said in any language."""

    key: str
    values: dict[str, str] = field(default_factory=dict)

    def __str__(self) -> str:
        """The sentence in English."""
        return say(self.key, FALLBACK, **self.values)


def say(key: str, language: str, **values: object) -> str:
    """A sentence in a language, in English where it is not there in that one.

    Args:
        key: Its name in ``messages.toml``.
        language: BCP 47 code.
        values: What is filled in.

    Raises:
        KeyError: no such sentence.
    """
    messages = _messages()
    own = messages.get(language.split("-", maxsplit=1)[0], {})
    return own.get(key, messages[FALLBACK][key]).format(**values)


@cache
def _messages() -> dict[str, dict[str, str]]:
    with Path(__file__).with_name("messages.toml").open("rb") as file:
        return tomllib.load(file)
