"""Who and what a text names, told apart from other words: States, organs, cities, symbols, names in capitals."""

import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Final

from ingest.names.speakers import find_speakers
from ingest.names.symbols import find_symbols
from ingest.structure.sentences import Span
from language.demonyms import demonyms
from language.pack import UN_LANGUAGES, base, pack

_SHORTEST_CITY: Final = 4  # letters
_NUMBERED: Final = re.compile(
    r"(?<![A-Za-z0-9/])[A-Z]{1,6}(?:/[A-Za-z0-9.]+)+(?:\s?\([^()\n]{1,20}\))?"
    r"|(?<![A-Za-z0-9/-])(?:E?S-)?\d{1,4}/\d{1,4}(?:/[A-Za-z0-9.]+)*(?![A-Za-z0-9/])"
    r"|(?<![A-Za-z0-9/])\d{2,4}\s?\(\s?(?:(?:19|20)\d\d|[IVXLC]+)\s?\)"
)
_SPAN_OF_YEARS: Final = re.compile(r"(?:19|20)(\d\d)/(?:19|20)?(\d\d)")
_BARE_RESOLUTION: Final = re.compile(r"res(?:olutions?\b|\.)\s+(?P<number>.+)", re.IGNORECASE)
_BEFORE_AN_ORGAN: Final = frozenset(
    {"The", "Nations", "UN", "In", "When", "If", "As", "While", "Unlike", "And", "That"}
)
_SHORTENED: Final = re.compile(
    r"\b(?:Mr|Mrs|Ms|Dr|Prof|St|No|Sr|Sra|Srta|Mme|Mlle|M|art|para|paras|p|pp|vs)\.$"
)
_CAPITALISED: Final = re.compile(r"(?<![\w@./])[A-ZÀ-ÖØ-ÞŒŠŽА-ЯЁ][\w’']+(?:-[\w’']+)*")


def symbols_in(text: str) -> list[tuple[str, Span]]:
    """What a text names by symbol or number of a resolution, with where it stands; "76/258" in any language."""
    found = [(match.symbol, Span(match.start, match.end)) for match in find_symbols(text)]
    taken = [span for _, span in found]
    for match in _NUMBERED.finditer(text):
        if _is_span_of_years(match[0]) or not re.search(r"\d", match[0]):
            continue
        if not any(span.start < match.end() and match.start() < span.end for span in taken):
            found.append((match[0], Span(match.start(), match.end())))
    return found


def names_document(symbol: str, said: str, other: str) -> bool:
    """Whether a text that says ``said``, read as a symbol, names the document of another symbol.

    "resolution 33/12" is read as the General Assembly's, and may be any organ's that the text does not name.
    """
    bare = _BARE_RESOLUTION.fullmatch(said)
    return any(same_symbol(name, other) for name in (symbol, said, bare["number"] if bare else said))


def same_symbol(one: str, other: str) -> bool:
    """Whether the first is the second, or its number alone: "76/258" of "A/RES/76/258 A-B"."""
    own, theirs = _parts(one), _parts(other)
    if not own or len(own) > len(theirs):
        return False
    ends = [theirs]
    lettered = re.fullmatch(r"(\d+)([a-h])(?:-[a-h])?", theirs[-1])
    if lettered:
        ends += [[*theirs[:-1], lettered[1]], [*theirs[:-1], lettered[1] + lettered[2]]]
    if theirs[-1].startswith("part"):
        ends += [theirs[:-1], [*theirs[:-1], "part"]]
    return any(end[len(end) - len(own) :] == own for end in ends)


def _is_span_of_years(text: str) -> bool:
    """Whether it is a year and the next: "2015/16"."""
    years = _SPAN_OF_YEARS.fullmatch(text)
    return years is not None and (int(years[1]) + 1) % 100 == int(years[2])


def known_names(text: str, language: str) -> dict[str, Span]:
    """The States, groups, organs and cities that a text names, each in one spelling, with where it is first named."""
    found: dict[str, Span] = {}
    for mention in find_speakers(text):
        found.setdefault(mention.speaker, Span(mention.start, mention.end))
    organs = (each for each in _found(_bodies_pattern(), _bodies(), text) if not _named_longer(text, each[1]))
    for name, span in [*organs, *_found(_cities_pattern(language), _cities(language), text)]:
        found.setdefault(name, span)
    return found


def peoples(text: str, language: str) -> frozenset[str]:
    """The States whose people or things a text names: "Brazilian" is of Brazil."""
    known = demonyms(base(language))
    words = {word.casefold() for word in re.findall(r"[^\W\d_]+", text)}
    return frozenset(state for word, state in known.items() if word.casefold() in words)


def capitals(text: str) -> list[tuple[str, Span]]:
    """Words with a capital that begin no sentence, and words all in capitals wherever they stand."""
    found = []
    for match in _CAPITALISED.finditer(text):
        word = match[0]
        acronym = len(word) > 1 and word[:2].isupper()
        if acronym or not _begins(text[: match.start()]):
            found.append((word, Span(match.start(), match.end())))
    return found


def _named_longer(text: str, span: Span) -> bool:
    """Whether an organ's name is a part of another's: "Data Security Council"."""
    before = re.search(r"([A-Z][\w-]+)\s$", text[: span.start])
    return bool(before) and before is not None and before[1] not in _BEFORE_AN_ORGAN


def _begins(before: str) -> bool:
    """Whether what follows begins a sentence, or a quotation."""
    before = before.rstrip()
    return not before or (before[-1] in '.!?:…“"«„¿¡(' and not _SHORTENED.search(before))


def _parts(symbol: str) -> list[str]:
    return [part for part in re.sub(r"\s|[‑]", "", symbol.lower()).strip("/").split("/") if part]


def _found(pattern: re.Pattern[str], names: Mapping[str, str], text: str) -> Iterator[tuple[str, Span]]:
    for match in pattern.finditer(text):
        yield names[" ".join(match[0].replace("’", "'").lower().split())], Span(match.start(), match.end())


@cache
def _bodies() -> Mapping[str, str]:
    """The organs by their names in every pack, in small letters."""
    return {
        name.replace("’", "'").lower(): body
        for code in UN_LANGUAGES
        for body, names in pack(code).question.bodies.items()
        for name in names
    }


@cache
def _bodies_pattern() -> re.Pattern[str]:
    return _any_of(_bodies())


@cache
def _cities(language: str) -> Mapping[str, str]:
    """Cities of the time zones by their names in a language (CLDR), each as its zone."""
    from babel import Locale

    zones = Locale.parse(base(language) if base(language) in UN_LANGUAGES else "en").time_zones
    every = Locale.parse("fr").time_zones  # CLDR leaves out English names that the zone itself has
    found: dict[str, str] = {}
    for zone in map(str, every):
        region, _, city = zone.rpartition("/")
        name = str(zones.get(zone, {}).get("city") or city.replace("_", " "))
        if region and not region.startswith(("Etc", "Antarctica")) and len(name) >= _SHORTEST_CITY:
            found[name.replace("’", "'").lower()] = zone
    return found


@cache
def _cities_pattern(language: str) -> re.Pattern[str]:
    return _any_of(_cities(language), capital=True)


def _any_of(names: Mapping[str, str], *, capital: bool = False) -> re.Pattern[str]:
    """A pattern of whole names, the longest first; Chinese needs no space around them."""
    longest = sorted(names, key=len, reverse=True)
    spelled = {name: re.escape(name.title() if capital else name).replace("'", "['’]") for name in longest}
    chinese = "|".join(spelled[name] for name in longest if re.search(r"[\u4e00-\u9fff]", name))
    others = "|".join(spelled[name] for name in longest if not re.search(r"[\u4e00-\u9fff]", name))
    whole = rf"(?<!\w)(?:{others})(?!\w)" if others else r"(?!)"
    return re.compile(f"{whole}|{chinese}" if chinese else whole, 0 if capital else re.IGNORECASE)
