"""What an acronym stands for, so that "OEWG" finds "open-ended working group"."""

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

_WORD = re.compile(r"[^\W_]+")


def expansions(text: str) -> dict[str, tuple[str, ...]]:
    """The acronyms that a text uses, in small letters, each with the names it stands for.

    An acronym counts only as it is printed, in capitals: "ai" and "sids" may be other words.
    """
    known = _known()
    return {word.casefold(): known[word] for word in dict.fromkeys(_WORD.findall(text)) if word in known}


def spelled_out(text: str) -> dict[str, tuple[str, ...]]:
    """The acronyms whose names a text has in full, in small letters, each with all its names."""
    folded = text.casefold()
    return {
        acronym.casefold(): names
        for acronym, names in _known().items()
        if any(name in folded for name in names)
    }


@cache
def _known() -> Mapping[str, tuple[str, ...]]:
    text = files("index.lexical").joinpath("acronyms.toml").read_text(encoding="utf-8")
    return {acronym: tuple(names) for acronym, names in tomllib.loads(text).items()}
