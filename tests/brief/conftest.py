"""What the tests of the brief share."""

from collections.abc import Iterator

import pytest

from index.library import Library
from tests.brief.debate import debate_library


@pytest.fixture(scope="session")
def debate(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    """The library of an invented debate."""
    library = debate_library(tmp_path_factory.mktemp("debate") / "library")
    yield library
    library.close()
