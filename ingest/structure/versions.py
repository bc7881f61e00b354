"""Versions of one text: revisions, corrigenda, addenda and drafts, told from their symbols alone."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final, Literal

VersionKind = Literal["text", "revision", "corrigendum", "addendum"]

_SUFFIX: Final = re.compile(r"/(?P<kind>Rev|Corr|Add)\.(?P<number>\d{1,3})(?=/|$)")
_KINDS: Final[dict[str, VersionKind]] = {"Rev": "revision", "Corr": "corrigendum", "Add": "addendum"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """Where a symbol stands among the versions of its text.

    Attributes:
        family: The symbol with its last revision and corrigendum marks taken off; an addendum is a text of its
            own, so its mark stays ("A/80/62/Add.1/Rev.2" is of the family "A/80/62/Add.1").
        kind: What the symbol's last mark says it is.
        revision: Number of its last revision; 0 for the first text.
        corrigendum: Number of its corrigendum; 0 for none.
        draft: Whether the symbol is of the limited or conference-room series, in which drafts are issued.
    """

    family: str
    kind: VersionKind
    revision: int
    corrigendum: int
    draft: bool


def version(symbol: str) -> Version:
    """The version that a normalised symbol names."""
    marks = [(match["kind"], int(match["number"])) for match in _SUFFIX.finditer(symbol)]
    base = _SUFFIX.sub("", symbol) if marks else symbol
    addenda = "".join(f"/{kind}.{number}" for kind, number in marks if kind == "Add")
    last = marks[-1][0] if marks else None
    return Version(
        family=base + addenda,
        kind=_KINDS[last] if last else "text",
        revision=next((number for kind, number in reversed(marks) if kind == "Rev"), 0),
        corrigendum=next((number for kind, number in reversed(marks) if kind == "Corr"), 0),
        draft=bool(re.search(r"/(?:L|CRP)\.?/?\d", base)),
    )


def family(symbol: str) -> str:
    """The text that a symbol is a version of: equal for two versions of the same text."""
    return version(symbol).family


def parent(symbol: str) -> str | None:
    """The document that an addendum adds to; None for what is no addendum."""
    base, mark, _ = family(symbol).rpartition("/Add.")
    return base if mark else None


def is_later(one: str, other: str) -> bool:
    """Whether ``one`` is a later version of the text of ``other``; False where they are of different texts.

    Args:
        one: A document's symbol, normalised.
        other: Another one.
    """
    first, second = version(one), version(other)
    return first.family == second.family and _place(first) > _place(second)


def later(symbol: str, symbols: Iterable[str]) -> tuple[str, ...]:
    """Those of ``symbols`` that are later versions of ``symbol``, the latest first.

    Args:
        symbol: A document's symbol, normalised.
        symbols: Those to choose from.
    """
    found = {candidate for candidate in symbols if is_later(candidate, symbol)}
    return tuple(sorted(found, key=lambda candidate: (_place(version(candidate)), candidate), reverse=True))


def _place(found: Version) -> tuple[int, int]:
    return found.revision, found.corrigendum
