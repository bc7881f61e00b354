"""What the tests of the page share."""

import pytest
from invented import RoteAssistant


@pytest.fixture
def assistant() -> RoteAssistant:
    """The assistant that answers by rote."""
    return RoteAssistant()
