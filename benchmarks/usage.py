"""What a command takes: time, processor time and memory, of all its processes (Linux)."""

import os
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from errors import RapporteurError

_EVERY_SECONDS: Final = 0.2  # looking costs processor time too
_TICKS: Final = os.sysconf("SC_CLK_TCK") if hasattr(os, "sysconf") else 100


@dataclass(slots=True, kw_only=True)
class Usage:
    """What one command took.

    Attributes:
        output: Its standard output.
        seconds: From its start to its end.
        largest: Peak resident memory of its largest process, in bytes, as the kernel keeps it.
        together: Peak of all its processes at one time, shared pages counted once, in bytes.
        ticks: Processor time by process, in clock ticks, as last seen.
    """

    output: str = ""
    seconds: float = 0.0
    largest: int = 0
    together: int = 0
    ticks: dict[int, int] = field(default_factory=dict)

    @property
    def cpu_seconds(self) -> float:
        """Processor time of all processes; of each, what it used in its last moment is missing."""
        return sum(self.ticks.values()) / _TICKS


def run_measured(command: Sequence[str], environment: Mapping[str, str]) -> Usage:
    """Run a command in a session of its own and watch every process of that session.

    Raises:
        RapporteurError: not on Linux, or the command fails.
    """
    if sys.platform != "linux":
        raise RapporteurError("Memory is measured through /proc: run this on Linux.")
    usage = Usage()
    began = time.perf_counter()
    process = subprocess.Popen(
        command, env=environment, stdout=subprocess.PIPE, text=True, start_new_session=True
    )
    while process.poll() is None:
        _look(process.pid, usage)
        time.sleep(_EVERY_SECONDS)
    usage.seconds = time.perf_counter() - began
    usage.output = process.stdout.read() if process.stdout else ""
    if process.returncode:
        raise RapporteurError(f"{' '.join(command[:4])} … ended with status {process.returncode}.")
    return usage


def _look(session: int, usage: Usage) -> None:
    together = 0
    for entry in Path("/proc").iterdir():
        if not entry.name.isdigit():
            continue
        try:
            fields = (entry / "stat").read_text().rpartition(")")[2].split()
            if int(fields[3]) != session:
                continue
            usage.ticks[int(entry.name)] = int(fields[11]) + int(fields[12])
            usage.largest = max(usage.largest, _kilobytes(entry / "status", "VmHWM") * 1024)
            together += _kilobytes(entry / "smaps_rollup", "Pss") * 1024
        except (OSError, ValueError, IndexError):
            continue  # it ended while it was looked at
    usage.together = max(usage.together, together)


def _kilobytes(path: Path, name: str) -> int:
    for line in path.read_text().splitlines():
        key, _, value = line.partition(":")
        if key == name:
            return int(value.split()[0])
    return 0
