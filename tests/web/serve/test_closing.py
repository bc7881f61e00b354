"""A running page is told to stop while it answers."""

import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest

from tests.web.attacker import Visitor
from web.serve.closing import STOPPED

ROOT = Path(__file__).resolve().parents[3]

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")


@contextmanager
def running(folder: Path, seconds: float, bound: int) -> Iterator[tuple[str, subprocess.Popen[str]]]:
    command = [sys.executable, "-m", "tests.web.stopping", str(folder), str(seconds), str(bound)]
    with subprocess.Popen(
        command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as program:
        assert program.stdout is not None
        address = program.stdout.readline().strip() + "/"
        try:
            yield address, program
        finally:
            program.kill()


@pytest.mark.parametrize("sent", [signal.SIGTERM, signal.SIGINT])
@pytest.mark.parametrize("bound", [60, 0])
def test_what_is_being_answered_is_finished_or_told(tmp_path: Path, sent: signal.Signals, bound: int) -> None:
    seconds = 1.0 if bound else 30.0
    with running(tmp_path, seconds, bound) as (address, program), Visitor(address) as visitor:
        event = visitor.http.post("/gradio_api/call/v2/ask", json={"question": "Who?"}).json()["event_id"]
        with visitor.http.stream("GET", f"/gradio_api/call/ask/{event}") as stream:
            lines = stream.iter_lines()
            assert "keepers should" not in next(line for line in lines if line.startswith("data:"))
            program.send_signal(sent)
            if bound:
                assert refused(visitor) == STOPPED
            rest = "\n".join(lines)
        if bound:
            assert "event: complete" in rest
            assert "keepers should be paid" in rest
        else:
            assert STOPPED in rest
        output, errors = program.communicate(timeout=60)
        assert program.returncode in (0, -signal.SIGINT), errors
        assert "Traceback" not in errors
        assert output == ""
    with running(tmp_path, 0.0, 1) as (address, program), Visitor(address) as again:
        event = again.http.post("/gradio_api/call/v2/ask", json={"question": "Who?"}).json()["event_id"]
        assert "event: complete" in again.http.get(f"/gradio_api/call/ask/{event}").text


def refused(visitor: Visitor) -> str:
    """What somebody is told who asks while the program is being stopped."""
    while True:  # the signal may be on its way
        with httpx.Client(base_url=visitor.http.base_url, cookies=visitor.http.cookies, timeout=60) as http:
            reply = http.post("/gradio_api/call/v2/cite", json={"reference": "A/1"})
        if reply.status_code == 503:
            return str(reply.json()["error"])
