"""Programs that are run for a document do not outlive the run, however it ends."""

import multiprocessing
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from ingest.readers.programs import run
from tests.waiting import wait_until

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="process groups are those of POSIX")

STUCK = """#!/bin/sh
sleep 600 &
echo $! $$ > "{note}"
wait
"""

SPEAKS_ENGLISH = """#!/bin/sh
echo "List of available languages (1):"
echo eng
"""

INGEST = """
import signal
import sys
from pathlib import Path
from ingest.work.pipeline import ingest
from ingest.register import Register
from settings import Settings

if __name__ == "__main__":
    signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell's background jobs ignore it
    settings = Settings(library=Path(sys.argv[1]), workers=1)
    register = Register(settings.library / "register.db")
    ingest([Path(sys.argv[2])], register, settings, ocr=True)
"""


def stand_in(folder, name, script):
    """A program of that name which does what the script says."""
    folder.mkdir(exist_ok=True)
    path = folder / name
    path.write_text(script, encoding="utf-8")
    path.chmod(0o755)
    return path


def stuck(folder, name="stuck"):
    """A program that never ends and has a child that never ends; it notes their process ids."""
    return stand_in(folder, name, STUCK.format(note=folder / "ids"))


def ids(folder, seconds=60):
    note = folder / "ids"
    wait_until(lambda: note.exists() and len(note.read_text().split()) == 2, seconds)
    return [int(word) for word in note.read_text().split()]


def lives(process):
    try:
        return (Path("/proc") / str(process) / "stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        if Path("/proc").is_dir():
            return False
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    return True


def gone(processes):
    wait_until(lambda: not any(lives(process) for process in processes))


def test_status_and_words_come_back():
    assert run(["sh", "-c", "echo lamps >&2; exit 3"], 20, os.environ) == (3, "lamps\n")


def test_what_takes_too_long_is_ended_with_its_children(tmp_path):
    with pytest.raises(subprocess.TimeoutExpired):
        run([str(stuck(tmp_path / "bin"))], 1, os.environ)
    gone(ids(tmp_path / "bin"))


def test_a_signal_to_end_ends_them_first(tmp_path):
    program = stuck(tmp_path / "bin")
    context = multiprocessing.get_context("spawn")
    worker = context.Process(target=run, args=([str(program)], 60, dict(os.environ)))
    worker.start()
    processes = ids(tmp_path / "bin")
    worker.terminate()
    worker.join(20)
    gone(processes)


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGKILL])
def test_no_ocr_is_left_when_an_ingest_is_stopped(tmp_path, how):
    stuck(tmp_path / "bin", "ocrmypdf")
    stand_in(tmp_path / "bin", "tesseract", SPEAKS_ENGLISH)
    script = tmp_path / "ingest_once.py"
    script.write_text(INGEST, encoding="utf-8")
    scan = tmp_path / "scan.pdf"
    scan.write_bytes(a_page_without_text())
    root = str(Path(__file__).resolve().parents[4])
    environment = {**os.environ, "PATH": f"{tmp_path / 'bin'}:{os.environ['PATH']}", "PYTHONPATH": root}
    process = subprocess.Popen(
        [sys.executable, script, tmp_path / "library", scan], env=environment, stderr=subprocess.PIPE
    )
    processes = ids(tmp_path / "bin", 100)
    process.send_signal(how)
    process.communicate(timeout=60)
    gone(processes)


def a_page_without_text():
    from io import BytesIO

    from pypdf import PdfWriter

    writer, file = PdfWriter(), BytesIO()
    writer.add_blank_page(200, 200)
    writer.write(file)
    return file.getvalue()
