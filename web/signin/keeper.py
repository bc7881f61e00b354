"""Who is behind a request: by cookie, by name and password, by the provider's word, or simply by browser."""

import base64
import binascii
import hashlib
import hmac
import secrets
from collections import Counter
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Network, ip_address
from threading import Lock
from time import monotonic
from typing import Final

from anyio import CapacityLimiter, to_thread
from starlette.requests import HTTPConnection

from web.signin.ended import Ended
from web.signin.roles import Provided, role_of
from web.signin.session import COOKIE, Seal, Session, mark_of
from web.signin.throttle import Throttle
from web.signin.users import User, Users
from web.signin.visitor import Visitor

BROWSER: Final = "rapporteur_visitor"
"""Cookie that tells browsers apart where sign-in is off."""

_REMEMBERED = 300.0  # seconds for which a password sent with every request is not hashed anew
_COOKIE_LENGTH = 32
_PLACE_FREE = 20  # failures from one address, whatever the names, before it waits
_NAME_FREE = 50  # failures of one name, whatever the addresses, before it waits
_NAME_LONGEST = 60.0  # seconds that it waits at most: whoever guesses is not to shut a user out for long
_HASHED_AT_ONCE = 2  # each takes 64 MB and one core for a moment
_MOST_WAITING = 20  # attempts
_MOST_OF_A_PLACE = 4  # attempts from one address at once


@dataclass(frozen=True, slots=True)
class Wait:
    """Too many failed attempts: no answer before so many seconds."""

    seconds: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Attempt:
    """A name and a password that are still to be looked at, which takes a core for a moment.

    Attributes:
        name: The name.
        password: The password.
        address: Where it came from.
        known: The cookie of a browser in which somebody signed in before; it may be empty, or forged.
    """

    name: str
    password: str
    address: str
    known: str = ""


class Keeper:
    """Knows visitors; one serves every request.

    Args:
        users: The users file, where there is one.
        seal: Signs session cookies; None where sign-in is off.
        near: Where sign-in is off, whether only this machine reaches the page.
        provided: The identity provider that is believed, as it is set up now.
        ended: The sessions that ended before their time.
        clock: Seconds, for tests.
    """

    def __init__(
        self,
        users: Users | None,
        seal: Seal | None,
        *,
        near: bool,
        provided: Provided | None = None,
        ended: Ended | None = None,
        clock: Callable[[], float] = monotonic,
    ) -> None:
        self.users = users
        self.seal = seal
        self.loopback = secrets.token_urlsafe(32)
        self._near = near
        self._provided = provided or Provided()
        self._ended = ended
        self._secret = secrets.token_bytes(32)
        self._lock = Lock()
        self._verified: dict[bytes, tuple[str, float]] = {}
        self._by_name_here = Throttle(clock=clock)
        self._by_name = Throttle(free=_NAME_FREE, longest=_NAME_LONGEST, clock=clock)
        self._by_place = Throttle(free=_PLACE_FREE, clock=clock)
        self._hashing = CapacityLimiter(_HASHED_AT_ONCE)
        self._under_way: Counter[str] = Counter()

    @property
    def asks(self) -> bool:
        """Whether one has to sign in."""
        return self.seal is not None

    def visitor(self, request: HTTPConnection) -> Visitor | Attempt | None:
        """The visitor behind a request, or what is still to be looked at; None where one has to sign in first."""
        scheme, _, word = request.headers.get("authorization", "").partition(" ")
        if scheme.lower() == "bearer" and hmac.compare_digest(word.encode(), self.loopback.encode()):
            return Visitor(id="loopback", role="reader", name="loopback")
        if self.seal is None:
            return self._browser(request)
        session = self.seal.open(request.cookies.get(COOKIE, ""))
        if session is not None and not (self._ended and self._ended.has(session.id)):
            return self.signed_in(session)
        if scheme.lower() == "basic" and self.users is not None:
            return self._basic(word, request)
        return None

    def end(self, request: HTTPConnection) -> None:
        """End the session of a request, wherever else its cookie was copied to."""
        session = self.seal.open(request.cookies.get(COOKIE, "")) if self.seal else None
        if session is not None and self._ended is not None:
            self._ended.end(session.id)

    async def look_at(self, attempt: Attempt) -> Session | Wait | None:
        """A session for a name and a password; None where they are wrong.

        Hashing has threads of its own, and no address may have more than its share of them: who has signed in
        does not wait for those who try.
        """
        place = place_of(attempt.address)
        waiting = self._hashing.statistics().tasks_waiting
        if self._under_way[place] >= _MOST_OF_A_PLACE or waiting >= _MOST_WAITING:
            return Wait(1.0)
        self._under_way[place] += 1
        try:
            return await to_thread.run_sync(self.attempt, attempt, limiter=self._hashing)
        finally:
            self._under_way[place] -= 1
            if not self._under_way[place]:
                del self._under_way[place]

    def attempt(self, attempt: Attempt) -> Session | Wait | None:
        """A session for a name and a password; None where they are wrong. It hashes."""
        keys = self._keys(attempt)
        with self._lock:
            pause = self._pause(keys)
            if pause:
                return Wait(pause)
            for throttle, key in keys:
                throttle.begin(key)
        user = self.users.verify(attempt.name, attempt.password) if self.users else None
        if user is None:
            return None
        first, *others = keys
        first[0].succeeded(first[1])
        for throttle, key in others:
            throttle.undo(key)
        return Session(name=user.name, mark=mark_of(user))

    def _keys(self, attempt: Attempt) -> list[tuple[Throttle, Hashable]]:
        """What an attempt counts for: a browser in which this user signed in before counts for itself alone."""
        user = self.users.user(attempt.name) if self.users else None
        if user is not None and self.seal is not None and self.seal.knows(attempt.known, user):
            return [(self._by_name_here, (attempt.name, attempt.known))]
        place = place_of(attempt.address)
        return [
            (self._by_name_here, (attempt.name, place)),
            (self._by_name, attempt.name),
            (self._by_place, place),
        ]

    def _pause(self, keys: Sequence[tuple[Throttle, Hashable]]) -> float:
        """Seconds to wait.

        Where an address waits, a name that has not failed from there may still be tried once: whoever guesses
        behind it does not keep out those who know their passwords.
        """
        tried = self._by_name_here.failures(keys[0][1])
        return max(
            0.0 if throttle is self._by_place and not tried else throttle.wait(key) for throttle, key in keys
        )

    def _browser(self, request: HTTPConnection) -> Visitor:
        """A visitor without a name. What a proxy passed on comes from elsewhere, whatever address is bound."""
        passed_on = "x-forwarded-for" in request.headers or "forwarded" in request.headers
        known = request.cookies.get(BROWSER, "")
        return Visitor(
            id=known if len(known) == _COOKIE_LENGTH else f"without cookies at {address_of(request)}",
            role="administrator" if self._near and not passed_on else "reader",
        )

    def signed_in(self, session: Session) -> Visitor | None:
        """Whom a session is of, with what he may do now; None where he may no longer come in."""
        if session.issuer:
            provided = self._provided
            claims = {"sub": session.subject, "email": session.email, "email_verified": bool(session.email)}
            role = role_of(claims, provided.readers, provided.administrators)
            if role is None or session.issuer != provided.issuer:
                return None
            return Visitor(id=f"{session.subject} of {session.issuer}", role=role, name=session.name)
        user = self.users.user(session.name) if self.users else None
        if user is None or not hmac.compare_digest(mark_of(user), session.mark):
            return None
        return _named(user)

    def _basic(self, word: str, request: HTTPConnection) -> Visitor | Attempt | None:
        try:
            name, _, password = base64.b64decode(word, validate=True).decode("utf-8").partition(":")
        except (binascii.Error, UnicodeDecodeError):
            return None
        user = self.users.user(name) if self.users else None
        with self._lock:
            mark, until = self._verified.get(self._fingerprint(name, password), ("", 0.0))
        if user is not None and mark == mark_of(user) and until > monotonic():
            return _named(user)
        return Attempt(name=name, password=password, address=address_of(request))

    def remember(self, attempt: Attempt, session: Session) -> None:
        """Remember for a while that a password sent with every request is right."""
        with self._lock:
            if len(self._verified) > 1_000:
                self._verified.clear()
            key = self._fingerprint(attempt.name, attempt.password)
            self._verified[key] = (session.mark, monotonic() + _REMEMBERED)

    def _fingerprint(self, name: str, password: str) -> bytes:
        return hmac.digest(self._secret, f"{name}\0{password}".encode("utf-8", "replace"), hashlib.sha256)


def _named(user: User) -> Visitor:
    return Visitor(id=f"user {user.name}", role=user.role, name=user.name)


def address_of(request: HTTPConnection) -> str:
    """The address that a request came from."""
    return request.client.host if request.client else ""


def place_of(address: str) -> str:
    """What attempts are counted by: an address, or the network of an IPv6 address that one subscriber has (/64)."""
    try:
        found = ip_address(address)
    except ValueError:
        return address
    if isinstance(found, IPv4Address):
        return address
    if found.ipv4_mapped:
        return str(found.ipv4_mapped)
    return str(IPv6Network((found, 64), strict=False))
