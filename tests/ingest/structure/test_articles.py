from ingest.manuscript import Block
from ingest.structure.articles import number_articles
from ingest.structure.structure import structure


def heading(text: str, level: int = 4) -> Block:
    return Block(kind="heading", text=text, level=level)


def words(text: str) -> Block:
    return Block(kind="paragraph", text=text)


CONVENTION = [
    heading("Annex", 2),
    heading("Preamble", 2),
    words("The States Parties, mindful of lamps, have agreed as follows:"),
    heading("Chapter I", 2),
    heading("Purpose"),
    words("This Convention lights lamps."),
    heading("Use of terms"),
    words("1. A lamp gives light."),
    words("2. A wick burns."),
    heading("Chapter II", 2),
    heading("Article 3 .", 2),
    heading("Theft of lamps"),
    words("No lamp shall be taken:"),
    words("(a) By night;"),
    heading("Theft of wicks"),
    words("1. No wick shall be taken."),
    heading("Annex", 2),
    words("Notes on the articles."),
]


def places(blocks: list[Block]) -> list[tuple[str | None, str]]:
    return [(unit.paragraph, unit.text) for unit in structure(blocks, "Lamps")]


def test_articles_before_a_printed_number_are_counted():
    found = {text: paragraph for paragraph, text in places(CONVENTION)}
    assert found["This Convention lights lamps."] == "art. 1"
    assert found["A wick burns."] == "art. 2 (2)"
    assert found["No lamp shall be taken:"] == "art. 3"
    assert found["By night;"] == "art. 3 (a)"


def test_an_article_ends_where_the_next_title_stands():
    units = structure(CONVENTION, "Lamps")
    after = next(unit for unit in units if unit.text == "No wick shall be taken.")
    assert after.paragraph == "1"
    assert after.section == ("Annex", "Theft of wicks")
    assert next(unit for unit in units if unit.text == "Notes on the articles.").paragraph is None


def test_a_count_that_does_not_fit_numbers_nothing():
    blocks = [block for block in CONVENTION if block.text != "Purpose"]
    assert not any(block.number for block in number_articles(blocks))


def test_articles_that_carry_their_titles_are_left_alone():
    blocks = [
        heading("Article 2 – Lamps", 3),
        words("1. They burn."),
        heading("On oil", 4),
        words("2. Oil is kept."),
        heading("Artikel 3", 3),
        words("Lampen brennen."),
    ]
    assert number_articles(blocks) == blocks
    assert [paragraph for paragraph, _ in places(blocks)] == ["art. 2 (1)", "art. 2 (2)", "art. 3"]
