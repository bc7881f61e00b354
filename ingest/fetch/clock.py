"""Time, as something that can be given: waiting between requests and before retries."""

import time
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Protocol


class Clock(Protocol):
    """What a fetch asks of time."""

    def monotonic(self) -> float:
        """Seconds since some fixed moment."""
        ...

    def now(self) -> datetime:
        """The present moment, with its zone."""
        ...

    def sleep(self, seconds: float) -> None:
        """Wait."""
        ...


class SystemClock:
    """The machine's own time."""

    def monotonic(self) -> float:
        """Seconds since some fixed moment."""
        return time.monotonic()

    def now(self) -> datetime:
        """The present moment, in UTC."""
        return datetime.now(UTC)

    def sleep(self, seconds: float) -> None:
        """Wait."""
        time.sleep(seconds)


class Pace:
    """Keeps requests to one host at least ``seconds`` apart."""

    def __init__(self, clock: Clock, seconds: float = 1.0) -> None:
        self._clock = clock
        self._seconds = seconds
        self._last: dict[str, float] = {}

    def wait(self, host: str) -> None:
        """Wait for the host's turn, and take it."""
        if host in self._last:
            remaining = self._last[host] + self._seconds - self._clock.monotonic()
            if remaining > 0:
                self._clock.sleep(remaining)
        self._last[host] = self._clock.monotonic()


def retry_after(header: str | None, clock: Clock) -> float | None:
    """Seconds that a Retry-After header asks for (RFC 9110, 10.2.3: seconds or a date); None without one."""
    text = (header or "").strip()
    if text.isascii() and text.isdigit():
        return float(text[:9])
    try:
        moment = parsedate_to_datetime(text)
    except ValueError:
        return None
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    return max(0.0, (moment - clock.now()).total_seconds())
