"""Graphs that are built from the packaged weights, kept in the user's cache so that the next start need not build them.

A file's name is what it was built from and the hash of what it holds, so one of another release is never taken for
this one's, and a damaged one is built anew. It is written beside and renamed; it is its owner's alone; of each kind
only the latest is kept. Where there is no cache to write to, the graph is built at each start.
"""

import hashlib
import os
import stat
from collections.abc import Callable
from contextlib import suppress
from importlib.resources import files
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Final

from platformdirs import user_cache_path

from index.models.e5_file import SHA256

_BUILDERS: Final = ("e5_graph.py", "e5_file.py")  # another text of these may build another graph
_LARGEST: Final = 200_000_000  # bytes; ours have 7 to 20 million


def built(kind: str, build: Callable[[], bytes]) -> bytes:
    """A graph, from the cache or built.

    Args:
        kind: Which one: a word without a hyphen.
        build: Builds it.
    """
    folder = user_cache_path("rapporteur", appauthor=False) / "models"
    source = _source()
    found = _kept(folder, f"{kind}-{source}-")
    if found is None:
        found = build()
        _keep(folder, kind, source, found)
    return found


def _source() -> str:
    """What the graphs are made from: the weights, and the text that builds."""
    made_from = hashlib.sha256(SHA256.encode())
    for name in _BUILDERS:
        made_from.update(files("index.models").joinpath(name).read_bytes())
    return made_from.hexdigest()[:16]


def _kept(folder: Path, beginning: str) -> bytes | None:
    """The bytes of the file whose hash is the one in its name; None where there is none of this user's."""
    try:
        for path in sorted(folder.glob(f"{beginning}*.onnx")):
            known = path.stat(follow_symlinks=False)
            if not stat.S_ISREG(known.st_mode) or known.st_size > _LARGEST or not _is_ours(known):
                continue
            found = path.read_bytes()
            if path.name == f"{beginning}{hashlib.sha256(found).hexdigest()}.onnx":
                return found
    except OSError:
        return None
    return None


def _is_ours(known: os.stat_result) -> bool:
    """Whether nobody else can have written a file: on POSIX by its owner and rights, on Windows by its folder."""
    return not hasattr(os, "geteuid") or (known.st_uid == os.geteuid() and not known.st_mode & 0o022)


def _keep(folder: Path, kind: str, source: str, graph: bytes) -> None:
    """Write the file, and remove those of the same kind that it replaces."""
    name = f"{kind}-{source}-{hashlib.sha256(graph).hexdigest()}.onnx"
    with suppress(OSError):  # a full disk, a folder that is not ours: it is built again next time
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        with NamedTemporaryFile(dir=folder, prefix=".", delete=False) as file:
            beside = Path(file.name)
            try:
                file.write(graph)
                file.close()
                beside.replace(folder / name)
            except OSError:
                beside.unlink(missing_ok=True)
                raise
        for path in folder.glob(f"{kind}-*.onnx"):
            if path.name != name:
                path.unlink(missing_ok=True)
