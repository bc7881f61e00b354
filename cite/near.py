"""What may have been meant: symbols and numbers that are one slip away. Offered, never taken."""

from collections.abc import Iterable

from ingest.names.symbols import parse

MOST = 5


def one_slip(one: str, other: str) -> bool:
    """Whether one character is changed, missing, too many, or changed places with its neighbour.

    Args:
        one: A symbol or a number, as text.
        other: Another one; two that are equal are no slip.
    """
    if one == other or abs(len(one) - len(other)) > 1:
        return False
    short, long = sorted((one, other), key=len)
    at = next((i for i, (a, b) in enumerate(zip(short, long, strict=False)) if a != b), len(short))
    if len(short) < len(long):
        return short[at:] == long[at + 1 :]
    swapped = short[at : at + 2] == long[at : at + 2][::-1] and short[at + 2 :] == long[at + 2 :]
    return short[at + 1 :] == long[at + 1 :] or swapped


def near_symbols(symbol: str, known: Iterable[str]) -> list[str]:
    """The known symbols that may have been meant, at most five, likeliest first.

    First revisions and the text revised, then what lacks or has a year, then the same number of another
    organ, then one slip of the pen.

    Args:
        symbol: A symbol that the library lacks.
        known: The symbols that it has.
    """
    ranked = []
    for other in known:
        rank = _rank(symbol, other)
        if rank is not None and other != symbol:
            ranked.append((rank, other))
    return [other for _, other in sorted(set(ranked))[:MOST]]


def versions(symbol: str, known: Iterable[str]) -> list[str]:
    """The other known symbols of the same base document: its revisions, corrections and addenda.

    Args:
        symbol: A document's symbol, normalised.
        known: The symbols that the library has.
    """
    base = _base(symbol)
    return sorted({other for other in known if other != symbol and base and _base(other) == base})


def near_numbers(number: int, known: Iterable[int]) -> list[int]:
    """The three nearest numbers that exist, and those one slip away, likeliest first.

    Args:
        number: A paragraph's number that the document lacks.
        known: The numbers that it has.
    """
    listed = list(known)
    slips = [other for other in listed if one_slip(str(number), str(other)) and len(str(number)) > 1]
    nearest = sorted(listed, key=lambda other: (abs(other - number), other))[:2]
    return list(
        dict.fromkeys([*nearest, *(slip for slip in slips if sorted(str(slip)) == sorted(str(number)))])
    )


def _rank(symbol: str, other: str) -> int | None:
    if _base(symbol) and _base(symbol) == _base(other):
        return 0
    if other.split(" (", maxsplit=1)[0] == symbol.split(" (", maxsplit=1)[0]:
        return 1
    if (
        _tail(symbol) == _tail(other)
        and _tail(symbol).count("/") == 1
        and "/RES/" in symbol
        and "/RES/" in other
    ):
        return 2
    if not one_slip(symbol.casefold(), other.casefold()):
        return None
    return 3 if sorted(symbol) == sorted(other) else 4


def _tail(symbol: str) -> str:
    return "/".join(symbol.split("/")[-2:])


def _base(symbol: str) -> str:
    try:
        return parse(symbol).base
    except ValueError:
        return ""
