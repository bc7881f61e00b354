"""``kill -9`` loses nothing of a library whose register is on PostgreSQL and whose vectors are on a server."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.several_readers import chroma_server


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="processes are found through /proc")
def test_nothing_is_lost_or_torn_on_servers(register_url: str, tmp_path: Path) -> None:
    script = Path(__file__).with_name("kills.py")
    with chroma_server(tmp_path / "chroma") as chroma:
        done = subprocess.run(
            [sys.executable, script, "--times", "12", "--documents", "20"],
            capture_output=True,
            text=True,
            check=False,
            env={**os.environ, "RAPPORTEUR_REGISTER_URL": register_url, "RAPPORTEUR_CHROMA": chroma},
        )
    assert done.returncode == 0, done.stderr[-3000:]
