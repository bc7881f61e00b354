"""A document can be asked about as soon as it is read: words first, vectors as they are made."""

from pathlib import Path

import pytest

from answer.assistant import Assistant
from index.library import Library

KEEPER = "# Lighthouse\n\n1. The lighthouse of Ost was built in 1911.\n\n2. The keeper counts all ships.\n"
FERRY = "# Ferry\n\n1. The ferry to Ost sails at noon.\n"


@pytest.fixture
def library(settings):
    library = Library(settings)
    yield library
    library.close()


def note(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def ask(library: Library, question: str):
    return Assistant(library, library.settings).ask(question)


def test_a_question_is_answered_before_there_is_any_vector(library, tmp_path):
    library.read([note(tmp_path, "keeper.md", KEEPER)])
    assert library.status()["indexed_vectors"] == 0
    answer = ask(library, "When was the lighthouse of Ost built?")
    assert answer.status == "answered"
    assert "1911" in answer.citations[0].quote


def test_a_new_document_is_found_while_only_the_older_ones_have_vectors(library, tmp_path):
    library.ingest([note(tmp_path, "keeper.md", KEEPER)])
    library.read([note(tmp_path, "ferry.md", FERRY)])
    assert library.status()["indexed_vectors"] < library.status()["passages"]
    answer = ask(library, "Where does the ferry sail to?")
    assert answer.status == "answered"
    assert "noon" in answer.citations[0].quote


def test_each_document_is_found_while_the_next_is_being_read(library, tmp_path):
    found = []
    paths = [note(tmp_path, "keeper.md", KEEPER), note(tmp_path, "ferry.md", FERRY)]
    library.read(paths, lambda step, done, total: found.append(len(library.search("lighthouse ferry Ost"))))
    assert found[0] >= 1
    assert found[-1] >= 3
