from hypothesis import given
from hypothesis import strategies as st

from ingest.manuscript import Block
from ingest.structure.cut import LIMIT, cut, words
from ingest.structure.structure import structure
from ingest.structure.voices import letter_writer, turn_holder


def paragraph(text, **more):
    return Block(kind="paragraph", text=text, **more)


def heading(text, level=2):
    return Block(kind="heading", text=text, level=level)


def passages(*blocks, title="A title", language="en"):
    return cut(structure(blocks, title), "0123456789abcdef", language)


def numbered(*blocks):
    return [(passage.paragraph, passage.text) for passage in passages(*blocks)]


def test_numbers_are_taken_out_of_the_text_and_kept():
    assert numbered(paragraph("1. Lamps are lit."), paragraph("2. Lamps are put out.")) == [
        ("1", "Lamps are lit."),
        ("2", "Lamps are put out."),
    ]


def test_headings_make_the_section_path_and_the_title_is_none_of_it():
    found = passages(
        heading("A title", 1),
        heading("I. Lamps", 2),
        heading("A. Street lamps", 3),
        paragraph("1. Lit."),
        heading("II. Candles", 2),
        paragraph("2. Out."),
    )
    assert [passage.section for passage in found] == [("I. Lamps", "A. Street lamps"), ("II. Candles",)]


def test_short_sub_paragraphs_stay_with_their_paragraph():
    found = numbered(
        paragraph("3. The Council will:"),
        paragraph("(a) Light lamps;"),
        paragraph("(i) Street lamps;"),
        paragraph("(b) Rest."),
    )
    assert found == [("3", "The Council will:\n(a) Light lamps;\n(i) Street lamps;\n(b) Rest.")]


def test_long_sub_paragraphs_are_passages_of_their_own():
    long = "lamps and candles " * 60
    found = numbered(
        paragraph("3. The Council will:"), paragraph(f"(a) Light {long}"), paragraph(f"(b) Count {long}")
    )
    assert [number for number, _ in found] == ["3", "3 (a)", "3 (b)"]


def test_letters_and_roman_numbers_are_told_apart():
    long = "lamps and candles " * 80
    marks = [f"({letter})" for letter in "abcdefghij"]
    found = numbered(paragraph("1. List:"), *(paragraph(f"{mark} Item of {long}") for mark in marks))
    assert {number for number, _ in found} == {"1", *(f"1 {mark}" for mark in marks)}


def test_numbers_that_restart_inside_a_paragraph_are_its_list():
    found = numbered(
        *(paragraph(f"{n}. Paragraph {n} has its own words and stands alone.") for n in range(1, 5)),
        paragraph("1. First item of a list."),
        paragraph("2. Second item of a list."),
        paragraph("5. The count goes on."),
    )
    assert [number for number, _ in found] == ["1", "2", "3", "4", "5"]
    assert found[3][1].endswith("1. First item of a list.\n2. Second item of a list.")


def test_numbering_restarts_in_an_annex():
    found = passages(
        paragraph("1. Lit."),
        paragraph("2. Out."),
        heading("Annex II", 2),
        heading("Terms of lamps", 2),
        paragraph("1. Oil."),
    )
    assert (found[-1].section, found[-1].paragraph) == (("Annex II", "Terms of lamps"), "1")


def test_preambular_paragraphs_are_counted():
    found = numbered(
        paragraph("The General Assembly,"),
        paragraph("Recalling its resolution 11/22,"),
        paragraph("Also deeply concerned by the dark,"),
        paragraph("1. Decides to light lamps;"),
    )
    assert [number for number, _ in found] == [None, "PP1", "PP2", "1"]


def test_articles_name_their_paragraphs():
    found = passages(
        heading("Article 3", 3),
        heading("Lamps", 4),
        paragraph("1. Lamps shall be lit."),
        paragraph("2. They shall be put out."),
        heading("Article 4", 3),
        paragraph("Candles are free."),
    )
    assert [passage.paragraph for passage in found] == ["art. 3 (1)", "art. 3 (2)", "art. 4"]


def test_footnotes_are_passages_and_break_no_paragraph():
    found = passages(
        paragraph("1. Lamps are lit."),
        Block(kind="footnote", text="See the lamp book.", number="7"),
        paragraph("2. Out."),
    )
    assert [(passage.kind, passage.paragraph) for passage in found] == [
        ("paragraph", "1"),
        ("footnote", "fn 7"),
        ("paragraph", "2"),
    ]


def test_a_quotation_has_its_owner_and_ends_where_it_ends():
    found = passages(
        paragraph(
            "In this paper we quote some of the comments that were sent to the Chair by those who wished to."
        ),
        paragraph("Brazil: “Lamps deserve protection.”"),
        paragraph("China: “Given the time, some words"),
        paragraph("should wait.”"),
        paragraph("and: “Other words should not.”"),
        Block(kind="break", text="***"),
        paragraph("On 27 May the Chair published another paper."),
    )
    assert [(passage.speaker, passage.text[:12]) for passage in found] == [
        (None, "In this pape"),
        ("Brazil", "Brazil: “Lam"),
        ("China", "China: “Give"),
        (None, "On 27 May th"),
    ]
    assert found[2].text.endswith("and: “Other words should not.”")


def test_a_compendium_gives_each_statement_to_its_delegation():
    found = passages(
        heading("I. Member States", 2),
        heading("Argentina", 3),
        paragraph("We light lamps."),
        heading("Tunisia (on behalf of the Arab Group)", 3),
        paragraph("We thank you."),
        heading("Thank you, Chair.", 2),
        heading("Iran (Islamic Republic of)", 3),
        paragraph("1. We have a reservation."),
        heading("II. European Union", 2),
        paragraph("The European Union agrees."),
        heading("Annex", 2),
        paragraph("The list of lamps."),
    )
    assert [passage.speaker for passage in found] == [
        "Argentina",
        "Tunisia",
        "Iran (Islamic Republic of)",
        "European Union",
        None,
    ]


def test_turns_of_a_verbatim_record_end_at_narrative():
    found = passages(
        paragraph("The President: I call the meeting to order and give the floor."),
        paragraph("Ms. Sato (Japan): I thank the President."),
        paragraph("We light lamps."),
        paragraph("Mr. Costa (Brazil): So do we."),
        paragraph("A recorded vote was taken."),
        paragraph("In favour: Brazil, Japan"),
        paragraph("The President: The meeting is closed."),
    )
    assert [passage.speaker for passage in found] == [
        "The President",
        "Japan",
        "Brazil",
        None,
        "The President",
    ]


def test_turns_of_a_transcript_have_holders():
    assert turn_holder("Kuwait | Representative | (GCC)") == "Kuwait"
    assert turn_holder("Korea, Republic of | Representative") == "Republic of Korea"
    assert turn_holder("LWG | Ada Vance | Co-Chair") == "Ada Vance"
    assert turn_holder("LWG | Co-Chair") == "Co-Chair"
    assert turn_holder("Ada Vance | President & CEO") == "Ada Vance"


def test_a_transcript_keeps_a_turn_over_its_paragraphs():
    found = passages(
        paragraph("Thank you, Chair.", speaker="Chile | Representative"),
        paragraph("We light lamps."),
        paragraph("So do we.", speaker="Peru | Representative"),
    )
    assert [(passage.speaker, passage.section) for passage in found] == [
        ("Chile", ("Chile | Representative",)),
        ("Peru", ("Peru | Representative",)),
    ]


def test_over_long_paragraphs_are_split_at_sentence_ends_and_keep_their_number():
    text = (
        "9. "
        + "The lamps of the city are lit at dusk by those who keep them, as No. 4 of the rules says. " * 40
    )
    found = passages(paragraph(text))
    assert len(found) > 1
    assert {passage.paragraph for passage in found} == {"9"}
    assert all(passage.text.endswith("says.") for passage in found)
    assert max(words(passage.text) for passage in found) <= LIMIT


def test_pages_follow_their_words():
    text = "The lamps are lit at dusk. " * 60
    found = passages(paragraph(text.strip(), pages=((0, 4), (3 * len(text) // 4, 5))))
    assert found[0].pages == (4,)
    assert found[-1].pages == (4, 5)


def test_ids_do_not_depend_on_what_stands_before():
    one = passages(paragraph("1. Lamps are lit."))[0]
    other = passages(
        heading("Annex", 1), paragraph("Text."), heading("Annex", 1), paragraph("1. Lamps are lit.")
    )
    assert one.id == passages(paragraph("1. Lamps are lit."), paragraph("2. Out."))[0].id
    assert len({passage.id for passage in other}) == len(other)


def test_paragraphs_of_two_languages_are_not_joined():
    french = "La délégation se félicite de l’adoption du rapport et remercie tous ceux qui y ont pris part."
    english = (
        "The delegation welcomes the adoption of the report and thanks all those who have taken part in it."
    )
    assert [passage.language for passage in passages(paragraph(french), paragraph(english))] == ["fr", "en"]


WORDS = st.text(alphabet="abcdefgh ,.“”1\n", max_size=120)
BLOCKS = st.lists(
    st.one_of(
        st.builds(paragraph, WORDS),
        st.builds(lambda n, text: paragraph(f"{n}. {text}"), st.integers(1, 12), WORDS),
        st.builds(
            lambda mark, text: paragraph(f"({mark}) {text}"), st.sampled_from(["a", "b", "i", "ii"]), WORDS
        ),
        st.builds(heading, WORDS, st.integers(0, 6)),
        st.builds(lambda text: Block(kind="footnote", text=text, number="1"), WORDS),
        st.builds(
            lambda state, text: paragraph(f"{state}: “{text}”"), st.sampled_from(["Chile", "Peru"]), WORDS
        ),
    ),
    max_size=12,
)


@given(BLOCKS)
def test_no_word_is_lost_and_offsets_and_ids_hold(blocks):
    found = passages(*blocks)
    assert len({passage.id for passage in found}) == len(found)
    assert [passage.ordinal for passage in found] == list(range(len(found)))
    joined = "\n\n".join(passage.text for passage in found)
    assert all(joined[passage.start : passage.end] == passage.text for passage in found)
    printed = "".join(block.text for block in blocks if block.kind != "heading")
    kept = "".join(passage.text for passage in found if passage.kind != "heading")
    assert [kept.count(letter) for letter in "cdefgh"] == [printed.count(letter) for letter in "cdefgh"]
    headings = "".join({text for passage in found for text in passage.section})
    headings += "".join(passage.text for passage in found if passage.kind == "heading")
    assert all(
        letter in headings
        for block in blocks
        if block.kind == "heading"
        for letter in block.text
        if letter in "cdefgh"
    )


def test_an_operative_verb_before_a_comma_is_still_of_the_preamble():
    found = numbered(
        paragraph("The Human Rights Council,"),
        paragraph("Affirms that lamps are lit by day and by night,"),
        paragraph("Noting the wicks of the town,"),
        paragraph("1. Calls upon the keeper;"),
    )
    assert [number for number, _ in found] == [None, "PP1", "PP2", "1"]


def test_a_declaration_has_a_preamble_of_its_own():
    found = numbered(
        paragraph("We, the keepers of lamps, gathered on the hill on 3 May 2021,"),
        paragraph("Recalling the dark years,"),
        paragraph("Welcoming the light,"),
        paragraph("1. We keep the lamps lit."),
    )
    assert [number for number, _ in found] == [None, "PP1", "PP2", "1"]


def test_a_letter_is_its_writers_until_the_annex():
    title = "Letter dated 3 May 2021 from the Permanent Representative of Kenya to the United Nations addressed to the Secretary-General"
    found = passages(
        heading(title, 1),
        paragraph("I have the honour to transmit a list of lamps (see annex)."),
        heading(f"Annex to the {title[0].lower()}{title[1:]}", 2),
        paragraph("Lamps of the harbour, and lamps of the town."),
        title=title,
    )
    assert [passage.speaker for passage in found] == ["Kenya", None]


def test_a_letter_names_its_writer():
    assert (
        letter_writer(
            "Note verbale dated 3 May 2021 from the Permanent Mission of Viet Nam to the United Nations addressed to the Chair"
        )
        == "Viet Nam"
    )
    assert (
        letter_writer(
            "Lettre datée du 3 mai 2021, adressée au Secrétaire général par le Représentant permanent du Sénégal"
        )
        == "Senegal"
    )
    assert (
        letter_writer("Letter dated 3 May 2021 from the Secretary-General addressed to the President")
        == "Secretary-General"
    )
    committee = "the Chair of the Committee established pursuant to resolution 1970 (2011) concerning Libya"
    assert letter_writer(
        f"Letter dated 3 May 2021 from {committee} addressed to the President"
    ) == committee.removeprefix("the ")
    assert (
        letter_writer(
            "Letter dated 3 May 2021 from the representatives of Kenya and Malta addressed to the Council"
        )
        is None
    )
    assert letter_writer("Report of the Secretary-General") is None
