"""Who is behind a request: by cookie, by name and password, by the provider's word, or simply by browser."""

import base64
import binascii
import hashlib
import hmac
import secrets
from dataclasses import dataclass
from threading import Lock
from time import monotonic
from typing import Final

from starlette.requests import HTTPConnection

from web.signin.session import COOKIE, Seal, Session, mark_of
from web.signin.throttle import Throttle
from web.signin.users import User, Users
from web.signin.visitor import Visitor

BROWSER: Final = "rapporteur_visitor"
"""Cookie that tells browsers apart where sign-in is off."""

_REMEMBERED = 300.0  # seconds for which a password sent with every request is not hashed anew
_COOKIE_LENGTH = 32
_ADDRESS_FREE = 20  # failures from one address, whatever the names, before it waits


@dataclass(frozen=True, slots=True)
class Wait:
    """Too many failed attempts: no answer before so many seconds."""

    seconds: float


class Keeper:
    """Knows visitors; one serves every request.

    Args:
        users: The users file, where there is one.
        seal: Signs session cookies; None where sign-in is off.
        near: Where sign-in is off, whether only this machine reaches the page.
    """

    def __init__(self, users: Users | None, seal: Seal | None, *, near: bool) -> None:
        self.users = users
        self.seal = seal
        self.loopback = secrets.token_urlsafe(32)
        self._near = near
        self._secret = secrets.token_bytes(32)
        self._lock = Lock()
        self._verified: dict[bytes, tuple[str, float]] = {}
        self._by_name = Throttle()
        self._by_address = Throttle(free=_ADDRESS_FREE)

    @property
    def asks(self) -> bool:
        """Whether one has to sign in."""
        return self.seal is not None

    def visitor(self, request: HTTPConnection) -> Visitor | Wait | None:
        """The visitor behind a request; None where one has to sign in first. May take a while: it may hash."""
        scheme, _, word = request.headers.get("authorization", "").partition(" ")
        if scheme.lower() == "bearer" and hmac.compare_digest(word.encode(), self.loopback.encode()):
            return Visitor(id="loopback", role="reader", name="loopback")
        if self.seal is None:
            return self._browser(request)
        session = self.seal.open(request.cookies.get(COOKIE, ""))
        if session is not None:
            return self._signed_in(session)
        if scheme.lower() == "basic" and self.users is not None:
            return self._basic(word, _address(request))
        return None

    def attempt(self, name: str, password: str, address: str) -> Session | Wait | None:
        """A session for a name and a password; None where they are wrong."""
        keys = ((self._by_name, (name, address)), (self._by_address, address))
        pause = max(throttle.wait(key) for throttle, key in keys)
        if pause:
            return Wait(pause)
        user = self.users.verify(name, password) if self.users else None
        if user is None:
            for throttle, key in keys:
                throttle.failed(key)
            return None
        self._by_name.succeeded((name, address))
        return Session(name=user.name, role=user.role, mark=mark_of(user))

    def _browser(self, request: HTTPConnection) -> Visitor:
        """A visitor without a name. What a proxy passed on comes from elsewhere, whatever address is bound."""
        passed_on = "x-forwarded-for" in request.headers or "forwarded" in request.headers
        known = request.cookies.get(BROWSER, "")
        return Visitor(
            id=known if len(known) == _COOKIE_LENGTH else f"without cookies at {_address(request)}",
            role="administrator" if self._near and not passed_on else "reader",
        )

    def _signed_in(self, session: Session) -> Visitor | None:
        if not session.mark:
            return Visitor(id=f"provider {session.name}", role=session.role, name=session.name)
        user = self.users.user(session.name) if self.users else None
        if user is None or not hmac.compare_digest(mark_of(user), session.mark):
            return None
        return _named(user)

    def _basic(self, word: str, address: str) -> Visitor | Wait | None:
        try:
            name, _, password = base64.b64decode(word, validate=True).decode("utf-8").partition(":")
        except (binascii.Error, UnicodeDecodeError):
            return None
        user = self.users.user(name) if self.users else None
        key = hmac.digest(self._secret, f"{name}\0{password}".encode(), hashlib.sha256)
        with self._lock:
            mark, until = self._verified.get(key, ("", 0.0))
        if user is not None and mark == mark_of(user) and until > monotonic():
            return _named(user)
        session = self.attempt(name, password, address)
        if not isinstance(session, Session):
            return session
        with self._lock:
            if len(self._verified) > 1_000:
                self._verified.clear()
            self._verified[key] = (session.mark, monotonic() + _REMEMBERED)
        return self._signed_in(session)


def _named(user: User) -> Visitor:
    return Visitor(id=f"user {user.name}", role=user.role, name=user.name)


def _address(request: HTTPConnection) -> str:
    return request.client.host if request.client else ""
