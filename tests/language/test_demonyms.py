import pytest

from ingest.names.speakers import canonical_speaker
from language.demonyms import demonyms
from language.pack import UN_LANGUAGES


@pytest.mark.parametrize("language", UN_LANGUAGES)
def test_the_states_are_spelled_as_the_register_does(language: str) -> None:
    assert all(canonical_speaker(state) == state for state in demonyms(language).values())


@pytest.mark.parametrize(
    ("language", "word", "state"),
    [("en", "Brazilian", "Brazil"), ("fr", "belge", "Belgium"), ("es", "cubana", "Cuba")],
)
def test_a_demonym_means_its_state(language: str, word: str, state: str) -> None:
    assert demonyms(language)[word] == state
