"""Who waits for whom: groups of events that share places, so that no group can hold up another.

Gradio runs events of one ``concurrency_id`` under one limit and tells those who wait their place. What
answers at once must never wait behind a language model or a long job, so each has its own group; threads
suffice for all groups at once.
"""

import os
from typing import Any, Final

WAITING: Final = 200
"""Events of one group that may queue before the next is told that the program is busy."""

IN_ALL: Final = 10_000
"""Events that may queue in all; three hundred tabs opened at once queue some three thousand that are soon done."""

THREADS: Final = 128
"""Threads of events; more than the places of all groups together."""

_PATIENT = 40  # answers written at the same time where a language model writes them: they mostly wait
_PER_CORE = 2  # answers written at the same time on one core where this program writes them itself

QUICK: Final[dict[str, Any]] = {"concurrency_id": "quick", "concurrency_limit": 24}
"""For look-ups, tables, one quotation: what takes milliseconds."""

JOBS: Final[dict[str, Any]] = {"concurrency_id": "jobs", "concurrency_limit": 2}
"""For what takes minutes: reading documents in, checking a whole draft."""


GROUPS: Final = frozenset(("quick", "jobs", "asking"))
"""The groups in which no more than ``WAITING`` may wait."""


def asking(engine: str) -> dict[str, Any]:
    """The group of questions, for an event of the page.

    Args:
        engine: ``Assistant.engine_name``. Questions answered here wait in line for a core, first come first
            served, which shows the first sentence soonest; those a language model answers wait for it together.
    """
    own = max(2, _PER_CORE * (os.cpu_count() or 1))
    return {"concurrency_id": "asking", "concurrency_limit": own if engine == "extractive" else _PATIENT}
