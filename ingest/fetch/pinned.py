"""Connections to public addresses only: a name is resolved once, and what was checked is what is asked.

A host that is allowed by its name may resolve to an address inside this network, or to another one each time
it is asked for (DNS rebinding). So the name is resolved here, every address it has must be public, and the
connection goes to one of these very addresses; TLS still proves the name.
"""

import socket
from collections.abc import Collection
from ipaddress import IPv4Address, IPv6Address, ip_address
from typing import Final

import httpx

from ingest.fetch.hosts import RefusedAddressError

_NO_REUSE: Final = httpx.Limits(max_keepalive_connections=0)
"""Two names may have one address: the connection of one, whose certificate was looked at, is not the other's."""

_NAT64: Final = int(IPv6Address("64:ff9b::")) >> 32
"""64:ff9b::/96, in which the last 32 bits are an IPv4 address (RFC 6052)."""


class PinnedTransport(httpx.BaseTransport):
    """Asks only public addresses.

    Args:
        trusted: Hosts the user named; a literal address among them may be asked although it is not public.
        inner: Makes the connections.
    """

    def __init__(self, trusted: Collection[str] = (), inner: httpx.BaseTransport | None = None) -> None:
        self._trusted = frozenset(name.rpartition(":")[0] or name for name in trusted) | frozenset(trusted)
        self._inner = inner or httpx.HTTPTransport(limits=_NO_REUSE)

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Send one request to an address that was looked at.

        Raises:
            RefusedAddressError: the name has an address that is not public.
            httpx.ConnectError: the name cannot be resolved.
        """
        name = request.url.host
        address = self._checked(name, request.url.port or 443)
        pinned = httpx.Request(
            request.method,
            request.url.copy_with(host=address),
            headers=request.headers,  # the Host header keeps the name
            stream=request.stream,
            extensions={**request.extensions, "sni_hostname": name},
        )
        return self._inner.handle_request(pinned)

    def close(self) -> None:
        """Close the connections."""
        self._inner.close()

    def _checked(self, name: str, port: int) -> str:
        try:
            found = socket.getaddrinfo(name, port, type=socket.SOCK_STREAM)
        except (OSError, UnicodeError) as error:
            raise httpx.ConnectError(f"{name} cannot be resolved") from error
        addresses = [str(entry[4][0]) for entry in found]
        for address in addresses:
            if not is_public(address) and address not in self._trusted:
                raise RefusedAddressError(
                    f"{name} leads to {address}, which is no public address: if that is meant, use "
                    f"rapporteur fetch --allow-host {name} --allow-host {address}"
                )
        return addresses[0]


def is_public(text: str) -> bool:
    """Whether an address is one of the public internet; IPv4 addresses inside IPv6 ones are looked at."""
    address: IPv4Address | IPv6Address = ip_address(text.partition("%")[0])
    if isinstance(address, IPv6Address):
        inside = address.ipv4_mapped or address.sixtofour or _nat64(address)
        if inside is not None:
            return is_public(str(inside))
        if address.teredo is not None or address.is_site_local:
            return False
    return address.is_global and not address.is_multicast


def _nat64(address: IPv6Address) -> IPv4Address | None:
    return IPv4Address(int(address) & 0xFFFF_FFFF) if int(address) >> 32 == _NAT64 else None
