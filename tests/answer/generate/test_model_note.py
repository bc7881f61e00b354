"""A model that cannot be asked is told of, whether the documents answer or not."""

from pathlib import Path

import pytest

from answer.assistant import Assistant
from index.library import Library
from tests.answer.lying_server import Script, serving, settings_for

KEEPER = "# Lighthouse\n\n1. The lighthouse of Ost was built in 1911.\n\n2. The keeper counts all ships.\n"


@pytest.fixture
def library(settings, monkeypatch):
    for name in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "http_proxy", "https_proxy", "all_proxy"):
        monkeypatch.delenv(name, raising=False)
    library = Library(settings)
    yield library
    library.close()


@pytest.mark.parametrize(
    ("question", "status"),
    [
        ("When was the lighthouse of Ost built?", "answered"),
        ("In which year, 1823 or 1824, did Bolivia sign the Moon Treaty of Zurich?", "not_found"),
    ],
)
def test_the_note_is_kept(library, tmp_path: Path, question: str, status: str) -> None:
    path = tmp_path / "keeper.md"
    path.write_text(KEEPER, encoding="utf-8")
    library.read([path])
    with serving(Script(status=500)) as address:
        answer = Assistant(library, settings_for(address, library=library.settings.library)).ask(question)
    assert answer.status == status
    if status == "answered":  # where nothing answers the model is not asked, so nothing failed
        assert "status 500" in answer.message
    assert answer.engine == "extractive"
