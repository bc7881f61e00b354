from hypothesis import given
from hypothesis import strategies as st

from ingest.structure.versions import family, is_later, later, parent, version

BASE = "A/AC.999/2031/INF/5"
MARKS = st.lists(st.tuples(st.sampled_from(["Rev", "Corr", "Add"]), st.integers(1, 20)), max_size=3)
SYMBOLS = MARKS.map(lambda marks: BASE + "".join(f"/{kind}.{number}" for kind, number in marks))


def test_revisions_and_corrections_are_of_one_family():
    assert family(f"{BASE}/Rev.1") == family(f"{BASE}/Corr.2") == BASE
    assert version(f"{BASE}/Rev.2/Corr.1").kind == "corrigendum"


def test_an_addendum_is_a_text_of_its_own():
    assert family(f"{BASE}/Add.1/Rev.2") == f"{BASE}/Add.1"
    assert parent(f"{BASE}/Add.1") == BASE
    assert parent(f"{BASE}/Rev.1") is None
    assert not is_later(f"{BASE}/Add.1", BASE)


def test_later_versions_come_latest_first():
    known = [BASE, f"{BASE}/Rev.10", f"{BASE}/Rev.2", "A/AC.999/2031/INF/50/Rev.3"]
    assert later(BASE, known) == (f"{BASE}/Rev.10", f"{BASE}/Rev.2")
    assert later(f"{BASE}/Rev.10", known) == ()


def test_drafts_are_known_by_their_series():
    assert version("A/C.1/80/L.5/Rev.1").draft
    assert not version("A/80/62").draft


@given(SYMBOLS, SYMBOLS)
def test_later_is_an_order(one: str, other: str):
    assert not is_later(one, one)
    assert not (is_later(one, other) and is_later(other, one))
