"""Every compiled pattern of the program, and strings on which a careless one takes for ever.

``python -m tests.faults.patterns`` lists the slowest.
"""

import gc
import importlib
import pkgutil
import re
import signal
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from time import perf_counter
from types import FrameType
from typing import Final

ROOMS: Final = ("ingest", "index", "cite", "answer", "check", "web", "eval", "commands")
SIZE: Final = 8_000  # characters of a hostile string: four times a question
TWICE: Final = 2 * SIZE
BOUND: Final = 1.0  # seconds of one search; linear ones take milliseconds
_ATOMS: Final = (" ", "a", "A", "1", ".", ",", "(", ")", "[", "“", "\"", "-", "/", ":", "\n", "é", "国", "ب", "*", "_")
_PARTS: Final = re.compile(r"[^\W\d_]+|\d+|[^\w\s]")


def patterns() -> dict[str, re.Pattern[str]]:
    """The patterns that the modules of the program made, each once, by where they are."""
    for room in ROOMS:
        package = importlib.import_module(room)
        for module in pkgutil.walk_packages(package.__path__, f"{room}."):
            importlib.import_module(module.name)
    found: dict[re.Pattern[str], str] = {}
    for name, module in sorted(sys.modules.items()):
        if name.partition(".")[0] in ROOMS:
            for attribute, value in vars(module).items():
                for pattern in _within(value):
                    found.setdefault(pattern, f"{name}.{attribute}")
    return {f"{where} {pattern.pattern[:60]}": pattern for pattern, where in found.items()}


def _within(value: object, depth: int = 0) -> Iterator[re.Pattern[str]]:
    """The patterns of a value, in tables, objects and the defaults of functions too."""
    if isinstance(value, re.Pattern):
        if isinstance(value.pattern, str):
            yield value
    elif depth < 4 and isinstance(value, (dict, list, tuple, set, frozenset)):
        for each in [*value, *value.values()] if isinstance(value, dict) else value:
            yield from _within(each, depth + 1)
    elif depth < 4 and hasattr(value, "__dataclass_fields__") and not isinstance(value, type):
        for name in value.__dataclass_fields__:
            yield from _within(getattr(value, name, None), depth + 1)


def hostile(pattern: re.Pattern[str]) -> Iterator[str]:
    """Strings made for a pattern: what it looks for, begun again and again and never ended."""
    words = list(dict.fromkeys(_PARTS.findall(re.sub(r"\\.|\(\?[:=!<]*|[\\?+*|^$]", " ", pattern.pattern))))[:12]
    atoms = [*_ATOMS, *(word for word in words if len(word) > 1)]
    joined = [f"{first}{second}" for first in atoms for second in (" ", "a", "1", ".", ", ", "(")]
    for unit in dict.fromkeys([*atoms, *joined]):
        repeated = (unit * (SIZE // len(unit) + 1))[:SIZE]
        yield f"{repeated}\x00"


@contextmanager
def limited(seconds: float) -> Iterator[None]:
    """Ends what takes longer, with a TimeoutError."""

    def stop(_: int, __: FrameType | None) -> None:
        raise TimeoutError

    before = signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def slowest(pattern: re.Pattern[str], texts: Sequence[str], bound: float) -> tuple[float, str]:
    """The longest that one look over a string takes, of processor time, and that string; it ends at the bound."""
    worst = (0.0, "")
    for text in texts:
        began = perf_counter()
        try:
            with limited(4 * bound):
                for _ in pattern.finditer(text):
                    pass
        except TimeoutError:
            return 4 * bound, text[:40]
        worst = max(worst, (perf_counter() - began, text[:40]))
        if worst[0] > bound:
            break
    return worst


def main() -> None:
    """List the slowest patterns."""
    gc.disable()
    found = []
    for where, pattern in patterns().items():
        found.append((*slowest(pattern, list(hostile(pattern)), 0.15), where))
    for seconds, text, where in sorted(found, reverse=True)[:60]:
        print(f"{seconds:8.3f} s  {where!r}  on {text!r}")
    print(len(found), "patterns")


if __name__ == "__main__":
    main()
