"""The words sent to a language model: one Markdown file each, with a version, filled in by name."""

import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from string import Template

_FORM = re.compile(r"---\nversion: (?P<version>\d+)\n---\n(?P<text>.+)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Prompt:
    """A text for a language model.

    Attributes:
        name: The file's name without ".md".
        version: Raised whenever the words change, so that a measurement can say what it measured.
        text: The words, with ``$name`` where something is filled in.
    """

    name: str
    version: int
    text: str

    def fill(self, **values: str) -> str:
        """The text with every ``$name`` replaced; what is filled in is never read for names again.

        Raises:
            KeyError: a name of the text has no value.
        """
        return Template(self.text).substitute(values)


@cache
def prompt(name: str) -> Prompt:
    """The prompt of that name.

    Raises:
        ValueError: the file does not begin with its version.
    """
    content = files(__name__).joinpath(f"{name}.md").read_text(encoding="utf-8")
    match = _FORM.fullmatch(content)
    if match is None:
        raise ValueError(f"prompts/{name}.md does not begin with its version")
    return Prompt(name, int(match["version"]), match["text"].strip())
