"""Every compiled pattern of the program, and strings on which a careless one takes for ever.

``python -m tests.faults.patterns`` lists the slowest.
"""

import importlib
import pkgutil
import re
import signal
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from time import process_time
from types import FrameType
from typing import Final

ROOMS: Final = ("language", "ingest", "index", "cite", "answer", "brief", "check", "web", "eval", "commands")
SIZE: Final = 2_000  # characters of a hostile string: the longest question
BOUND: Final = 0.4  # seconds of processor time that one pattern may take over one string
_ATOMS: Final = (
    " ",
    "a",
    "A",
    "1",
    ".",
    ",",
    "(",
    ")",
    "[",
    "“",
    '"',
    "-",
    "/",
    ":",
    "\n",
    "é",
    "国",
    "ب",
    "*",
    "_",
)
_PARTS: Final = re.compile(r"[^\W\d_]+|\d+|[^\w\s]")


Look = Callable[[re.Pattern[str], str], object]


def _scan(pattern: re.Pattern[str], text: str) -> None:
    for _ in pattern.finditer(text):
        pass


def _begin(pattern: re.Pattern[str], text: str) -> None:
    pattern.match(text)
    pattern.fullmatch(text)


def looks() -> dict[str, Look]:
    """How the program looks with each pattern that has a name: along a text, unless only at its beginning."""
    source = "\n".join(
        path.read_text(encoding="utf-8") for room in ROOMS for path in sorted(Path(room).rglob("*.py"))
    )
    found: dict[str, Look] = {}
    for name, verb in re.findall(
        r"\b([A-Z_]{2,})\.(match|fullmatch|search|finditer|findall|subn?|split)\(", source
    ):
        at_beginning = verb in ("match", "fullmatch") and found.get(name, _begin) is _begin
        found[name] = _begin if at_beginning else _scan
    return found


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
    words = list(dict.fromkeys(_PARTS.findall(re.sub(r"\\.|\(\?[:=!<]*|[\\?+*|^$]", " ", pattern.pattern))))[
        :12
    ]
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

    before = signal.signal(signal.SIGVTALRM, stop)
    signal.setitimer(signal.ITIMER_VIRTUAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)


def slowest(
    pattern: re.Pattern[str], texts: Iterable[str], bound: float, look: Look = _scan
) -> tuple[float, str]:
    """The longest that one look over a string takes, of processor time, and that string; it ends at the bound."""
    worst = (0.0, "")
    for text in texts:
        began = process_time()
        try:
            with limited(4 * bound):
                look(pattern, text)
        except TimeoutError:
            return 4 * bound, text[:40]
        worst = max(worst, (process_time() - began, text[:40]))
        if worst[0] > bound:
            break
    return worst


def measured(bound: float) -> list[tuple[float, str, str]]:
    """Every pattern with the longest it took and on what, the slowest first."""
    how = looks()
    found = []
    for where, pattern in patterns().items():
        name = where.partition(" ")[0].rpartition(".")[2]
        found.append((*slowest(pattern, hostile(pattern), bound, how.get(name, _scan)), where))
    return sorted(found, reverse=True)


def main() -> None:
    """List the slowest patterns."""
    found = measured(BOUND)
    for seconds, text, where in found[:40]:
        sys.stdout.write(f"{seconds:8.3f} s  {where!r}  on {text[:12]!r}\n")
    sys.stdout.write(f"{len(found)} patterns\n")


if __name__ == "__main__":
    main()
