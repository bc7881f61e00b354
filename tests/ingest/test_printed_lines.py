from ingest.footnotes import split_printed_notes
from ingest.furniture import strip_furniture
from ingest.lines import Joiner, Line
from ingest.paragraphs import assemble
from ingest.quality import page_fault
from ingest.readers.pdf_lines import Fragment, page_lines
from ingest.readers.pdf_spaces import settle_spaces

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
    assert [(block.kind, block.text) for block in assemble(pages, [])] == [
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
