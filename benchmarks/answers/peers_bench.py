"""Ask our system and others the same questions, and judge all by the same metrics: one table.

python -m benchmarks.answers.peers_bench --fast --split test                  # LlamaIndex's starter, quoting
python -m benchmarks.answers.peers_bench --fast --llm MODEL --base-url URL    # and its CitationQueryEngine, and the model alone
python -m benchmarks.answers.peers_bench --fast --gguf FILE --most 36         # with a model's file, served on this machine
python -m benchmarks.answers.peers_bench --library FOLDER --http URL          # and a system behind an address

With ``--keep FOLDER`` every outcome and every reply of the model is written down as it comes; asked again with the
same folder, it goes on where it stopped, and ``--anew NAME`` asks one system again with the replies already had.
"""

import argparse
import hashlib
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import Any, Final, cast

from answer.assistant import Assistant
from answer.generate.models import OpenAIServer, make_llm
from benchmarks.answers.peers import ChatPeer, HttpPeer, LlamaStarter
from benchmarks.answers.peers_kept import Kept
from benchmarks.answers.peers_table import table
from benchmarks.answers.replies import KeptReplies
from eval.cases.questions import FOLDER, Question, in_split, load, sets
from eval.gate.run import Asks, Recorder, Result
from eval.gate.system import opened, starter_library
from index.library import Library
from settings import Settings, load_settings

MOST_TOKENS: Final = 300  # of a reply; an answer of three sentences has about a hundred


def main() -> None:
    """Ask every system question by question, so that a run broken off is fair to all; then print the table."""
    given = _arguments()
    with _model(given) as wanted:
        settings = load_settings(library=given.library, llm_passages=given.passages, **wanted)
        with _library(settings, fast=given.fast) as recorder:
            kept = Kept(given.keep, recorder, forget=given.anew)
            llm = (
                KeptReplies.of(_llm(settings), kept.replies, MOST_TOKENS) if given.llm or given.gguf else None
            )
            results = _asked(_questions(given), _systems(recorder, settings, llm, given.http), kept, llm)
            sys.stdout.write(table(results) + "\n")


def _questions(given: argparse.Namespace) -> list[Question]:
    """Those wanted; a part of them is chosen by the hash of the id, so that nobody picks."""
    questions = in_split(load([FOLDER / "starter.jsonl"] if given.fast else sets()), given.split)
    return sorted(questions, key=lambda q: hashlib.sha256(q.id.encode()).digest())[: given.most or None]


def _asked(
    questions: list[Question], systems: dict[str, Callable[[], Asks]], kept: Kept, llm: KeptReplies | None
) -> dict[str, list[Result]]:
    made: dict[str, Asks] = {}
    results: dict[str, list[Result]] = {name: [] for name in systems}
    for question in questions:
        for name, make in systems.items():
            found = kept.result(name, question)
            if found is None:
                made[name] = made.get(name) or make()
                found = kept.ask(name, question, made[name], llm)
            if found is not None:
                results[name].append(found)
    return results


def _systems(
    recorder: Recorder, settings: Settings, llm: KeptReplies | None, addresses: list[str]
) -> dict[str, Callable[[], Asks]]:
    library = cast(Library, recorder)
    quoting = settings.model_copy(update={"engine": "extractive"})
    makers: dict[str, Callable[[], Asks]] = {
        "ours": lambda: Assistant(library, quoting),
        "LlamaIndex starter, quoting": lambda: LlamaStarter(recorder),
    }
    if llm is not None:
        makers["ours with the model"] = lambda: Assistant(library, settings, llm)
        makers["LlamaIndex CitationQueryEngine"] = lambda: LlamaStarter(recorder, llm)
        makers["the model alone"] = lambda: ChatPeer(recorder, llm)
    for address in addresses:
        makers[address] = lambda address=address: HttpPeer(recorder, address)  # type: ignore[misc]
    return makers


@contextmanager
def _model(given: argparse.Namespace) -> Iterator[dict[str, Any]]:
    """The settings of the engine with the model."""
    if given.gguf:
        from benchmarks.answers.local_model import serving_locally

        with serving_locally(given.gguf, given.seconds, given.threads) as wanted:
            yield wanted
    elif given.llm:
        named = {"llm_model": given.llm, "llm_base_url": given.base_url or "", "llm_seconds": given.seconds}
        with nullcontext({"engine": "openai-like", **named}) as wanted:
            yield wanted
    else:
        yield {"engine": "extractive"}


def _llm(settings: Settings) -> OpenAIServer:
    return cast(OpenAIServer, make_llm(settings))


@contextmanager
def _library(settings: Settings, *, fast: bool) -> Iterator[Recorder]:
    quoting = {"engine": "extractive"}
    if not fast:
        with opened(settings.model_copy(update=quoting)) as (recorder, _):
            yield recorder
        return
    with starter_library(settings) as made, opened(made.model_copy(update=quoting)) as (recorder, _):
        yield recorder


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--library", type=Path, help="folder of the library")
    parser.add_argument("--fast", action="store_true", help="starter documents only")
    parser.add_argument("--split", choices=("dev", "test"), help="only these questions")
    parser.add_argument("--most", type=int, default=0, help="at most so many questions, chosen by hash")
    parser.add_argument("--llm", help="name of a model behind an OpenAI-compatible server")
    parser.add_argument("--base-url", help="address of that server")
    parser.add_argument("--gguf", type=Path, help="a model's file, served here by xllamacpp")
    parser.add_argument("--threads", type=int, default=0, help="threads that serve it; 0 for every core")
    parser.add_argument("--seconds", type=float, default=180.0, help="longest wait for a reply")
    parser.add_argument("--passages", type=int, default=8, help="most passages our engine shows the model")
    parser.add_argument("--keep", type=Path, help="folder for outcomes and replies")
    parser.add_argument("--anew", action="append", default=[], help="a system whose outcomes are forgotten")
    parser.add_argument("--http", action="append", default=[], help="address of another system")
    return parser.parse_args()


if __name__ == "__main__":
    main()
