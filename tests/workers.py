"""How tests are shared out where pytest runs on several workers (``pytest -n auto``).

The tests of a file stay together, since they share what the file prepared; those with a browser stay on one worker,
and those with PostgreSQL, so that each of the two is started once. The longest begin first.
"""

from typing import Any, Final

from xdist.scheduler import LoadScopeScheduling

_LONG: Final = (
    "browser", "test_closing.py", "test_serving.py", "test_damage.py", "test_llm.py", "test_many_at_once.py",
    "postgresql", "test_fuzz_files.py", "test_hostile_questions.py", "test_patterns.py", "test_retrieve.py",
    "test_doctor.py", "test_doors.py", "test_cli.py", "test_signin_attacked.py", "test_ingest_corpus.py",
)  # fmt: skip


class Together(LoadScopeScheduling):
    """Hands out a file at a time, all of the browser's and all of PostgreSQL's tests as one."""

    def _split_scope(self, nodeid: str) -> str:
        file, _, test = nodeid.partition("::")
        if file.endswith("_browser.py"):
            return "browser"
        if "postgres" in file or "[postgresql" in test or "-postgresql" in test:
            return "postgresql"
        return file

    def _assign_work_unit(self, node: Any) -> None:
        self.workqueue.move_to_end(min(self.workqueue, key=_place), last=False)
        super()._assign_work_unit(node)


def _place(scope: str) -> int:
    return next((place for place, end in enumerate(_LONG) if scope.endswith(end)), len(_LONG))
