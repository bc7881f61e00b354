from pathlib import Path

import pytest

from benchmarks.reading.faults import faults

CORPUS = Path(__file__).parents[4] / "shared/corpus"


@pytest.mark.skipif(not (CORPUS / "faults2").is_dir(), reason="needs ../shared/corpus/faults2")
def test_files_that_readers_get_wrong_in_silence_are_read_right() -> None:
    wrong = {name: why for name, (ending, why) in faults(CORPUS).items() if ending != "right"}
    assert wrong == {}
