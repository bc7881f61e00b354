"""Who owns what: words that browsers choose, and words that the server gave out."""

from collections import OrderedDict
from threading import Lock
from typing import Final

MOST: Final = 50_000  # things remembered; the longest unused are forgotten first


class Owners:
    """Who owns what. What is kept is bounded, and gone with the process."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._owners: OrderedDict[str, str] = OrderedDict()

    def claim(self, thing: str, visitor: str) -> bool:
        """Whether a thing that browsers name is the visitor's; it becomes so where it is nobody's."""
        with self._lock:
            owner = self._owners.setdefault(thing, visitor)
            self._owners.move_to_end(thing)
            while len(self._owners) > MOST:
                self._owners.popitem(last=False)
            return owner == visitor

    def owner(self, thing: str) -> str | None:
        """Whose a thing is; None where it is nobody's."""
        with self._lock:
            return self._owners.get(thing)

    def owns(self, thing: str, visitor: str) -> bool:
        """Whether a thing that the server gave out was given to this visitor."""
        return self.owner(thing) == visitor
