"""Kill the program with ``kill -9`` at random moments, many times, and check that nothing is lost or torn.

Run ``python tests/faults/kills.py --times 500`` from the checkout. Each round changes a folder of invented
documents (or asks for a removal, a rebuild, a fetch from a server of our own, a backup, a restoration), starts
the command in a process of its own, kills it after a random part of the time it takes, checks what must hold at
any moment, runs the command again to its end, and checks that all is as if nothing had happened. The seed of a
run makes its rounds again, not its moments. With ``--log`` each round adds a line to a file.

Only the embedding model is replaced: its vectors tell which text they were made from. Commands are forked
from a process that has loaded the heavy libraries, so that a round takes seconds. A register and vectors on
servers are those of RAPPORTEUR_REGISTER_URL (a schema of its own, which is emptied) and RAPPORTEUR_CHROMA.
"""

import argparse
import json
import multiprocessing
import os
import random
import shutil
import signal
import sys
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

import cli
import ingest.fetch.hosts as hosts_module
from index.models import chosen
from ingest.fetch import download, naming
from ingest.fetch.clock import Pace
from ingest.fetch.hosts import Hosts
from tests.faults import invariants
from tests.faults.documents import Folder
from tests.faults.publisher import Publisher

FORK = multiprocessing.get_context("fork")
OPERATIONS = ("first", "add", "replace", "fetch", "prune", "remove", "rebuild", "backup", "restore")


class Rounds:
    """Rounds of change, kill, check, completion and check, on one library.

    Args:
        root: A folder for the documents and the library.
        seed: Of the changes.
        documents: How many there are about.
    """

    def __init__(self, root: Path, seed: int, documents: int) -> None:
        self.chance = random.Random(seed)
        self.folder = Folder(root / "documents", self.chance)
        self.publisher = Publisher(root / "published", self.chance)
        self.library = root / "library"
        self.tally: Counter[str] = Counter()
        self._backup, self._restored = root / "backup.zip", root / "restored"
        self._seconds: dict[str, float] = {}
        self._documents = documents
        publish_here(self.publisher)
        self.folder.add(documents)
        self._finish("first", self._ingest())

    def round(self, operation: str) -> None:
        """One kill, and what must hold after it."""
        arguments = self._prepare(operation)
        limit = self._seconds.get(operation, self._seconds["first"])
        killed = kill_after(self.chance.uniform(0.02, 0.9) * limit, arguments)
        self.tally[f"{operation}, {'killed' if killed else 'over before'}"] += 1
        in_child(invariants.at_any_moment, self.library, self.folder, self.publisher)
        if operation == "restore":
            in_child(invariants.whole_or_none, self._restored)
        again = ["rebuild", "fetch", "backup", "restore"]
        if operation == "backup" and self._backup.exists():  # it was complete when it was killed
            self._backup.unlink()
        if operation == "restore" and (self._restored / "register.sqlite").exists():
            shutil.rmtree(self._restored)
        self._finish(operation, arguments if operation in again else self._ingest())

    def _prepare(self, operation: str) -> list[str]:
        """Change what the operation is about; the command's arguments."""
        self._backup.unlink(missing_ok=True)
        shutil.rmtree(self._restored, ignore_errors=True)
        if operation == "first":
            empty(self.library)
            self.publisher.forget()
        elif operation == "add":
            self.folder.add(8)
        elif operation == "replace":
            self.folder.replace(8)
        elif operation == "prune":
            self.folder.delete(4)
        elif operation == "remove":
            (gone,) = self.folder.delete(1)
            return ["remove", str(gone), *self._at()]
        elif operation == "rebuild":
            return ["rebuild", *self._at()]
        elif operation == "fetch":
            return ["fetch", *self.publisher.publish(4), "--again", *self._at()]
        elif operation == "backup":
            return ["backup", str(self._backup), *self._at()]
        elif operation == "restore":
            in_child(command, ["backup", str(self._backup), *self._at()])
            return ["restore", str(self._backup), "--library", str(self._restored)]
        if len(self.folder.now) < self._documents // 2:
            self.folder.add(self._documents // 2)
        return self._ingest()

    def _finish(self, operation: str, arguments: list[str]) -> None:
        began = time.monotonic()
        in_child(command, arguments)
        self._seconds[operation] = time.monotonic() - began
        in_child(invariants.at_the_end, self.library, self.folder, self.publisher)
        if operation == "backup":
            in_child(command, ["restore", str(self._backup), "--library", str(self._restored)])
        if operation in {"backup", "restore"}:
            in_child(invariants.at_the_end, self._restored, self.folder, self.publisher)

    def _ingest(self) -> list[str]:
        return ["ingest", str(self.folder.path), "--prune", *self._at()]

    def _at(self) -> list[str]:
        return ["--library", str(self.library)]


def empty(library: Path) -> None:
    """Leave nothing of the library, in its folder or on the server that the environment names."""
    shutil.rmtree(library)
    if url := os.environ.get("RAPPORTEUR_REGISTER_URL"):
        import psycopg

        with psycopg.connect(url, autocommit=True) as db:
            (schema,) = db.execute("SELECT current_schema()").fetchone() or ("",)
            db.execute(f"DROP SCHEMA {schema} CASCADE".encode())
            db.execute(f"CREATE SCHEMA {schema}".encode())


def publish_here(publisher: Publisher) -> None:
    """Let ``rapporteur fetch`` ask our own server, and without waiting between documents."""
    hosts = Hosts(frozenset({publisher.host}), plain_loopback=True)
    hosts_module.with_hosts = lambda _: hosts
    naming.symbol_address = publisher.address
    download.Pace = lambda clock: Pace(clock, 0.0)  # type: ignore[assignment, misc]
    os.environ["NO_PROXY"] = "127.0.0.1"


def command(arguments: list[str]) -> None:
    """``rapporteur ARGUMENTS``, silent, in this process."""
    sys.argv = ["rapporteur", *arguments]
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    cli.main()


def in_child(work: Callable[..., None], *arguments: object) -> None:
    """Do some work in a forked process; fails where it fails."""
    process = FORK.Process(target=work, args=arguments)
    process.start()
    process.join(600)
    if process.is_alive():
        process.kill()
        raise AssertionError(f"{work.__name__} {arguments} did not end")
    if process.exitcode:
        raise AssertionError(f"{work.__name__} {arguments} ended with status {process.exitcode}")


def kill_after(seconds: float, arguments: list[str]) -> bool:
    """Run a command and kill it; whether it was still running. None of its processes may outlive it."""
    process = FORK.Process(target=_in_own_session, args=(arguments,))
    process.start()
    process.join(seconds)
    running = process.is_alive()
    if running:
        os.kill(process.pid or 0, signal.SIGKILL)
    process.join()
    end = time.monotonic() + 60
    while left := _of_session(process.pid or 0):
        assert time.monotonic() < end, f"left behind: {left}"
        time.sleep(0.05)
    return running


def _in_own_session(arguments: list[str]) -> None:
    os.setsid()
    command(arguments)


def _of_session(session: int) -> list[str]:
    """What the processes of a session are called, ended ones aside."""
    found = []
    for entry in Path("/proc").glob("[0-9]*"):
        try:
            fields = (entry / "stat").read_text().rpartition(")")[2].split()
            if int(fields[3]) == session and fields[0] != "Z":
                found.append((entry / "cmdline").read_text().replace("\0", " ")[:80])
        except (OSError, ValueError):
            continue
    return found


def load() -> None:
    """Load what every command needs, and put the telling vectors in place of the model's."""
    import chromadb
    import llama_index.vector_stores.chroma

    del chromadb, llama_index
    chosen.chosen_embedder = lambda _: invariants.TellingEmbedding()


def run(root: Path, times: int, seed: int, documents: int, log: Path | None = None) -> Counter[str]:
    """So many rounds; what was killed, by operation."""
    load()
    rounds = Rounds(root, seed, documents)
    try:
        return _run(rounds, times, seed, log)
    finally:
        rounds.publisher.stop()


def _run(rounds: Rounds, times: int, seed: int, log: Path | None) -> Counter[str]:
    for number in range(1, times + 1):
        operation = OPERATIONS[(number - 1) % len(OPERATIONS)]
        try:
            rounds.round(operation)
        except AssertionError as error:
            raise AssertionError(f"round {number} ({operation}, seed {seed}): {error}") from error
        if log:
            with log.open("a", encoding="utf-8") as lines:
                lines.write(
                    json.dumps({"round": number, "seed": seed, **dict(sorted(rounds.tally.items()))}) + "\n"
                )
    return rounds.tally


def main() -> None:
    """Print the tally as JSON; a violated invariant ends the run with a traceback and leaves the folder."""
    parser = argparse.ArgumentParser(description="Kill the program at random moments and check the library.")
    parser.add_argument("--times", type=int, default=50)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--documents", type=int, default=40)
    parser.add_argument("--log", type=Path, help="a file to add a line to after each round")
    options = parser.parse_args()
    with TemporaryDirectory(prefix="rapporteur-kills-") as root:
        try:
            tally = run(Path(root), options.times, options.seed, options.documents, options.log)
        except AssertionError:
            kept = Path(root).with_name(f"{Path(root).name}-violated")
            shutil.copytree(root, kept)
            sys.stderr.write(f"The folder is kept at {kept}.\n")
            raise
    sys.stdout.write(json.dumps(dict(sorted(tally.items())), indent=2) + "\n")


if __name__ == "__main__":
    main()
