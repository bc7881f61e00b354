import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.names.series import BODIES
from ingest.names.symbols import find_symbols, normalise, official_url, parse

FORMS = {
    "A/RES/70/125": "A/RES/70/125",
    "a/res/70/125": "A/RES/70/125",
    "A / RES / 70 / 125": "A/RES/70/125",
    "A /79/ PV.64": "A/79/PV.64",
    "70/125": "A/RES/70/125",
    "resolution 70/125": "A/RES/70/125",
    "General Assembly resolution 70/125": "A/RES/70/125",
    "UNGA res. 70/125": "A/RES/70/125",
    "Human Rights Council resolution 26/13": "A/HRC/RES/26/13",
    "Economic and Social Council resolution 2006/46": "E/RES/2006/46",
    "resolution 2006/46": "E/RES/2006/46",
    "resolution 2733 (2024)": "S/RES/2733 (2024)",
    "resolution 2994 (XXVII)": "A/RES/2994 (XXVII)",
    "A/RES/S-30/1": "A/RES/S-30/1",
    "A/ES-10/1022": "A/ES-10/1022",
    "A/RES/217(III) A": "A/RES/217 (III) A",
    "A/RES/3314(XXIX)": "A/RES/3314 (XXIX)",
    "A/RES/76/84 A-B": "A/RES/76/84 A-B",
    "A/RES/76/84/A-B": "A/RES/76/84 A-B",
    "S/RES/2733(2024)": "S/RES/2733 (2024)",
    "S/RES/2733 (2024).": "S/RES/2733 (2024)",
    "S/PRST/2024/6": "S/PRST/2024/6",
    "S/PV.9644 (Resumption 1)": "S/PV.9644 (Resumption 1)",
    "S/2025/402": "S/2025/402",
    "S/23329": "S/23329",
    "E/RES/106 (VI)": "E/RES/106 (VI)",
    "E/RES/106/(VI)": "E/RES/106 (VI)",
    "E/CN.16/2025/4": "E/CN.16/2025/4",
    "E/CN.4/Sub.2/2003/12/Rev.2": "E/CN.4/Sub.2/2003/12/Rev.2",
    "E/CN.6/2025/NGO/125": "E/CN.6/2025/NGO/125",
    "E/HLPF/2025/3/add.5": "E/HLPF/2025/3/Add.5",
    "E/ICEF/672 (PARTII)": "E/ICEF/672 (Part II)",
    "A/C.1/73/L.27/Rev.1": "A/C.1/73/L.27/Rev.1",
    "A/AC.292/2025/INF/5/Rev.1": "A/AC.292/2025/INF/5/Rev.1",
    "A/CONF.230/2025/L.2": "A/CONF.230/2025/L.2",
    "A/HRC/RES/59/25": "A/HRC/RES/59/25",
    "A/71/53/Add.1/Corr.1": "A/71/53/Add.1/Corr.1",
    "A/81/6 (SECT. 4)/Part A": "A/81/6 (Sect. 4)/Part A",
    "UNEP/EA.2/RES.8": "UNEP/EA.2/RES.8",
    "FCCC/SBSTA/2011/Misc.14": "FCCC/SBSTA/2011/MISC.14",
    "TD/B/CN.4/36": "TD/B/CN.4/36",
    "CCPR/C/121/D/2025/2011": "CCPR/C/121/D/2025/2011",
    "JIU/NOTE/2022/1/Rev.1": "JIU/NOTE/2022/1/Rev.1",
    "TPNW/MSP/2025/8": "TPNW/MSP/2025/8",
    "GE-005": "GE-005",
    "GE 012": "GE-012",
}


@pytest.mark.parametrize(("printed", "canonical"), FORMS.items())
def test_every_form_has_one_spelling(printed, canonical):
    assert normalise(printed) == canonical


@pytest.mark.parametrize(
    "text",
    ["and/or", "A/B testing", "s/he", "I/O", "24/7", "GE.25-00925", "input/output 2", "page 3/26", "A/4 paper", "",
     "km/h", "TCP/IP", "https://www.un.org/en/A/RES/70/1"],
)  # fmt: skip
def test_what_is_no_symbol_gives_none(text):
    assert find_symbols(text) == []


@pytest.mark.parametrize("dash", ["-", "–", "—", "−"])
def test_joint_symbols_are_two(dash):
    found = find_symbols(f"United Nations A/80/62{dash}E/2025/12")
    assert [match.symbol for match in found] == ["A/80/62", "E/2025/12"]


def test_stars_between_joint_symbols_do_not_hide_the_second():
    assert [match.symbol for match in find_symbols("A/80/62*−E/2025/12*")] == ["A/80/62", "E/2025/12"]


def test_lists_of_resolutions_in_words():
    found = find_symbols("recalling Security Council resolutions 2292 (2016), 2357 (2017) and 2420 (2018)")
    assert [match.symbol for match in found] == [
        "S/RES/2292 (2016)",
        "S/RES/2357 (2017)",
        "S/RES/2420 (2018)",
    ]


def test_bare_numbers_count_only_where_asked():
    question = "Which paragraph of 70/125 deals with rights, and is 50/50 or 9/11 in it?"
    assert find_symbols(question) == []
    assert [match.symbol for match in find_symbols(question, bare=True)] == ["A/RES/70/125"]


def test_a_letter_that_begins_a_word_is_not_part_of_the_symbol():
    assert [match.symbol for match in find_symbols("In A/RES/74/247 A new committee")] == ["A/RES/74/247"]


def test_offsets_are_those_of_the_text():
    text = "See (A/RES/70/125), para. 35, and S/RES/2733 (2024)."
    assert [text[m.start : m.end] for m in find_symbols(text)] == ["A/RES/70/125", "S/RES/2733 (2024)"]


@pytest.mark.parametrize(
    ("symbol", "body", "session", "year", "kind", "addenda"),
    [
        ("A/RES/70/125", "General Assembly", "70", None, "resolution", ()),
        ("A/RES/2994 (XXVII)", "General Assembly", "XXVII", None, "resolution", ()),
        ("S/RES/2733 (2024)", "Security Council", None, 2024, "resolution", ()),
        ("A/79/PV.64", "General Assembly", "79", None, "verbatim record", ()),
        (
            "A/C.1/73/L.27/Rev.1",
            "First Committee of the General Assembly",
            "73",
            None,
            "draft",
            ("Rev.1",),
        ),
        (
            "E/CN.16/2025/4",
            "Commission on Science and Technology for Development",
            None,
            2025,
            "document",
            (),
        ),
        ("A/71/53/Add.1/Corr.1", "General Assembly", "71", None, "document", ("Add.1", "Corr.1")),
        ("GE-005", "ICANN Government Engagement", None, None, "paper", ()),
    ],
)
def test_a_symbol_taken_apart(symbol, body, session, year, kind, addenda):
    parsed = parse(symbol)
    found = (parsed.body, parsed.session, parsed.year, parsed.kind, parsed.addenda)
    assert found == (body, session, year, kind, addenda)


def test_the_base_of_a_revision_is_what_it_revises():
    assert parse("A/AC.292/2025/INF/5/Rev.1").base == "A/AC.292/2025/INF/5"


def test_what_is_no_symbol_cannot_be_parsed():
    with pytest.raises(ValueError, match="Not a document symbol"):
        parse("70 and 125")


def test_official_addresses_are_made_from_the_symbol():
    assert official_url("A/RES/70/125") == "https://docs.un.org/en/A/RES/70/125"
    assert official_url("S/RES/2733 (2024)") == "https://docs.un.org/en/S/RES/2733(2024)"
    assert official_url("GE-005") is None
    assert official_url("nonsense") is None


SESSIONS = st.one_of(
    st.integers(1, 99).map(str), st.integers(1, 33).map("S-{}".format), st.integers(1, 12).map("ES-{}".format)
)
SYMBOLS = st.one_of(
    st.builds("A/RES/{}/{}".format, SESSIONS, st.integers(1, 400)),
    st.builds("A/{}/{}".format, st.integers(31, 99), st.integers(1, 999)),
    st.builds("S/RES/{} ({})".format, st.integers(1, 2900), st.integers(1946, 2030)),
    st.builds("E/{}/{}".format, st.integers(1978, 2030), st.integers(1, 400)),
    st.builds("A/C.{}/{}/L.{}/Rev.{}".format, st.integers(1, 6), st.integers(31, 99), st.integers(1, 90), st.integers(1, 3)),
    st.builds("{}/2025/{}".format, st.sampled_from([b for b in BODIES if "/" in b]), st.integers(1, 99)),
)  # fmt: skip


@given(SYMBOLS)
def test_normalising_is_stable_and_everything_normal_can_be_parsed(symbol):
    once = normalise(symbol)
    assert once is not None
    assert normalise(once) == once
    assert parse(once).text == once
    assert parse(once).base == once.removesuffix("".join(f"/{part}" for part in parse(once).addenda))


@given(SYMBOLS, st.sampled_from(["See {}.", "({})", "in document {}, para. 3", "{}; and", "“{}”"]))
def test_a_symbol_is_found_whole_in_a_sentence(symbol, sentence):
    found = find_symbols(sentence.format(symbol))
    assert [match.symbol for match in found] == [normalise(symbol)]


@given(SYMBOLS)
def test_small_letters_and_spaces_change_nothing(symbol):
    assert normalise(symbol.lower()) == normalise(symbol)
    assert normalise(symbol.replace("/", " / ")) == normalise(symbol)


@given(st.text(max_size=200))
def test_any_text_is_searched_without_error_and_offsets_hold(text):
    last = 0
    for match in find_symbols(text, bare=True):
        assert last <= match.start < match.end <= len(text)
        assert re.search(r"\d", match.symbol)
        last = match.end


@pytest.mark.parametrize(
    "text", ["A/REV.7, )525", "A/ADD.1", "S/CORR.2", "E/REV.1/", "A/85/e-e", "A/RES/85/e-e"]
)
def test_an_addendum_of_nothing_is_no_symbol(text):
    """Found by tests/faults/fuzz_parsers.py: what was found could not be taken apart."""
    assert all(parse(found.symbol) for found in find_symbols(text))
