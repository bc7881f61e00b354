"""A language model that cannot be used or does not answer, told in the reader's language."""

from answer.wording.messages import say
from errors import ModelError


class LanguageModelError(ModelError):
    """What went wrong, as a message of the catalogue; ``str`` gives it in English.

    Args:
        key: The message's name in the catalogue.
        values: What fills its blanks.
    """

    def __init__(self, key: str, **values: str) -> None:
        super().__init__(say(key, "en", **values))
        self._key = key
        self._values = values

    def said(self, language: str) -> str:
        """The sentence in a language of the catalogue."""
        return say(self._key, language, **self._values)
