"""What the program itself says, in the question's language (the catalogue is messages.toml)."""

from answer.wording.catalogue import Catalogue

OURS = Catalogue("answer.wording")


def languages() -> tuple[str, ...]:
    """The languages the program speaks."""
    return tuple(OURS.tables)


def together(*sentences: str) -> str:
    """Notes to the reader as one; empty ones leave nothing behind."""
    return " ".join(filter(None, sentences))


def say(key: str, language: str, **values: str) -> str:
    """The message ``key`` in ``language`` (English where the language is not in the catalogue).

    Raises:
        KeyError: no such message, or a value it needs is missing.
    """
    return OURS.say(key, language, **values)
