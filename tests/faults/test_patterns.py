"""No pattern of the program takes long over a string of its own: see ``patterns.py``."""

import re
import sys

import pytest

from tests.faults.patterns import BOUND, hostile, measured, slowest

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="an alarm of POSIX ends a pattern")


def test_every_pattern_is_soon_done_with_hostile_strings() -> None:
    found = measured(BOUND)
    assert len(found) > 300
    assert [each for each in found if each[0] > BOUND] == []


def test_a_careless_pattern_is_found() -> None:
    for careless in (r"(a+)+b", r"(\w+\s?)+x", r"\s*\s*\s*y"):
        pattern = re.compile(careless)
        assert slowest(pattern, hostile(pattern), BOUND)[0] > BOUND
