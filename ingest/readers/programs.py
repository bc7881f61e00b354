"""Programs of the system, run so that nothing of them outlives the process that wanted them.

A program and all it starts are one process group, with a watcher in it that reads from a pipe to this
process. However this process ends, ``kill -9`` included, the pipe closes and the watcher ends the group.
"""

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Mapping, Sequence
from multiprocessing import connection, parent_process
from typing import Final

_WATCHED: Final = """
exec 3<&0
"$@" </dev/null 3<&- & program=$!
(read -r _ <&3; kill -KILL 0) >/dev/null 2>&1 &
wait "$program"
"""


def run(command: Sequence[str], seconds: float, environment: Mapping[str, str]) -> tuple[int, str]:
    """Run a program to its end; its status (127 where there is no such program), and its standard error.

    Raises:
        OSError: no shell can be started to watch it.
        subprocess.TimeoutExpired: it took longer than ``seconds``; it was ended.
    """
    shell = [] if sys.platform == "win32" else ["sh", "-c", _WATCHED, "sh"]
    with subprocess.Popen(
        [*shell, *command],
        env=environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        start_new_session=True,
    ) as process:
        watch = process.stdin
        process.stdin = None  # or communicate would close it, which is the sign to end
        try:
            said = process.communicate(timeout=seconds)[1]
        finally:
            _end(process)
            if watch:
                watch.close()
    return process.returncode, said.decode("utf-8", "replace")


def end_with_parent() -> None:
    """In a worker process: end it as soon as its parent is gone, whatever it is doing."""
    parent = parent_process()
    if parent is not None:
        threading.Thread(target=_await_end, args=(parent.sentinel,), daemon=True).start()


def _await_end(sentinel: int) -> None:
    connection.wait([sentinel])
    os._exit(1)


def _end(process: subprocess.Popen[bytes]) -> None:
    """End what is left of a program's group: all of it, or only the watcher."""
    if sys.platform == "win32":
        process.kill()
        return
    try:
        os.killpg(process.pid, signal.SIGKILL)
    except ProcessLookupError:
        return
