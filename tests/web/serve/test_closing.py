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


@pytest.mark.parametrize("bound", [60, 0])
def test_what_is_being_answered_is_finished_or_told(tmp_path: Path, bound: int) -> None:
    """Stopped in each way, one after the other in one folder: each start is clean after what went before."""
    for sent in (signal.SIGTERM, signal.SIGINT):
        with running(tmp_path, 1.0 if bound else 30.0, bound) as (address, program):
            rest = stopped_while_it_answers(address, program, sent, is_patient=bool(bound))
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
        assert "event: complete" in again.http.get(f"/gradio_api/call/ask/{asked(again)}").text


def stopped_while_it_answers(
    address: str, program: subprocess.Popen[str], sent: signal.Signals, *, is_patient: bool
) -> str:
    """What a visitor is still told after the program was sent a signal."""
    with (
        Visitor(address) as visitor,
        visitor.http.stream("GET", f"/gradio_api/call/ask/{asked(visitor)}") as stream,
    ):
        lines = stream.iter_lines()
        assert "keepers should" not in next(line for line in lines if line.startswith("data:"))
        program.send_signal(sent)
        if is_patient:
            assert refused(visitor) == STOPPED
        return "\n".join(lines)


def asked(visitor: Visitor) -> str:
    """The number of a question that is being answered."""
    reply = visitor.http.post("/gradio_api/call/v2/ask", json={"question": "Who?"})
    return str(reply.json()["event_id"])


def refused(visitor: Visitor) -> str:
    """What somebody is told who asks while the program is being stopped."""
    while True:  # the signal may be on its way
        with httpx.Client(base_url=visitor.http.base_url, cookies=visitor.http.cookies, timeout=60) as http:
            reply = http.post("/gradio_api/call/v2/cite", json={"reference": "A/1"})
        if reply.status_code == 503:
            return str(reply.json()["error"])
