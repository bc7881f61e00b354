"""The users file: a line for each user, ``name:role:hash``, with argon2id hashes (RFC 9106)."""

import os
import re
import tempfile
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from threading import Lock, Semaphore
from typing import Final

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from filelock import FileLock

from errors import RapporteurError
from web.signin.visitor import ROLES, Role

SHORTEST: Final = 12  # characters of a password (NIST SP 800-63B asks for at least 8)
LONGEST: Final = 256

_NAME = re.compile(r"[\w.@+-]{1,64}")
_HASHER = PasswordHasher()
_AT_ONCE = Semaphore(2)  # each verification takes 64 MB and one core for a moment


@dataclass(frozen=True, slots=True, kw_only=True)
class User:
    """One line of the file."""

    name: str
    role: Role
    hash: str


class Users:
    """The users of a file, read again whenever it changes.

    Args:
        path: The file; it need not exist yet.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._lock = Lock()
        self._read: tuple[int, int] | None = None
        self._users: dict[str, User] = {}
        _nobody()  # not only at the first attempt, which would tell that it is the first

    def all(self) -> list[User]:
        """Every user, in order of name.

        Raises:
            RapporteurError: the file cannot be read or has a line that is not a user.
        """
        return sorted(self._current().values(), key=lambda user: user.name)

    def user(self, name: str) -> User | None:
        """The user of this name, or None."""
        return self._current().get(name)

    def verify(self, name: str, password: str) -> User | None:
        """The user whose password this is; takes as long where there is no such user."""
        user = self.user(name)
        with _AT_ONCE:
            try:
                _HASHER.verify(user.hash if user else _nobody(), password[:LONGEST])
            except (VerificationError, InvalidHashError):
                return None
        return user

    def put(self, name: str, role: Role, password: str) -> None:
        """Add a user, or give one another role and password.

        Raises:
            RapporteurError: the name or the password cannot be used, or the file cannot be written.
        """
        if not _NAME.fullmatch(name):
            raise RapporteurError("A name has 1 to 64 letters, digits and . @ + - _ : choose another.")
        if not SHORTEST <= len(password) <= LONGEST:
            raise RapporteurError(f"A password has {SHORTEST} to {LONGEST} characters: choose another.")
        user = User(name=name, role=role, hash=_HASHER.hash(password))
        with self._writing():
            self._write({**self._current(), name: user})

    def remove(self, name: str) -> None:
        """Take a user out; open sessions end with the next request.

        Raises:
            RapporteurError: there is no such user, or the file cannot be written.
        """
        with self._writing():
            users = dict(self._current())
            if users.pop(name, None) is None:
                raise RapporteurError(f"{self.path} has no user “{name}”: see `rapporteur users list`.")
            self._write(users)

    def _writing(self) -> FileLock:
        self.path.parent.mkdir(parents=True, exist_ok=True)
        return FileLock(f"{self.path}.lock", timeout=10)

    def _current(self) -> dict[str, User]:
        with self._lock:
            try:
                found = self.path.stat()
                stamp = (found.st_mtime_ns, found.st_size)
                if stamp != self._read:
                    self._users = _parsed(self.path, self.path.read_text(encoding="utf-8"))
                    self._read = stamp
            except FileNotFoundError:
                self._users, self._read = {}, None
            except (OSError, UnicodeDecodeError) as error:
                raise RapporteurError(f"The users file {self.path} cannot be read ({error}).") from error
            return self._users

    def _write(self, users: dict[str, User]) -> None:
        lines = [f"{user.name}:{user.role}:{user.hash}\n" for user in users.values()]
        try:
            # made with the rights of its owner alone, and put in place in one step
            with tempfile.NamedTemporaryFile(
                "w", encoding="utf-8", dir=self.path.parent, prefix=".users-", delete=False
            ) as file:
                file.writelines(lines)
            os.replace(file.name, self.path)  # noqa: PTH105 - atomic, over what is there
        except OSError as error:
            raise RapporteurError(f"The users file {self.path} cannot be written ({error}).") from error
        self._read = None


def _parsed(path: Path, text: str) -> dict[str, User]:
    users = {}
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        name, _, rest = line.strip().partition(":")
        role, _, digest = rest.partition(":")
        if not _NAME.fullmatch(name) or role not in ROLES or not digest.startswith("$argon2id$"):
            raise RapporteurError(
                f"{path}, line {number}, is not “name:role:hash”: use `rapporteur users add` to write it."
            )
        users[name] = User(name=name, role=role, hash=digest)
    return users


@cache
def _nobody() -> str:
    """A hash of no password, so that unknown names take as long as wrong passwords."""
    return _HASHER.hash(os.urandom(16).hex())
