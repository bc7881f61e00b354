"""What every test may use: the corpus, where it is, and a library in a temporary folder."""

from pathlib import Path

import pytest

from settings import Settings

CORPUS = Path(__file__).resolve().parents[1].parent / "shared" / "corpus"


@pytest.fixture(scope="session")
def corpus() -> Path:
    """The folder of real documents; skips where it is absent."""
    if not CORPUS.is_dir():
        pytest.skip("the corpus of real documents is not beside this checkout (../shared/corpus)")
    return CORPUS


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """Settings that keep everything inside the test's own folder."""
    return Settings(library=tmp_path / "library", workers=1, threads=2)
