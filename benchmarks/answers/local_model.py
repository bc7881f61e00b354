"""A language model's file served on this machine, for tests and measurements: OpenAI's protocol on 127.0.0.1.

It needs the package xllamacpp, and a file such as the one that ``benchmarks/answers/fetch_local_model.py`` fetches.
"""

import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

from errors import RapporteurError

CONTEXT: Final = 8_192  # tokens


@contextmanager
def serving_locally(model: Path, seconds: float = 180.0, threads: int = 0) -> Iterator[dict[str, Any]]:
    """The settings of an engine that asks the model, for as long as it is served.

    Args:
        model: A GGUF file.
        seconds: Longest wait for a reply.
        threads: How many compute; 0 takes one for each core. On a machine that has other work to do, one is
            faster than two that wait for each other.

    Raises:
        RapporteurError: the package is not there, or the file is not.
    """
    try:
        import xllamacpp
    except ImportError as error:
        raise RapporteurError("A model's file is served by xllamacpp: pip install xllamacpp.") from error
    if not model.is_file():
        raise RapporteurError(
            f"There is no model at {model}: python benchmarks/answers/fetch_local_model.py FOLDER."
        )
    key = secrets.token_urlsafe()
    parameters = xllamacpp.CommonParams()
    parameters.model.path = str(model)
    parameters.n_ctx = CONTEXT
    parameters.n_parallel = 1
    parameters.cpuparams_batch.n_threads = parameters.cpuparams.n_threads = threads or os.cpu_count() or 1
    parameters.api_keys = [key]
    server = xllamacpp.Server(parameters)
    yield {
        "engine": "openai-like",
        "llm_model": model.stem,
        "llm_base_url": f"{server.listening_address}/v1",
        "llm_api_key": key,
        "llm_seconds": seconds,
    }
    del server
