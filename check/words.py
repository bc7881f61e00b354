"""What is said of a draft and its quotations, in the reader's language (the catalogue is messages.toml)."""

from dataclasses import dataclass, field
from typing import Final

from answer.wording.catalogue import Catalogue
from language.pack import base

_OURS: Final = Catalogue("check")


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence by its key, with what is filled in: it can be said in any language."""

    key: str
    values: dict[str, str] = field(default_factory=dict)


def say(key: str, language: str, **values: str) -> str:
    """A sentence in a language, in English where the catalogue has not that language.

    Args:
        key: Its name in ``messages.toml``.
        language: BCP 47 code.
        values: What is filled in.

    Raises:
        KeyError: no such sentence, or a value it needs is missing.
    """
    return _OURS.say(key, base(language), **values)
