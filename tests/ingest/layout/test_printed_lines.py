from ingest.layout.contents import without_contents
from ingest.layout.footnotes import split_printed_notes
from ingest.layout.furniture import strip_furniture
from ingest.layout.lines import Joiner, Line
from ingest.layout.paragraphs import assemble
from ingest.layout.quality import page_fault
from ingest.readers.pdf.fragment import Fragment
from ingest.readers.pdf.lines import page_lines
from ingest.readers.pdf.spaces import GUESSED, settle_spaces

ROMAN, BOLD = "/ABC+TimesNewRomanPSMT", "/ABC+TimesNewRomanPS-BoldMT"


def fragment(text, x, y, size=10.0, font=ROMAN):
    return Fragment(text=text, x=x, y=y, size=size, font=font)


def lines_of(*fragments, page=1):
    return settle_spaces([page_lines(list(fragments), page, 792.0)])[0]


def line(text, y, page=1, **more):
    return Line(page=page, text=text, y=y, **{"left": 120.0, "height": 792.0, **more})


def test_a_raised_mark_is_no_word():
    (found,) = lines_of(
        fragment("The list of lamps", 120, 500),
        fragment("3", 195, 503, 6),
        fragment(" began in May.", 199, 500),
    )
    assert found.text == "The list of lamps began in May."
    assert [mark.label for mark in found.marks] == ["3"]


def test_a_false_space_goes_where_the_document_knows_the_word():
    found = lines_of(
        fragment("the coordination of lamps", 120, 500),
        fragment("by means of coordin", 120, 488),
        fragment(" ation and", 200, 488),
        fragment("the street", 120, 476),
        fragment(" lamps of the city", 170, 476),
        fragment("Secretary", 120, 464),
        fragment(" -General", 160, 464),
    )
    assert [each.text for each in found] == [
        "the coordination of lamps",
        "by means of coordination and",
        "the street lamps of the city",
        "Secretary-General",
    ]


def test_broken_letters_are_made_storable():
    (found,) = lines_of(fragment("of\ufb01ce \ud800 lamps\x00", 120, 500))
    assert found.text.encode("utf-8")
    assert found.text.startswith("office")


def test_running_heads_page_marks_and_masthead_go():
    first = [
        line("United Nations A/80/900", 735),
        line("General Assembly", 706, bold=True, size=20),
        line("Distr.: General", 705),
        line("3 March 2025", 694),
        line("Eightieth session", 570, left=60, bold=True),
        line("Lamps of the world", 500, bold=True, size=14),
        line("Lamps are lit.", 470),
        line("25-01234 (E) 170625", 44),
    ]
    second = [line("A/80/900", 740, 2), line("Lamps are put out.", 600, 2), line("2/3 25-01234", 40, 2)]
    (one, two), heads = strip_furniture([first, second])
    assert [each.text for each in one] == ["Lamps of the world", "Lamps are lit."]
    assert [each.text for each in two] == ["Lamps are put out."]
    assert {"United Nations A/80/900", "3 March 2025", "A/80/900", "2/3 25-01234"} <= set(heads)


def test_notes_are_the_smaller_lines_at_the_foot():
    (note,) = lines_of(fragment("1", 117, 103, 5), fragment(" See the book of lamps.", 120, 100, 8.5))
    page = [
        line("Lamps are lit in the streets of the city.", 700),
        line("They burn oil.", 688),
        note,
        line("And read it.", 90, size=8.5),
    ]
    (body,), notes = split_printed_notes([page])
    assert [each.text for each in body] == ["Lamps are lit in the streets of the city.", "They burn oil."]
    assert [(each.label, [part.text for part in each.lines]) for each in notes] == [
        ("1", ["See the book of lamps.", "And read it."])
    ]


def test_a_paragraph_runs_on_over_a_page_break():
    pages = [
        [
            line("1. The lamps of the city are lit by those who keep", 112, left=140),
            line("them, and they are put out", 100),
        ],
        [line("at dawn.", 700, 2), line("2. Candles are free.", 680, 2, left=140)],
    ]
    blocks = assemble(pages, [])
    assert [block.text for block in blocks] == [
        "1. The lamps of the city are lit by those who keep them, and they are put out at dawn.",
        "2. Candles are free.",
    ]
    assert [page for _, page in blocks[0].pages] == [1, 2]


def test_strong_lines_are_headings_and_contents_are_not_text():
    pages = [
        [
            line("Contents", 700, bold=True),
            line("I. Lamps ............ 2", 680),
            line("II. Candles ............ 3", 660),
        ],
        [line("I. Lamps", 700, 2, bold=True, size=14), line("Lamps are lit.", 680, 2)],
    ]
    assert [(block.kind, block.text) for block in assemble(without_contents(pages)[0], [])] == [
        ("heading", "I. Lamps"),
        ("paragraph", "Lamps are lit."),
    ]


def test_lines_that_end_in_larger_numbers_than_there_are_pages_are_no_contents():
    lines = [line(f"{n}. lamp {n}1", 700 - 20 * n) for n in range(1, 9)]
    assert sum(len(block.text) for block in assemble([lines], [])) > 60


def test_hyphens_at_line_ends_are_undone_as_the_document_spells():
    joiner = Joiner(["cooperation and street-lamps", "lamp oil and wicks"])
    assert joiner.glue("in co-", "operation with") == "in cooperation with"
    assert joiner.glue("of street-", "lamps and") == "of street-lamps and"
    assert joiner.glue("the lamp-", "oil of") == "the lamp-oil of"
    assert joiner.glue("the Secretary-", "General") == "the Secretary-General"
    assert joiner.glue("see https://lamps.example/", "list") == "see https://lamps.example/list"
    assert joiner.glue("灯照亮", "街道") == "灯照亮街道"


def test_bad_text_layers_are_told():
    assert page_fault("The lamps of the city are lit at dusk by those who keep them. " * 5) is None
    assert "double" in (page_fault("UNITEDUNITED NATIONSNATIONS ASSEMBLYASSEMBLY") or "")
    assert "recognised" in (page_fault("tbe l~mps 0f th_ c1ty^ ar| lxtt bv th%se whq kp thm ~" * 12) or "")


def test_lines_drawn_out_of_order_are_put_right():
    found = lines_of(
        fragment("The lamps of the town are lit", 120, 500),
        fragment("when the sun is down.", 120, 488),
        fragment("A title drawn last", 120, 530),
    )
    assert [each.text for each in found] == [
        "A title drawn last",
        "The lamps of the town are lit",
        "when the sun is down.",
    ]


def test_columns_keep_the_order_in_which_they_are_drawn():
    drawn = [(60, 500, "left one"), (60, 488, "left two"), (320, 500, "right one"), (320, 488, "right two")]
    found = lines_of(*(fragment(text, x, y) for x, y, text in drawn))
    assert [each.text for each in found] == ["left one", "left two", "right one", "right two"]


def test_a_note_goes_on_at_the_foot_of_the_next_page():
    text = [line("Lamps burn oil, and oil is dear, as the town well knows.", 600 - 12 * n) for n in range(6)]
    first = [*text, line("1 See the Book of Lamps, printed in", 90, size=8.0)]
    second = [
        *(line(each.text, each.y, page=2) for each in text),
        line("Strelsau for the town.", 100, page=2, size=8.0),
        line("2 ibid.", 90, page=2, size=8.0),
    ]
    bodies, notes = split_printed_notes([first, second])
    assert [[each.text for each in note.lines] for note in notes] == [
        ["See the Book of Lamps, printed in", "Strelsau for the town."],
        ["ibid."],
    ]
    assert not any("Strelsau" in each.text for each in bodies[1])


def test_short_notes_below_one_another_are_no_running_feet():
    pages = [
        [
            line(f"Lamps of page {n}.", 600, page=n),
            *(line(f"{2 * n + k} ibid.", 70 - 10 * k, page=n) for k in (0, 1)),
        ]
        for n in range(1, 7)
    ]
    body, _ = strip_furniture(pages)
    assert all(len(lines) == 3 for lines in body)


def test_small_capitals_are_as_large_as_their_capitals():
    (found,) = lines_of(
        fragment("I", 120, 500, 11.0, BOLD),
        fragment("NTRODUCTION TO", 125, 500, 7.7, BOLD),
        fragment(" L", 190, 500, 11.0, BOLD),
        fragment("AMPS", 200, 500, 7.7, BOLD),
    )
    assert (found.size, found.bold) == (11.0, True)


def test_items_that_end_in_and_are_items_of_their_own():
    listed = [
        line("a) The lamps, which burn all night; and", 500),
        line("b) The wicks.", 488),
        line("• oil and", 470),
        line("• fat.", 458),
    ]
    assert [block.text for block in assemble([listed], [])] == [
        "a) The lamps, which burn all night; and",
        "b) The wicks.",
        "• oil and",
        "• fat.",
    ]


def test_a_title_above_the_contents_stays():
    page = [line("On the lamps of the town", 700, bold=True, size=14.0), line("Contents", 640)]
    page += [line(f"{n}. Lamps . . . . . . . . . . {n}", 620 - 12 * n) for n in range(1, 9)]
    body = [line("The lamps of the town are many and bright.", 600 - 12 * n, page=2) for n in range(4)]
    assert assemble([page, body], [])[0].text == "On the lamps of the town"


def test_letters_three_times_over_are_no_arabic():
    assert page_fault("الووولد في الببباب ياوووى") is not None
    assert page_fault("الولد في الباب") is None


def test_a_word_that_says_nothing_is_joined_as_the_documents_others_are():
    whole = Joiner(["well-", "being of lamps, net", "self-", "reliant wicks"])
    broken = Joiner(["lanterns and", "can-", "dles, candles"])
    assert whole.glue("a goal of zero-", "glare lamps") == "a goal of zero-glare lamps"
    assert broken.glue("the light-", "house") == "the lighthouse"


def test_a_space_guessed_before_a_hyphen_at_the_lines_end_is_none():
    line = Line(text=f"lamps for people{GUESSED}-", page=1, y=0.0, left=0.0, size=10.0, height=800.0)
    assert settle_spaces([[line]])[0][0].text == "lamps for people-"
