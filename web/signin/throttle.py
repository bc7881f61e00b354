"""Attempts to sign in, throttled: after a few failures each further one waits twice as long."""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from threading import Lock
from time import monotonic
from typing import Final

FREE: Final = 5  # failures before waiting begins
LONGEST: Final = 900.0  # seconds
_FORGOTTEN = 3_600.0  # seconds after which failures no longer count
_MOST = 10_000  # keys remembered; the oldest go first


@dataclass(slots=True)
class _Failures:
    count: int
    last: float


class Throttle:
    """Counts failures by key: a name from one address, a name, or an address.

    Args:
        free: Failures that cost no waiting.
        longest: Seconds that one waits at most.
        clock: Seconds, for tests.
    """

    def __init__(
        self, free: int = FREE, longest: float = LONGEST, clock: Callable[[], float] = monotonic
    ) -> None:
        self._free = free
        self._longest = longest
        self._clock = clock
        self._lock = Lock()
        self._failures: OrderedDict[Hashable, _Failures] = OrderedDict()

    def wait(self, key: Hashable) -> float:
        """Seconds until the next attempt with this key is looked at; 0 where it may be made now."""
        with self._lock:
            failures = self._failures.get(key)
            if failures is None or failures.count < self._free:
                return 0.0
            pause = min(self._longest, 2.0 ** min(failures.count - self._free, 20))
            return max(0.0, failures.last + pause - self._clock())

    def failures(self, key: Hashable) -> int:
        """How often attempts with this key failed, those under way included."""
        with self._lock:
            failures = self._failures.get(key)
            return failures.count if failures else 0

    def begin(self, key: Hashable) -> None:
        """Count an attempt when it begins: many made at once are as many as one after the other."""
        now = self._clock()
        with self._lock:
            failures = self._failures.pop(key, None)
            count = failures.count if failures and now - failures.last < _FORGOTTEN else 0
            self._failures[key] = _Failures(count + 1, now)
            while len(self._failures) > _MOST:
                self._failures.popitem(last=False)

    def undo(self, key: Hashable) -> None:
        """Take one attempt back: it was no failure."""
        with self._lock:
            failures = self._failures.get(key)
            if failures is not None:
                failures.count -= 1

    def succeeded(self, key: Hashable) -> None:
        """Forget the failures of a key."""
        with self._lock:
            self._failures.pop(key, None)
