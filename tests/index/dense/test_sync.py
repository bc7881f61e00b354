import subprocess
import sys
from collections.abc import Callable, Sequence
from typing import Any

import pytest

from index.hit import Filters
from index.library import Library
from index.models.embedding import E5Embedding
from ingest.document import Reading

Make = Callable[..., Reading]
pytestmark = pytest.mark.parametrize("back_end", ["sqlite", "postgresql"], indirect=True)
TEXTS = [f"Paragraph about subject number {n} of the agenda." for n in range(40)]

WRITER = """
import sys
from pathlib import Path
from llama_index.core import MockEmbedding
from index.library import Library
from settings import Settings
# this test is not about meaning
library = Library(Settings(library=Path(sys.argv[1]), workers=0, threads=1), MockEmbedding(384))
library.sync()
library.close()
"""


class SyncStoppedError(Exception):
    pass


def vectors(library: Library) -> int:
    return library.vectors().count()


def test_both_indexes_follow_the_register(library: Library, reading: Make) -> None:
    library.register.record("a", reading("One", TEXTS), "1")
    library.sync()
    assert library.status()["indexed_words"] == library.status()["indexed_vectors"] == len(TEXTS)
    assert vectors(library) == len(TEXTS)
    library.register.record("a", reading("One", TEXTS[:5]), "1")
    library.sync()
    assert vectors(library) == 5
    library.register.remove("a")
    library.sync()
    assert vectors(library) == 0
    assert library.status()["indexed_words"] == 0


def test_nothing_to_do_does_nothing(library: Library, reading: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    library.register.record("a", reading("One", TEXTS), "1")
    library.sync()
    monkeypatch.setattr(E5Embedding, "get_text_embedding_batch", _refuse)
    library.sync()


def test_an_unchanged_passage_is_not_embedded_again(
    library: Library, reading: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    library.register.record("a", reading("One", TEXTS), "1")
    library.sync()
    library.register.record("a", reading("One", TEXTS), "2")
    monkeypatch.setattr(E5Embedding, "get_text_embedding_batch", _refuse)
    library.sync()
    assert library.status()["indexed_vectors"] == len(TEXTS)
    assert library.search("subject number 7 of the agenda")


@pytest.mark.parametrize("step", ["add", "remove"])
@pytest.mark.parametrize("before", [True, False])
def test_an_interruption_costs_nothing(
    open_library: Callable[[], Library],
    reading: Make,
    monkeypatch: pytest.MonkeyPatch,
    step: str,
    before: bool,
) -> None:
    library = open_library()
    library.register.record("a", reading("One", TEXTS), "1")
    library.sync()
    library.register.record("a", reading("Two", TEXTS[:20]), "1")
    index = library.vectors()
    original = getattr(index, step)

    def interrupted(argument: Sequence[Any]) -> None:
        if not before:
            original(argument)
        raise SyncStoppedError

    with monkeypatch.context() as patch, pytest.raises(SyncStoppedError):
        patch.setattr(index, step, interrupted)
        library.sync()
    library.close()

    again = open_library()
    assert all(hit.document.title == "Two" for hit in again.search("agenda subject", top=50))
    again.sync()
    assert vectors(again) == 20
    assert again.status()["indexed_vectors"] == 20


def test_a_second_process_is_seen(library: Library, reading: Make) -> None:
    library.register.record("a", reading("One", TEXTS[:3]), "1")
    library.sync()
    library.search("agenda")  # opens the index here
    library.register.record("b", reading("Two", ["The lighthouse keeper counts ships."]), "1")
    root = str(library.settings.library)
    subprocess.run([sys.executable, "-c", WRITER, root], check=True, timeout=60)
    found = library.vectors().search([1.0] * 384, 10, Filters())
    texts = [passage.text for passage in library.register.passages(list(found)).values()]
    assert "The lighthouse keeper counts ships." in texts


def test_a_passage_gone_between_reading_and_answering_is_not_shown(library: Library, reading: Make) -> None:
    library.register.record("a", reading("One", TEXTS[:3]), "1")
    library.sync()
    library.register.remove("a")
    assert library.search("agenda") == []


def _refuse(*_: object, **__: object) -> None:
    raise AssertionError("nothing should be embedded")
