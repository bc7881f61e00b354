import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.manuscript import Manuscript
from ingest.structure.imprint import Imprint, imprint


def printed(front: str, *heads: str) -> Imprint:
    return imprint(Manuscript(format="pdf", blocks=(), front=front, heads=heads))


def test_a_masthead_of_the_assembly():
    found = printed(
        "United Nations A/99/1\nDistr.: General\n3 May 2044\nOriginal: Spanish\nNinety-ninth session\nAgenda item 3 (a)\nLamps",
        "44-01234 (E) 050544",
    )
    assert found == Imprint(
        session="Ninety-ninth session", agenda_item="3 (a)", original_language="es", job_number="44-01234"
    )


@pytest.mark.parametrize(
    ("line", "session"),
    [
        ("Seventy-ninth session", "Seventy-ninth session"),
        ("Tenth emergency special session", "Tenth emergency special session"),
        ("Eleventh substantive session", "Eleventh substantive session"),
        ("2025 session", "2025 session"),
        ("Seventy-ninth session Eightieth year", "Seventy-ninth session"),
        ("Soixante-dix-neuvième session", "Soixante-dix-neuvième session"),
        ("Septuagésimo noveno período de sesiones", "Septuagésimo noveno período de sesiones"),
        ("Семьдесят девятая сессия", "Семьдесят девятая сессия"),
        ("第七十九届会议", "第七十九届会议"),
        ("It was discussed at the last session", None),
        ("session", None),
    ],
)
def test_sessions(line, session):
    assert printed(line).session == session


@pytest.mark.parametrize(
    ("line", "item"),
    [
        ("Agenda item 16", "16"),
        ("Agenda items 32, 60 and 132", "32, 60 and 132"),
        ("Item 3 (a) of the provisional agenda*", "3 (a)"),
        ("Point 3 a) de l’ordre du jour", "3 a)"),
        ("Tema 94 del programa", "94"),
        ("Пункт 94 повестки дня", "94"),
        ("议程项目94", "94"),
        ("The agenda item 16 was taken up", None),
    ],
)
def test_agenda_items(line, item):
    assert printed(line).agenda_item == item


@pytest.mark.parametrize(
    ("line", "language"),
    [
        ("Original: English", "en"),
        ("Original : français", "fr"),
        ("Russian Original: English", "en"),
        ("原件：英文", "en"),
        ("Original: Arabic/English/French/", None),
        ("Original: Arabic, English", None),
        ("Original: Klingon", None),
    ],
)
def test_one_original_language_or_none(line, language):
    assert printed(line).original_language == language


@pytest.mark.parametrize(
    ("head", "number"),
    [
        ("25-01355 (E)", "25-01355"),
        ("GE.25-11220 (E)", "GE.25-11220"),
        ("25-01355 (E) 050225 060225", "25-01355"),
        ("25-01355 people came", None),
        ("2025-01355", None),
    ],
)
def test_job_numbers(head, number):
    assert printed("", head).job_number == number


@settings(deadline=None)
@given(st.text(max_size=300))
def test_any_front_is_read(front):
    assert isinstance(printed(front, front), Imprint)
