"""What the program itself says, in the question's language (the catalogue is messages.toml)."""

import tomllib
from functools import cache
from importlib.resources import files


@cache
def _catalogue() -> dict[str, dict[str, str]]:
    return tomllib.loads(files("answer").joinpath("messages.toml").read_text(encoding="utf-8"))


def languages() -> tuple[str, ...]:
    """The languages the program speaks."""
    return tuple(_catalogue())


def say(key: str, language: str, **values: str) -> str:
    """The message ``key`` in ``language`` (English where the language is not in the catalogue).

    Raises:
        KeyError: no such message, or a value it needs is missing.
    """
    catalogue = _catalogue()
    return catalogue.get(language, catalogue["en"])[key].format(**values)
