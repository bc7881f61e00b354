import os
import subprocess
import sys
from pathlib import Path

from web.serve.server import bind

ROOT = Path(__file__).resolve().parents[3]


def test_a_taken_port_ends_the_program_with_one_sentence_and_status_2(tmp_path: Path) -> None:
    with bind("127.0.0.1", 0) as taken:
        port = str(taken.getsockname()[1])
        environment = os.environ | {"RAPPORTEUR_PORT": port, "RAPPORTEUR_LIBRARY": str(tmp_path / "library")}
        done = subprocess.run(
            [sys.executable, "app.py"],
            cwd=ROOT,
            env=environment,
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
    assert done.returncode == 2
    assert done.stdout == ""
    assert "choose another with --port" in " ".join(done.stderr.split())
    assert "Traceback" not in done.stderr
    assert not (tmp_path / "library").exists()
