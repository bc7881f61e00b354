"""Which language a text is in: cheap, and sane on short passages."""

import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Final

from language.pack import pack

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

CANDIDATES: Final = ("ar", "de", "en", "es", "fr", "it", "nl", "pt", "ru", "tr", "zh")
SHORTEST = 80

_SCRIPTS: Final = ("zh", "ar", "ru")
_LATIN: Final = ("en", "fr", "es")  # the first of them where words tell two alike
_LETTER = re.compile(r"[^\W\d_]")


@cache
def _identifier() -> "LanguageIdentifier":
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    identifier.set_languages(list(CANDIDATES))
    return identifier


@lru_cache(maxsize=1024)
def language_of(text: str, default: str = "en") -> str:
    """BCP 47 code of the text's language; ``default`` where it is too short or mixed to tell."""
    script = _by_script(text)
    if script:
        return script
    sample = re.sub(r"https?://\S+|[\d\W_]+", " ", text[:4000]).strip()
    if len(sample) < SHORTEST:
        return default if default not in _SCRIPTS else _latin_guess(sample, default)
    code, probability = _identifier().classify(sample)
    return str(code) if probability > 0.9 else default


def question_language(text: str) -> str:
    """BCP 47 code of a question's language: by script, then by its small words, then English."""
    script = _by_script(text)
    if script:
        return script
    if re.search("[¿¡]", text):
        return "es"
    words = re.findall(r"[^\W\d_]+", text.lower())
    scores = {code: sum(word in pack(code).telling for word in words) for code in _LATIN}
    best = max(scores, key=lambda code: (scores[code], code == "en"))
    return best if scores[best] else language_of(text)


def _by_script(text: str) -> str | None:
    letters = len(_LETTER.findall(text)) or 1
    for code in _SCRIPTS:
        if len(_script(code).findall(text)) > 0.4 * letters:
            return code
    return None


@cache
def _script(code: str) -> re.Pattern[str]:
    return re.compile(pack(code).script or "(?!)")


def _latin_guess(sample: str, default: str) -> str:
    """A short text in Latin letters within a document that has none is most often English."""
    return "en" if len(sample) > 3 else default
