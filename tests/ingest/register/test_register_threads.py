"""The register among threads that come and go."""

import os
from collections.abc import Iterator
from pathlib import Path
from threading import Thread

import pytest

from ingest.register import Register

_FILES = Path("/proc/self/fd")


def _open_files(folder: Path) -> Iterator[str]:
    for handle in os.listdir(_FILES):  # noqa: PTH208 - one of them is the listing's own, and is gone
        try:
            target = Path(os.readlink(_FILES / handle))  # noqa: PTH115
        except FileNotFoundError:
            continue
        if target.parent == folder:
            yield target.name


@pytest.mark.skipif(not _FILES.is_dir(), reason="open files cannot be listed here")
def test_a_thread_that_ends_leaves_no_connection_behind(tmp_path: Path) -> None:
    """A page's threads come and go with its visitors; the collector would close their files minutes later."""
    register = Register(tmp_path / "register.sqlite")
    for _ in range(30):
        thread = Thread(target=register.counts)
        thread.start()
        thread.join()
    assert list(_open_files(tmp_path)).count("register.sqlite-wal") == 1
    register.close()
    assert not list(_open_files(tmp_path))
