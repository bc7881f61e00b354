"""Which generation of a derived index is in use, and which is being made beside it.

A rebuild makes the next generation while the current one goes on serving, then switches in one transaction.
In the register, where libraries of earlier releases have it too, the number in use is called "edition".
"""

from collections.abc import Callable

from ingest.register import Connection, Register
from ingest.register.database import put

Make = Callable[[Connection, int], None]


class Generations:
    """The generations of one index, by number, as the register's named values have them.

    Args:
        register: The register.
        name: Name of the index ("lexical", "vectors").
        stamp: What this release makes; a generation with another stamp cannot be used.
    """

    def __init__(self, register: Register, name: str, stamp: str) -> None:
        self._register = register
        self._name = name
        self._stamp = stamp

    def current(self) -> int:
        """Number of the generation in use; 0 where there is none."""
        return int(self._register.meta(f"{self._name}.edition") or 0)

    def fits(self) -> bool:
        """Whether the generation in use is of this release's make."""
        return self._register.meta(f"{self._name}.stamp") == self._stamp

    def start(self, create: Make) -> None:
        """Make the first generation where there is none."""
        if self.current():
            return
        with self._register.transaction() as db:
            if self.current():
                return
            create(db, 1)
            self._set(db, edition="1", stamp=self._stamp)

    def next(self, create: Make, drop: Make) -> int:
        """Begin the next generation, or go on with one begun before; its number."""
        with self._register.transaction() as db:
            begun = int(self._register.meta(f"{self._name}.next") or 0)
            if begun and self._register.meta(f"{self._name}.next_stamp") == self._stamp:
                return begun
            if begun:
                drop(db, begun)
            number = max(begun, self.current()) + 1
            create(db, number)
            self._set(db, next=str(number), next_stamp=self._stamp)
        return number

    def switch(self, drop: Make) -> int:
        """Put the next generation in use and drop the books of the one before; the number of that one."""
        with self._register.transaction() as db:
            old, new = self.current(), self._register.meta(f"{self._name}.next") or ""
            self._set(db, edition=new, stamp=self._stamp, next="0")
            drop(db, old)
        return old

    def _set(self, db: Connection, **values: str) -> None:
        for key, value in values.items():
            put(db, f"{self._name}.{key}", value)
