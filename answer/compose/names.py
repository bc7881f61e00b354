"""What a speaker is called in the language of the question."""

import gettext
import re
from functools import cache
from typing import Final

import pycountry

from ingest.names.speaker_names import OTHERS
from ingest.names.speakers import canonical_speaker
from language.pack import base

_LOCALES: Final = {"ar": "ar", "es": "es", "fr": "fr", "ru": "ru", "zh": "zh_CN"}
_VOWELS: Final = re.compile("[\u064b-\u0652]")  # Arabic lists of names write them, texts do not
_SCRIPTS: Final = {"ar": ("\u0600", "\u06ff"), "ru": ("\u0400", "\u04ff"), "zh": ("\u4e00", "\u9fff")}


def called(name: str, language: str) -> str:
    """A speaker's name in a language; as it is in English, and where no name in that language is known.

    Args:
        name: The one spelling of the register.
        language: BCP 47 code of the question.
    """
    code = base(language)
    if code not in _LOCALES:
        return name
    return _states(code).get(name) or _others(name, code)


def all_called(names: tuple[str, ...] | list[str], language: str) -> str:
    """Several names, as a list of the language."""
    sign = {"zh": "、", "ar": "، "}.get(base(language), ", ")
    return sign.join(called(name, language) for name in names)


@cache
def _states(code: str) -> dict[str, str]:
    """The States by the register's spelling, each with its common name in a language."""
    translated = gettext.translation("iso3166-1", pycountry.LOCALES_DIR, languages=[_LOCALES[code]])
    found: dict[str, str] = {}
    for country in pycountry.countries:
        printed = [getattr(country, "common_name", ""), country.name, getattr(country, "official_name", "")]
        named = [translated.gettext(name) for name in printed if name]
        same = code not in _SCRIPTS  # "China" is the Spanish name too
        other = next((name for name in named if same or name not in printed), "")
        if other:
            found[canonical_speaker(country.name)] = _VOWELS.sub("", other.partition(", ")[0])
    return found


def _others(name: str, code: str) -> str:
    """A group's name in a language told by its script; Latin script does not tell French from Spanish."""
    first, last = _SCRIPTS.get(code, ("", ""))
    aliases = OTHERS.get(name, ()) if first else ()
    return next(
        (alias for alias in aliases if all(first <= sign <= last or sign == " " for sign in alias)), name
    )
