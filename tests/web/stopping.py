"""A page over the invented library, to be stopped: ``python -m tests.web.stopping FOLDER SECONDS_OF_AN_ANSWER BOUND``."""

import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path

from answer.model import Answer, Turn
from index.hit import Filters
from settings import Settings
from tests.web.invented import InventedLibrary, RoteAssistant
from web.page import build
from web.serve import logs
from web.serve.closing import Server, end_cleanly
from web.serve.server import address, bind, server


class Slow(RoteAssistant):
    """Takes its time between the first statement and the last, as long as somebody is there to be answered."""

    def __init__(self, seconds: float) -> None:
        super().__init__()
        self._seconds = seconds
        self.server: Server | None = None

    def stream(
        self, question: str, history: Sequence[Turn] = (), filters: Filters | None = None
    ) -> Iterator[Answer]:
        """As its parent, slowly."""
        for answer in super().stream(question, history, filters):
            yield answer
            end = time.monotonic() + self._seconds
            while time.monotonic() < end and not (self.server and self.server.should_exit):
                time.sleep(0.02)


def main(folder: Path, seconds: float, bound: int) -> None:
    """Serve until stopped."""
    settings = Settings(library=folder, closing_seconds=bound, workers=1, threads=1)
    logs.set_up(settings)
    with bind("127.0.0.1", 0) as listening:
        assistant = Slow(seconds)
        page = build(InventedLibrary(folder), assistant)
        sys.stdout.write(f"{address(listening)}\n")
        sys.stdout.flush()
        end_cleanly()
        assistant.server = server(page, settings, listening=listening)
        with suppress(KeyboardInterrupt):
            assistant.server.run(sockets=[listening])


if __name__ == "__main__":
    main(Path(sys.argv[1]), float(sys.argv[2]), int(sys.argv[3]))
