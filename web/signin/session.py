"""Sessions without a store: a signed cookie that says who signed in, and how to tell that it still holds."""

import hashlib
import secrets
import tempfile
from collections.abc import Callable
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from pathlib import Path
from time import time
from typing import Any, Final

from itsdangerous import BadSignature, BadTimeSignature, URLSafeTimedSerializer

from errors import RapporteurError
from web.signin.users import User

LASTS: Final = 12 * 3_600  # seconds
KNOWN: Final = (
    180 * 24 * 3_600
)  # seconds for which a browser is remembered as one in which somebody signed in
COOKIE: Final = "rapporteur_session"


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """Who signed in. What somebody may do is not in it: that is asked anew at each request.

    Attributes:
        name: What the person is called here.
        mark: Fingerprint of the password's hash, so that a new password ends old sessions; empty for those an
            identity provider vouches for.
        issuer: The identity provider's address, where one vouches.
        subject: By which that provider knows the person, whatever address or name he has.
        email: The address that the provider verified; empty where it verified none.
        id: By which this session can be ended.
    """

    name: str
    mark: str = ""
    issuer: str = ""
    subject: str = ""
    email: str = ""
    id: str = field(default_factory=lambda: secrets.token_urlsafe(12))


class Seal:
    """Signs and reads session cookies.

    Args:
        secret: The key, or where it is got from: another key there closes all sessions with the next request.
    """

    def __init__(self, secret: str | Callable[[], str]) -> None:
        self._secret: Callable[[], str] = secret if callable(secret) else lambda: secret

    def close(self, session: Session) -> str:
        """The cookie of a session."""
        return str(self._signs("session").dumps(asdict(session)))

    def open(self, cookie: str) -> Session | None:
        """The session of a cookie; None where it is forged, damaged or too old."""
        try:
            found = self._opened("session", cookie, LASTS)
            return Session(**{name: str(value) for name, value in found.items()})
        except (BadSignature, ValueError, TypeError, AttributeError, RapporteurError):
            return None

    def known(self, user: User) -> str:
        """The cookie of a browser in which a user signed in before."""
        return str(self._signs("known").dumps([user.name, mark_of(user)]))

    def knows(self, cookie: str, user: User) -> bool:
        """Whether a user signed in before in the browser that has this cookie."""
        try:
            return bool(self._opened("known", cookie, KNOWN) == [user.name, mark_of(user)])
        except (BadSignature, ValueError, TypeError, RapporteurError):
            return False

    def _opened(self, what: str, cookie: str, lasts: float) -> Any:  # noqa: ANN401 - what was signed
        """What was signed at most so many seconds ago, or ahead: where the clock was put back, nobody is signed out.

        Raises:
            BadSignature: it is forged or too old.
        """
        signs = self._signs(what)
        found, signed = signs.loads(cookie, return_timestamp=True)
        now = time()
        if abs(now - signed.timestamp()) > lasts:
            raise BadTimeSignature("too old")
        return found

    def _signs(self, what: str) -> URLSafeTimedSerializer:
        return URLSafeTimedSerializer(
            self._secret(), salt=f"rapporteur.{what}", signer_kwargs={"digest_method": hashlib.sha256}
        )


class KeyFile:
    """The secret in a file, read again whenever the file is another.

    Args:
        path: The file; it is made where there is none.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._read: tuple[int, int, int] | None = None
        self._secret = ""  # nosec B105 - none is read yet

    def __call__(self) -> str:
        """The secret.

        Raises:
            RapporteurError: the file cannot be used.
        """
        try:
            found = self._path.stat()
            stamp = (found.st_ino, found.st_mtime_ns, found.st_size)
        except OSError:
            stamp = None
        if stamp is None or stamp != self._read:
            self._secret = secret_at(self._path)
            self._read = stamp
        return self._secret


def mark_of(user: User) -> str:
    """The fingerprint of a user's password hash."""
    return hashlib.sha256(user.hash.encode()).hexdigest()[:16]


def secret_at(path: Path) -> str:
    """The secret in a file, made there with the rights of its owner alone where there is none.

    Raises:
        RapporteurError: the file cannot be read or written.
    """
    try:
        if not path.exists():
            _make(path)
        found = path.read_text(encoding="ascii").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise RapporteurError(f"The key of the sessions, {path}, cannot be used ({error}).") from error
    if len(found) < 32:
        raise RapporteurError(f"The key of the sessions, {path}, is damaged: delete it, and start again.")
    return found


def _make(path: Path) -> None:
    """Put a new secret in place in one step; where another process was quicker, its secret stays."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile("w", encoding="ascii", dir=path.parent, prefix=".key-") as file:
        file.write(secrets.token_hex(32))
        file.flush()
        with suppress(FileExistsError):
            path.hardlink_to(file.name)
