"""Who may speak: States by their UN short names, groups and organisations, in one spelling each."""

import gettext
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

import pycountry

from ingest.names.speaker_names import (
    CAPITALS_ONLY,
    NOT_SPEAKERS,
    OTHERS,
    SPOKEN,
    STATE_ALIASES,
    TERRITORIES,
    UN_SHORT_FORMS,
    WITH_ARTICLE,
)

LOCALES = ("ar", "es", "fr", "ru", "zh_CN")

_CJK = r"[\u4e00-\u9fff]"
_ARABIC_VOWELS = re.compile("[\u064b-\u0652\u0670\u0640]")  # names in lists have them, texts do not
_ARABIC_PREFIX = "(?:[وفبلك]{1,2})?"


@dataclass(frozen=True, slots=True, kw_only=True)
class SpeakerMention:
    """A speaker named in a text: the one spelling, and where the name stands."""

    speaker: str
    start: int
    end: int


def canonical_speaker(name: str) -> str:
    """One spelling of a speaker's name: a State's UN short form, a known organisation's full name.

    A name nobody knows comes back as it is, with white space tidied.
    """
    tidy = re.sub(r"\s+", " ", name).strip(" :;,.–—-") if not name.strip().endswith(".S.") else name.strip()
    found = _names().get(_fold(tidy)) or _names().get(_fold(re.sub(r"^[Tt]he ", "", tidy)))
    return found or tidy


def known_speaker(name: str) -> str | None:
    """The one spelling where ``name`` is the whole name of a known State or organisation, else None."""
    tidy = re.sub(r"\s+", " ", name).strip(" :;,–—-*")
    return _names().get(_fold(tidy)) or _names().get(_fold(re.sub(r"^[Tt]he ", "", tidy)))


def display_speaker(name: str) -> str:
    """The name as it reads in the middle of an English sentence ("the Netherlands", "China")."""
    if name in SPOKEN:
        return SPOKEN[name]
    return f"the {name}" if name in WITH_ARTICLE else name


def find_speakers(text: str) -> list[SpeakerMention]:
    """The known speakers named in ``text``, in order; never inside another word or another name.

    Names are found in the six UN languages. Full names are found in small letters too ("russia"),
    short ones only as printed ("US", never "us").
    """
    folded = _fold_case(text)
    found = []
    for match in _pattern().finditer(folded):
        key = match[0].lower() if match.lastgroup != "stem" else match["stem"].lower()
        speaker = _speaker_of(match, text[match.start() : match.end()], key)
        if speaker:
            found.append(SpeakerMention(speaker=speaker, start=match.start(), end=match.end()))
    return found


def _speaker_of(match: re.Match[str], printed: str, key: str) -> str | None:
    names, stems = _names(), _stems()
    if match.lastgroup == "stem":
        return stems.get(re.sub(r"[а-я]*$", "", key, count=1)) or _by_stem(key, stems)
    article = key.startswith("the ") and key not in names
    bare = key.removeprefix("the ") if article else key
    if bare not in names:
        bare = re.sub("^[وفبلك]{1,2}", "", bare)
    speaker = names.get(bare)
    if speaker is None:
        return None
    small = (printed[4:] if article else printed)[:1].islower()
    return None if small and (len(bare) < 4 or bare in CAPITALS_ONLY or bare in _acronyms()) else speaker


def _by_stem(key: str, stems: dict[str, str]) -> str | None:
    return next((stems[key[:size]] for size in range(len(key), 3, -1) if key[:size] in stems), None)


@cache
def _names() -> dict[str, str]:
    """Every known name, folded, with its one spelling; phrases that are nobody map to the empty string."""
    names: dict[str, str] = {}
    for speaker, alias in [*_state_names(), *_other_names()]:
        names.setdefault(_fold(alias), speaker)
    names.update((_fold(phrase), "") for phrase in NOT_SPEAKERS)
    return names


@cache
def _acronyms() -> frozenset[str]:
    aliases = [alias for group in (*STATE_ALIASES.values(), *OTHERS.values()) for alias in group]
    return frozenset(_fold(alias) for alias in aliases if alias.isupper())


def _other_names() -> Iterator[tuple[str, str]]:
    for name, aliases in OTHERS.items():
        for alias in (name, *aliases):
            yield name, alias


def _state_names() -> Iterator[tuple[str, str]]:
    """Pairs of UN short form and one of its names."""
    translations = [
        gettext.translation("iso3166-1", pycountry.LOCALES_DIR, languages=[code]) for code in LOCALES
    ]
    for country in pycountry.countries:
        if country.alpha_2 in TERRITORIES:
            continue
        speaker = _short_form(country)
        yield speaker, speaker
        printed = [country.name, getattr(country, "common_name", ""), getattr(country, "official_name", "")]
        translated = [each.gettext(name) for each in translations for name in printed if name]
        for name in (*STATE_ALIASES.get(country.alpha_2, ()), *printed, *translated):
            for form in _forms(name):
                yield speaker, form


def _short_form(country: object) -> str:
    code, name = country.alpha_2, country.name  # type: ignore[attr-defined]
    if code in UN_SHORT_FORMS:
        return UN_SHORT_FORMS[code]
    head, comma, tail = name.partition(", ")
    return f"{tail} {head}".replace("'", "’") if comma else name.replace("'", "’")


def _forms(name: str) -> Iterator[str]:
    """A name as listed and as said: "Iran, Islamic Republic of" is also "Islamic Republic of Iran"."""
    if not name:
        return
    yield name
    head, comma, tail = name.partition(", ")
    if comma:
        yield f"{tail} {head}"
        yield f"{head} ({tail})"
    bare = re.sub(r"\s*\(.*\)$", "", name)
    if bare != name:
        yield bare


@cache
def _stems() -> dict[str, str]:
    """Stems of one-word Russian names, so that every case form is found."""
    stems: dict[str, str] = {}
    for key, speaker in _names().items():
        if speaker and re.fullmatch(r"[а-я]{5,}", key):
            stems.setdefault(re.sub(r"(?:ия|[аеиоуыьэюя])$", "", key), speaker)
    return {stem: speaker for stem, speaker in stems.items() if len(stem) >= 4}


@cache
def _pattern() -> re.Pattern[str]:
    names = sorted(_names(), key=len, reverse=True)
    cjk = [re.escape(name) for name in names if re.search(_CJK, name) and len(name) > 1]
    arabic = [re.escape(name) for name in names if re.search(r"[\u0600-\u06ff]", name)]
    rest = [re.escape(name) for name in names if not re.search(rf"{_CJK}|[\u0600-\u06ff]", name)]
    stems = [re.escape(stem) for stem in sorted(_stems(), key=len, reverse=True)]
    return re.compile(
        rf"(?<![\w.])(?:the )?(?:{'|'.join(rest)})(?!\w|-[a-z]|\.[a-z])"
        rf"|(?<!\w){_ARABIC_PREFIX}(?:{'|'.join(arabic)})(?!\w)"
        rf"|(?:{'|'.join(cjk)})"
        rf"|(?<!\w)(?P<stem>(?:{'|'.join(stems)})[а-я]{{0,3}})(?!\w)",
        re.IGNORECASE,
    )


def _fold(text: str) -> str:
    return _ARABIC_VOWELS.sub("", _fold_case(text).lower())


def _fold_case(text: str) -> str:
    """Accents and typographic apostrophes taken off, one character for one."""
    return "".join(unicodedata.normalize("NFD", char)[0] for char in text).replace("’", "'").replace("‘", "'")
