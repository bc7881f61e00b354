"""``kill -9`` at random moments loses nothing; a few rounds of what ``kills.py --times 500`` does."""

import subprocess
import sys
from pathlib import Path

import pytest


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="processes are found through /proc")
def test_nothing_is_lost_or_torn():
    script = Path(__file__).with_name("kills.py")
    done = subprocess.run(
        [sys.executable, script, "--times", "12", "--documents", "20"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-3000:]
