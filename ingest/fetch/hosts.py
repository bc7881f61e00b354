"""Which addresses may be asked: the official hosts, over HTTPS, at every hop of a redirect."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlsplit

from errors import RapporteurError

OFFICIAL: Final = frozenset(
    {
        "docs.un.org",
        "documents.un.org",
        "daccess-ods.un.org",
        "undocs.org",
        "www.undocs.org",
        "www.icann.org",
        "itp.cdn.icann.org",
    }
)
"""Hosts that publish UN documents and ICANN papers."""

_LOOPBACK: Final = frozenset({"127.0.0.1", "localhost", "::1"})


class RefusedAddressError(RapporteurError):
    """An address that is not official, or not safe to ask."""


@dataclass(frozen=True, slots=True)
class Hosts:
    """The hosts that may be asked.

    Attributes:
        allowed: Host names, "host:port" where the port is not that of HTTPS.
        plain_loopback: Also allow plain HTTP to this very machine.
    """

    allowed: frozenset[str] = OFFICIAL
    plain_loopback: bool = False

    def check(self, address: str) -> str:
        """The host (with its port, where not the usual one) of an address that may be asked.

        Raises:
            RefusedAddressError: the address may not be asked; the message says why.
        """
        try:
            parts = urlsplit(address)
            host, port = (parts.hostname or "").lower(), parts.port
        except ValueError as error:
            raise RefusedAddressError(f"“{address[:200]}” is not an address.") from error
        plain = parts.scheme == "http" and self.plain_loopback and host in _LOOPBACK
        if not host or (parts.scheme != "https" and not plain):
            raise RefusedAddressError(f"“{address[:200]}” is not an https address.")
        if parts.username is not None or parts.password is not None:
            raise RefusedAddressError(f"The address on {host} carries a user name: give it without.")
        place = host if port in {None, 443} else f"{host}:{port}"
        if place not in self.allowed:
            raise RefusedAddressError(
                f"{place} is not one of the official hosts: if you trust it, use rapporteur fetch --allow-host {place}"
            )
        return place


def with_hosts(extra: Iterable[str]) -> Hosts:
    """The official hosts and those the user trusts ("host" or "host:port").

    Raises:
        RapporteurError: one of them is not a host.
    """
    names = frozenset(name.strip().lower() for name in extra)
    for name in names:
        if not name or not all(letter.isalnum() or letter in ".-:" for letter in name):
            raise RapporteurError(f"“{name}” is not a host: give a name such as www.example.org.")
    return Hosts(OFFICIAL | names)
