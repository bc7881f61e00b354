"""A real PostgreSQL server from the system's packages, on a free port, with its data in a folder of its own."""

import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from tests.waiting import wait_until

_USER = "rapporteur"


@contextmanager
def postgres_server(bin_: Path) -> Iterator[str]:
    """The address of a database on a server that lives as long as this context."""
    with tempfile.TemporaryDirectory(prefix="rapporteur-postgres-", ignore_cleanup_errors=True) as folder:
        data = Path(folder) / "data"
        if os.geteuid() == 0:  # the server refuses to run as root
            shutil.chown(folder, "postgres")
        _run([str(bin_ / "initdb"), "-D", str(data), "-U", _USER, "-A", "trust", "-E", "UTF8", "--no-sync"])
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        start = [str(bin_ / "postgres"), "-D", str(data), "-p", str(port), "-k", folder]
        start += ["-c", "fsync=off", "-c", "listen_addresses=127.0.0.1"]
        server = subprocess.Popen(
            _as_user(start), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=folder
        )
        try:
            ready = [str(bin_ / "pg_isready"), "-h", "127.0.0.1", "-p", str(port), "-q"]
            wait_until(lambda: subprocess.run(ready, check=False).returncode == 0)
            yield f"postgresql://{_USER}@127.0.0.1:{port}/postgres"
        finally:
            _run([str(bin_ / "pg_ctl"), "-D", str(data), "-m", "immediate", "-w", "stop"])
            server.wait(30)


def _run(command: Sequence[str]) -> None:
    done = subprocess.run(_as_user(command), check=False, capture_output=True, text=True, cwd="/")
    assert done.returncode == 0, done.stderr


def _as_user(command: Sequence[str]) -> list[str]:
    if os.geteuid():
        return list(command)
    return [shutil.which("runuser") or "runuser", "-u", "postgres", "--", *command]
