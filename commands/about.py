"""What the command line says of itself: its release, settings as they are typed, variables that set nothing."""

import re
import tomllib
from collections.abc import Iterable
from difflib import get_close_matches
from importlib.metadata import version as installed
from pathlib import Path
from typing import Final

PREFIX: Final = "RAPPORTEUR_"
_FOR_TESTS: Final = f"{PREFIX}TEST_"


def version() -> str:
    """The release: of the source this runs from, or of the installed package."""
    source = Path(__file__).parents[1] / "pyproject.toml"
    if source.is_file():
        return str(tomllib.loads(source.read_text(encoding="utf-8"))["project"]["version"])
    return installed("rapporteur")


def as_typed(message: str) -> str:
    """A message with the names of settings as a person types them: llm_model is RAPPORTEUR_LLM_MODEL."""
    from settings import Settings

    # A name without an underscore is a word as well, and is taken for a setting only where it is called one.
    names = "|".join(sorted(Settings.model_fields, key=len, reverse=True))
    return re.sub(
        rf"(?<=setting “)(?:{names})(?=”)|(?<![\w/.-])(?=[a-z]+_)(?:{names})(?![\w/-])",
        lambda found: PREFIX + found[0].upper(),
        message,
    )


def unknown_variables(environment: Iterable[str]) -> list[str]:
    """A sentence for each variable that looks like a setting and is none, so that it would set nothing unseen."""
    from settings import Settings

    known = {PREFIX + name.upper() for name in Settings.model_fields}
    said = []
    for name in sorted(environment):
        if not name.upper().startswith(PREFIX) or name.upper() in known or name.startswith(_FOR_TESTS):
            continue
        near = get_close_matches(name.upper(), known, n=1)
        meant = f" Did you mean {near[0]}?" if near else ""
        said.append(f"The variable {name} sets nothing: there is no such setting.{meant}")
    return said
