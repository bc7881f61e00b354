from hypothesis import given
from hypothesis import strategies as st

from web.viewer.page_words import find, letters

PAGE = "12 Lighthouses\nEvery lamp needs a kee-\nper, said the ﬁrst speaker.7\nEvery lamp needs oil."


def read(places: list[int], page: str) -> str:
    return "".join(page[place] for place in places)


def test_a_quotation_is_found_over_a_line_that_parts_a_word() -> None:
    passage = "Every lamp needs a keeper, said the first speaker."
    assert read(find(passage, "needs a keeper, said", PAGE), PAGE) == "needsakeepersaid"


def test_a_ligature_is_found_as_its_letters() -> None:
    passage = "Every lamp needs a keeper, said the first speaker."
    assert read(find(passage, "first speaker", PAGE), PAGE) == "ﬁﬁrstspeaker"


def test_what_stands_twice_is_found_where_the_passage_stands() -> None:
    found = find("Every lamp needs oil.", "Every lamp needs", PAGE)
    assert found[0] == PAGE.rindex("Every")


def test_a_footnote_mark_between_the_words_is_passed_over() -> None:
    page = "The delegation regretted the delays7 in the repair of the northern lighthouses."
    passage = "The delegation regretted the delays in the repair of the northern lighthouses."
    assert "7" not in read(find(passage, passage, page), page)


def test_a_page_break_with_a_footnote_is_bridged() -> None:
    note = " 7 See the report of the keepers, in particular its annexes, which were issued late. " * 8
    page = f"The delegation regretted the delays{note}in the repair of the northern lighthouses."
    passage = "The delegation regretted the delays in the repair of the northern lighthouses."
    assert read(find(passage, passage, page), page) == letters(passage).text.replace("the", "The", 1)


def test_words_that_are_not_there_are_not_found() -> None:
    assert find("Nothing of this stands on that sheet of paper.", "Nothing of this", PAGE) == []
    assert find("Every lamp", "no lamp", PAGE) == []
    assert find("", "", PAGE) == []


@given(st.text(max_size=80), st.text(max_size=80), st.text(max_size=80))
def test_whatever_the_text_each_place_has_a_letter_of_the_quotation(a: str, quote: str, b: str) -> None:
    page = f"{b} {a}{quote}{b}"
    wanted = letters(quote).text
    for place in find(a + quote + b, quote, page):
        assert set(letters(page[place]).text) <= set(wanted)
