import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.names.speakers import canonical_speaker, display_speaker, find_speakers, known_speaker


def names(text):
    return [mention.speaker for mention in find_speakers(text)]


@pytest.mark.parametrize(
    ("alias", "speaker"),
    [
        ("Russia", "Russian Federation"),
        ("USA", "United States of America"),
        ("U.S.", "United States of America"),
        ("United States", "United States of America"),
        ("Iran", "Iran (Islamic Republic of)"),
        ("Islamic Republic of Iran", "Iran (Islamic Republic of)"),
        ("Iran, Islamic Republic of", "Iran (Islamic Republic of)"),
        ("The Netherlands", "Netherlands (Kingdom of the)"),
        ("Netherlands", "Netherlands (Kingdom of the)"),
        ("Korea, Republic of", "Republic of Korea"),
        ("DPRK", "Democratic People’s Republic of Korea"),
        ("Turkey", "Türkiye"),
        ("Turkiye", "Türkiye"),
        ("Palestine", "State of Palestine"),
        ("Vatican", "Holy See"),
        ("EU", "European Union"),
        ("Cote d'Ivoire", "Côte d’Ivoire"),
        ("UK", "United Kingdom of Great Britain and Northern Ireland"),
        ("ISOC", "Internet Society"),
        ("ICRC", "International Committee of the Red Cross"),
        ("G77 + China", "Group of 77 and China"),
        ("China", "China"),
    ],
)
def test_aliases_have_one_spelling(alias, speaker):
    assert canonical_speaker(alias) == speaker
    assert canonical_speaker(speaker) == speaker


def test_an_unknown_name_stays_as_it_is():
    assert canonical_speaker("  Global  Forum of Lamplighters: ") == "Global Forum of Lamplighters"
    assert known_speaker("Global Forum of Lamplighters") is None


@pytest.mark.parametrize(
    ("text", "speakers"),
    [
        ("What did Russia say about us?", ["Russian Federation"]),
        ("what did russia say", ["Russian Federation"]),
        ("Compare the US and the Netherlands", ["United States of America", "Netherlands (Kingdom of the)"]),
        ("US’s view", ["United States of America"]),
        ("Nigeria, not Niger", ["Nigeria", "Niger"]),
        ("Chad spoke; a hanging chad did not", ["Chad"]),
        ("we ate turkey in Turkey", ["Türkiye"]),
        ("Guinea-Bissau and Papua New Guinea", ["Guinea-Bissau", "Papua New Guinea"]),
        ("South Sudan, Sudan", ["South Sudan", "Sudan"]),
        ("Northern Ireland", []),
        ("the South China Sea", []),
        ("the EU and the Internet Society", ["European Union", "Internet Society"]),
        ("Indiana, Romanian, Omani, Maliki", []),
        ("Qu’a dit la Fédération de Russie ?", ["Russian Federation"]),
        (
            "¿Qué dijeron Irán y los Países Bajos?",
            ["Iran (Islamic Republic of)", "Netherlands (Kingdom of the)"],
        ),
        ("Что сказала Россия о Китае?", ["Russian Federation", "China"]),
        ("中国和俄罗斯联邦说了什么", ["China", "Russian Federation"]),
        ("ماذا قالت الصين؟", ["China"]),
        ("ماذا عن روسيا", ["Russian Federation"]),
    ],
)
def test_speakers_are_found_in_questions(text, speakers):
    assert names(text) == speakers


def test_offsets_are_those_of_the_text():
    text = "Did the Netherlands or Côte d’Ivoire agree?"
    assert [text[m.start : m.end] for m in find_speakers(text)] == ["the Netherlands", "Côte d’Ivoire"]


def test_names_read_well_in_a_sentence():
    assert display_speaker("Netherlands (Kingdom of the)") == "the Netherlands"
    assert display_speaker("Russian Federation") == "the Russian Federation"
    assert display_speaker("China") == "China"


@given(st.text(max_size=200))
def test_any_text_is_searched_and_mentions_do_not_overlap(text):
    last = 0
    for mention in find_speakers(text):
        assert last <= mention.start < mention.end <= len(text)
        assert known_speaker(mention.speaker) == mention.speaker
        last = mention.end


@given(st.text(max_size=60))
def test_one_spelling_is_stable(name):
    once = canonical_speaker(name)
    assert canonical_speaker(once) == once
