"""Which language a text is in: cheap, and sane on short passages."""

import re
from functools import cache, lru_cache
from typing import Final

from py3langid.langid import MODEL_FILE, LanguageIdentifier

CANDIDATES: Final = ("ar", "de", "en", "es", "fr", "it", "nl", "pt", "ru", "tr", "zh")
UN_LANGUAGES: Final = ("ar", "en", "es", "fr", "ru", "zh")
SHORTEST = 80

_SCRIPTS: Final = (
    ("zh", re.compile(r"[\u4e00-\u9fff]")),
    ("ar", re.compile(r"[\u0600-\u06ff]")),
    ("ru", re.compile(r"[\u0400-\u04ff]")),
)
_LETTER = re.compile(r"[^\W\d_]")
_QUESTION_WORDS: Final[dict[str, frozenset[str]]] = {
    "en": frozenset(
        "what who when where which how why did does is are was the of about say said in on and to".split()
    ),
    "fr": frozenset(
        "combien selon dans aux ce cette il elle sont ont pour avec a lors que quoi qui quand où quel quelle quels quelles comment pourquoi est dit les des la le sur du au une un et".split()
    ),
    "es": frozenset(
        "según con para se fue son qué quién cuándo dónde cuál cuáles cómo por dijo el los las del sobre en una un y la es".split()
    ),
}


@cache
def _identifier() -> LanguageIdentifier:
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
        return default if default not in {"zh", "ar", "ru"} else _latin_guess(sample, default)
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
    scores = {code: sum(word in known for word in words) for code, known in _QUESTION_WORDS.items()}
    best = max(scores, key=lambda code: (scores[code], code == "en"))
    return best if scores[best] else language_of(text)


def _by_script(text: str) -> str | None:
    letters = len(_LETTER.findall(text)) or 1
    for code, script in _SCRIPTS:
        if len(script.findall(text)) > 0.4 * letters:
            return code
    return None


def _latin_guess(sample: str, default: str) -> str:
    """A short text in Latin letters within a document that has none is most often English."""
    return "en" if len(sample) > 3 else default
