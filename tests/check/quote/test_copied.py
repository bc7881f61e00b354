import pytest

from check.quote.quotation import Checker
from index.library import Library
from ingest.work.reader import read
from settings import Settings

TEXT = """# On lamps

35. The keepers light the lamps at dusk[^1] and put them out at dawn, in the streets that were counted in 2020[^2] by
the council;

36. The council decides:

(a) To buy wicks of cotton for all the lamps of the old town;

[^1]: See the report of the council on dusk, chapter four.
[^2]: The count of the spring.
"""


@pytest.fixture(scope="module")
def checker(tmp_path_factory: pytest.TempPathFactory) -> Checker:
    folder = tmp_path_factory.mktemp("copied")
    (folder / "lamps.md").write_text(TEXT, encoding="utf-8")
    library = Library(Settings(library=folder / "library", workers=1, threads=1))
    library.register.record("lamps.md", read(folder / "lamps.md"), "test")
    library.words().sync()
    return Checker(library)


@pytest.mark.parametrize(
    "copied",
    [
        "35. The keepers light the lamps at dusk and put them out at dawn",
        "(a) To buy wicks of cotton for all the lamps",
        "The council decides:\n(a) To buy wicks of cotton",
        "light the lamps at dusk1 and put them out",
        "that were counted in 20202 by the council",
        "light the lamps at dusk and\n1 See the report of the council on dusk, chapter four.\n3\nput them out at dawn",
        "The keepers light the lamps at dusk and put them out at dawn, in the streets that were coun-\nted in 2020",
        "light the lamps at dusk and\nLamps of the old town A/RES/72/313\n18-15395 9/13\nput them out at dawn",
        "On lamps",
    ],
)
def test_what_a_person_copies_is_verbatim(checker: Checker, copied: str) -> None:
    assert checker.check(copied).verdict == "verbatim"


@pytest.mark.parametrize(
    "changed",
    [
        "34. The keepers light the lamps at dusk and put them out",
        "light the lamps at dusk7 and put them out",
        "that were counted in 20203 by the council",
        "light the lamps […] and put them out […] in the streets that were counted […] by the council",
    ],
)
def test_a_number_that_is_not_there_is_not(checker: Checker, changed: str) -> None:
    finding = checker.check(changed)
    assert finding.verdict == "altered"
    assert finding.serious
