"""Personal data in a question: what should not leave this machine without its owner knowing.

Only what can be told by its form: e-mail addresses, telephone numbers with a country code, payment card
numbers (ISO/IEC 7812, with their check digit) and bank accounts (IBAN, ISO 13616, with theirs). Names cannot
be told from those of public persons, and are not looked for.
"""

import re
from ipaddress import ip_address
from typing import Final
from urllib.parse import urlsplit

_EMAIL: Final = re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}")
_PHONE: Final = re.compile(r"(?:(?<!\d)00|\+)[1-9](?:[ ().\-/]{0,2}\d){7,14}(?!\d)")
_CARD: Final = re.compile(r"(?<![\d/])\d(?:[ -]?\d){12,18}(?![\d/])")
_IBAN: Final = re.compile(r"\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,3})?\b")


def personal_data(text: str) -> bool:
    """Whether the text holds an e-mail address, a telephone, card or account number."""
    return bool(
        _EMAIL.search(text)
        or _PHONE.search(text)
        or any(_luhn(re.sub(r"\D", "", found[0])) for found in _CARD.finditer(text))
        or any(_iban(found[0].replace(" ", "")) for found in _IBAN.finditer(text))
    )


def is_remote(address: str) -> bool:
    """Whether a server's address is another machine's; what cannot be told counts as remote."""
    host = urlsplit(address).hostname or ""
    if host == "localhost":
        return False
    try:
        return not ip_address(host).is_loopback
    except ValueError:
        return True


def _luhn(digits: str) -> bool:
    """The check digit of card numbers: doubled every second digit from the right, the sum ends in 0."""
    doubled = [int(digit) * (1 + place % 2) for place, digit in enumerate(reversed(digits))]
    return len(set(digits)) > 1 and sum(sum(divmod(value, 10)) for value in doubled) % 10 == 0


def _iban(account: str) -> bool:
    """The check digits of an IBAN: as a number, with its head at its end, it leaves 1 by 97."""
    moved = account[4:] + account[:4]
    return int("".join(str(int(sign, 36)) for sign in moved)) % 97 == 1
