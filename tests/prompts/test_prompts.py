"""Prompts are files with a version; what is filled in stays data."""

from pathlib import Path

import pytest

import prompts
from prompts import prompt

NAMES = sorted(path.stem for path in Path(prompts.__file__).parent.glob("*.md"))


@pytest.mark.parametrize("name", NAMES)
def test_every_prompt_has_a_version_and_words(name: str) -> None:
    found = prompt(name)
    assert found.version >= 1
    assert found.text


def test_what_is_filled_in_is_not_read_for_names() -> None:
    filled = prompt("question").fill(passages="$question costs $5", history="", question="Q")
    assert "$question costs $5" in filled


def test_a_missing_value_is_an_error() -> None:
    with pytest.raises(KeyError):
        prompt("question").fill(passages="")


def test_the_model_is_told_that_passages_are_data() -> None:
    assert "data" in prompt("answer").text
    assert "NOT_FOUND" in prompt("form_lines").text
    assert "not_found" in prompt("form_json").text
