"""Ask our system and others the same questions, and judge all by the same metrics: one table.

python -m eval.peers_bench --fast --split test                  # LlamaIndex's starter, quoting
python -m eval.peers_bench --fast --llm MODEL --base-url URL    # and its CitationQueryEngine, and the model alone
python -m eval.peers_bench --library FOLDER --http URL          # and a system behind an address
"""

import argparse
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

from answer.assistant import Assistant
from answer.models import make_llm
from eval.figures import figures, times
from eval.peers import ChatPeer, HttpPeer, LlamaStarter
from eval.questions import FOLDER, in_split, load, sets
from eval.run import Asks, Recorder, Run, run
from eval.system import opened, starter_library
from settings import load_settings

COLUMNS: Final = (
    "correct",
    "facts_found",
    "neighbours_absent",
    "right_passage",
    "citation_precision",
    "citation_recall",
    "quotations_verbatim",
    "speakers_right",
    "abstains",
    "answers",
)


def main() -> None:
    """Ask every system, and print the table as each finishes."""
    given = _arguments()
    wanted = {"library": given.library, "llm_model": given.llm or "", "llm_base_url": given.base_url or ""}
    settings = load_settings(**wanted, engine="openai-like" if given.llm else "extractive")
    questions = in_split(load([FOLDER / "starter.jsonl"] if given.fast else sets()), given.split)
    questions = questions[:: max(1, len(questions) // given.most)][: given.most] if given.most else questions
    with _library(settings, fast=given.fast) as (recorder, assistant):
        llm = make_llm(settings) if given.llm else None
        makers: dict[str, Callable[[], Asks]] = {
            "ours": lambda: assistant,
            "LlamaIndex starter, quoting": lambda: LlamaStarter(recorder),
        }
        if llm is not None:
            makers["LlamaIndex CitationQueryEngine"] = lambda: LlamaStarter(recorder, llm)
            makers["the model alone"] = lambda: ChatPeer(recorder, llm)
        for address in given.http:
            makers[address] = lambda address=address: HttpPeer(recorder, address)  # type: ignore[misc]
        sys.stdout.write(
            "| system | " + " | ".join(COLUMNS) + " | p50 s |\n" + "|---" * (len(COLUMNS) + 2) + "|\n"
        )
        for name, peer in makers.items():
            sys.stdout.write(_row(name, run(questions, recorder, peer(), {})) + "\n")
            sys.stdout.flush()


@contextmanager
def _library(settings: Any, *, fast: bool) -> Iterator[tuple[Recorder, Assistant]]:  # noqa: ANN401
    quoting = {"engine": "extractive"}  # ours without a model, as it comes
    if not fast:
        with opened(settings.model_copy(update=quoting)) as found:
            yield found
        return
    with starter_library(settings) as made, opened(made.model_copy(update=quoting)) as found:
        yield found


def _row(name: str, done: Run) -> str:
    measured = figures(done.results)
    cells = [f"{f.mean:.2f} ({f.low:.2f}–{f.high:.2f})" if (f := measured.get(c)) else "–" for c in COLUMNS]
    return f"| {name}, n = {len(done.results)} | " + " | ".join(cells) + f" | {times(done.results).p50:.2f} |"


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--library", type=Path, help="folder of the library")
    parser.add_argument("--fast", action="store_true", help="starter documents only")
    parser.add_argument("--split", choices=("dev", "test"), help="only these questions")
    parser.add_argument("--most", type=int, default=0, help="at most so many questions, evenly taken")
    parser.add_argument("--llm", help="name of a model behind an OpenAI-compatible server")
    parser.add_argument("--base-url", help="address of that server")
    parser.add_argument("--http", action="append", default=[], help="address of another system")
    return parser.parse_args()


if __name__ == "__main__":
    main()
