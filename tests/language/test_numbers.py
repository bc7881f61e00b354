import pytest

from language.numbers import cardinals, chinese_number, english_ordinal, ordinal_words, ordinals
from language.pack import UN_LANGUAGES


@pytest.mark.parametrize(
    ("numeral", "number"),
    [("三", 3), ("十", 10), ("十二", 12), ("二十", 20), ("二十一", 21), ("一百", 100), ("一百零五", 105), ("三百四十二", 342),
     ("二〇", 20), ("", 0)],
)  # fmt: skip
def test_chinese_numerals_are_read(numeral: str, number: int) -> None:
    assert chinese_number(numeral) == number


@pytest.mark.parametrize(
    ("number", "word"),
    [(1, "first"), (12, "twelfth"), (20, "twentieth"), (78, "seventy-eighth"), (90, "ninetieth")],
)
def test_english_ordinals_are_spelled(number: int, word: str) -> None:
    assert english_ordinal(number) == word


def test_every_language_counts() -> None:
    for language in UN_LANGUAGES:
        assert set(range(1, 11)) <= set(cardinals(language).values())
        assert set(range(1, 11)) <= set(ordinals(language).values())


def test_a_place_in_a_row_has_words_in_every_language() -> None:
    assert {"third", "troisième", "tercero", "третий", "第三", "الثالث"} <= set(ordinal_words(3))


def test_a_language_without_a_pack_has_no_numbers() -> None:
    assert cardinals("nl") == ordinals("nl") == {}
