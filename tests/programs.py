"""Programs that only some machines have: a test says which it wants, and skips with their names where they are absent.

A test is marked ``@pytest.mark.needs_program("nginx", "openssl")``; a fixture that wants a program calls ``need``.
``.ci/run`` runs the suite where nothing is found but what it installs, so a test that does not say so fails there.
"""

import shutil
import sys
from pathlib import Path

import pytest


def find(name: str) -> Path | None:
    """Where a program is: among those of this environment, on the PATH, or in PostgreSQL's own folder."""
    beside = Path(sys.executable).with_name(name)
    if beside.exists():
        return beside
    if found := shutil.which(name):
        return Path(found)
    servers = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"), reverse=True)
    return servers[0] if servers else None


def need(*names: str) -> list[Path]:
    """Where the programs are; skips the test with the names of those that are not installed."""
    found = {name: find(name) for name in names}
    if missing := [name for name, path in found.items() if path is None]:
        pytest.skip(f"not installed: {', '.join(missing)}")
    return [path for path in found.values() if path is not None]
