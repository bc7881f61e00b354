"""Sessions without a store: a signed cookie that says who signed in, and how to tell that it still holds."""

import hashlib
import secrets
import tempfile
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final, cast

from itsdangerous import BadSignature, URLSafeTimedSerializer

from errors import RapporteurError
from web.signin.users import User
from web.signin.visitor import ROLES, Role

LASTS: Final = 12 * 3_600  # seconds
COOKIE: Final = "rapporteur_session"


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """Who signed in.

    Attributes:
        name: The user's name, or the identity provider's.
        role: The role at sign-in, for those an identity provider vouches for.
        mark: Fingerprint of the password's hash, so that a new password ends old sessions; empty for those an
            identity provider vouches for.
    """

    name: str
    role: Role
    mark: str = ""


class Seal:
    """Signs and reads session cookies.

    Args:
        secret: The key.
    """

    def __init__(self, secret: str) -> None:
        self._serializer = URLSafeTimedSerializer(
            secret, salt="rapporteur.session", signer_kwargs={"digest_method": hashlib.sha256}
        )

    def close(self, session: Session) -> str:
        """The cookie of a session."""
        return str(self._serializer.dumps([session.name, session.role, session.mark]))

    def open(self, cookie: str) -> Session | None:
        """The session of a cookie; None where it is forged, damaged or too old."""
        try:
            name, role, mark = self._serializer.loads(cookie, max_age=LASTS)
        except (BadSignature, ValueError, TypeError):
            return None
        if role not in ROLES:
            return None
        return Session(name=str(name), role=cast(Role, role), mark=str(mark))


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
