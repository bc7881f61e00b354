import pytest

from check.quote.differences import comparable, differences, swallows
from check.quote.finding import Gravity


def gravity(quoted: str, source: str, language: str = "en") -> list[Gravity]:
    found = differences(comparable(quoted), comparable(source), (quoted, source), language)
    return [each.gravity for each in found]


@pytest.mark.parametrize(
    ("quoted", "source", "language"),
    [
        ("wait seventy-one days", "wait seventy-two days", "en"),
        ("a majority of three-quarters", "a majority of two-thirds", "en"),
        ("attendre soixante-douze heures", "attendre soixante-treize heures", "fr"),
        ("treinta y dos barcos", "treinta y tres barcos", "es"),
        ("двадцать два судна", "двадцать три судна", "ru"),
        ("等待三十五天", "等待三十六天", "zh"),
        ("خمسة مصابيح", "ستة مصابيح", "ar"),
        ("spent 900 dollars", "spent 900 francs", "en"),
        ("spent $900", "spent €900", "en"),
        ("within 90 days", "within 90 months", "en"),
        ("paragraph 35 (a)", "paragraph 35 (b)", "en"),
        ("held it lawful", "held it unlawful", "en"),
        ("including lamps", "excluding lamps", "en"),
        ("there is no need", "there is no urgent need", "en"),
        ("for developed ports", "for developing ports", "en"),
        ("the largest lamp", "the smallest lamp", "en"),
        ("le secteur privé", "le secteur public", "fr"),
        ("menos altas", "más altas", "es"),
        ("на севере порта", "на юге порта", "ru"),
        ("灯之前", "灯之后", "zh"),
        ("قبل الفجر", "بعد الفجر", "ar"),
    ],
)
def test_what_changes_a_statement_is_serious(quoted: str, source: str, language: str) -> None:
    assert "serious" in gravity(quoted, source, language)


@pytest.mark.parametrize(
    ("quoted", "source", "expected"),
    [
        ("lamps of the town", "lamps of a town", ["minor"]),
        ("14 km2 of wicks", "14 km² of wicks", ["harmless"]),
        ("1,000 lamps", "1 000 lamps", ["harmless"]),
        ("a well being", "a well-being", ["harmless"]),
    ],
)
def test_what_does_not_is_not(quoted: str, source: str, expected: list[Gravity]) -> None:
    assert gravity(quoted, source) == expected


def test_an_omission_mark_may_not_stand_for_what_decides() -> None:
    assert swallows("not", "en")
    assert swallows("unless the keeper agrees", "en")
    assert swallows("900", "en")
    assert not swallows("of the old town by the river", "en")
    assert not swallows("of the town. They are not lit. Then", "en")
    assert not swallows("They are not lit.", "en", before="The lamps are old.")
    assert swallows("not lit.", "en", before="The lamps are")
