import pytest

from ingest.structure.leadins import lead_in, unclosed_quotation


@pytest.mark.parametrize(
    ("text", "speaker", "extent"),
    [
        ("China: “We ask for more time.”", "China", "quotation"),
        ("The Netherlands: “To meet this, we suggest”", "Netherlands (Kingdom of the)", "quotation"),
        ("Nicaragua: notes the present “lack of rules” is a risk.", "Nicaragua", "quotation"),
        ("Lamplighters United Worldwide: “We agree.”", "Lamplighters United Worldwide", "quotation"),
        ("Microsoft, in a second submission, states “Earlier pledges show”", "Microsoft", "quotation"),
        ("Seven NGOs issued a joint statement: “Lamps matter.”", "Seven NGOs", "quotation"),
        ("and: “Further to this, we ask.”", None, "quotation"),
        ("and “Further to this, we ask.”", None, "quotation"),
        ("Mr. Costa (Brazil): I thank the Chair.", "Brazil", "turn"),
        (
            "Ms. Al Noor (United Arab Emirates) (spoke in Arabic): I thank you.",
            "United Arab Emirates",
            "turn",
        ),
        ("Mr. Rahimi (Islamic Republic of Iran): We wish to speak.", "Iran (Islamic Republic of)", "turn"),
        ("The Acting President : I give the floor.", "The Acting President", "turn"),
        ("The President (spoke in French): I give the floor.", "The President", "turn"),
    ],
)
def test_lead_ins(text, speaker, extent):
    found = lead_in(text)
    assert found is not None
    assert (found.speaker, found.extent) == (speaker, extent)


@pytest.mark.parametrize(
    "text",
    [
        "Note: “This is a draft.”",
        "Recommendation 3: “States should talk.”",
        "China: 45 per cent",
        "Brazil: Ms. Costa",
        "It was said: “Lamps matter.”",
        "States proposed that lamps be lit.",
        "The Chair opened the meeting at 10 a.m.: all were present.",
    ],
)
def test_what_is_no_lead_in(text):
    assert lead_in(text) is None


def test_a_quotation_is_open_until_its_marks_close():
    assert unclosed_quotation("China: “We ask for “more time” and")
    assert not unclosed_quotation("China: “We ask for “more time” and rest.”")
    assert not unclosed_quotation("a wrong closing mark ends it too.“")
    assert not unclosed_quotation("no marks at all")
