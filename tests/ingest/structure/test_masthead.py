import pytest

from ingest.structure.masthead import is_masthead


@pytest.mark.parametrize(
    "line",
    ["ORIGINAL: ENGLISH", "ENGLISH ORIGINAL: FRENCH", "Distr.: General", "Distr.: Limited 9 June 2025", "English only",
     "99-44400 (E) 221199 /...", "Agenda item 69", "Agenda items 32 (a) and 110", "A/99/62"],
)  # fmt: skip
def test_lines_of_the_masthead_are_known(line):
    assert is_masthead(line)


@pytest.mark.parametrize(
    "line",
    ["Agenda item 69 was adopted.", "The original: a lamp", "General", "See A/99/62.", "1. Lamps are lit."],
)
def test_words_of_the_text_are_kept(line):
    assert not is_masthead(line)
