"""Catalogues of what the program says: one TOML file a room, a table a language, words in braces filled in."""

import tomllib
from functools import cached_property
from importlib.resources import files
from typing import Final

FALLBACK: Final = "en"


class Catalogue:
    """The messages of one room.

    Args:
        room: The package that holds ``messages.toml``.
    """

    def __init__(self, room: str) -> None:
        self._room = room

    @cached_property
    def tables(self) -> dict[str, dict[str, str]]:
        """Messages by language and key."""
        return tomllib.loads(files(self._room).joinpath("messages.toml").read_text(encoding="utf-8"))

    def say(self, key: str, language: str, **values: str) -> str:
        """The message ``key`` in ``language`` (English where the language is not in the catalogue).

        Raises:
            KeyError: no such message, or a value it needs is missing.
        """
        return self.tables.get(language, self.tables[FALLBACK])[key].format(**values)
