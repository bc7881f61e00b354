import pytest

from index.library import Library
from index.query.query import read
from settings import Settings
from training.made_questions import made

RESOLUTION = """# A/RES/{symbol}

## Resolution adopted by the General Assembly on 16 December {year}

### {symbol}. Lighthouse keepers

*The General Assembly*,

1. *Requests* the Secretary-General to survey crumbling granite lighthouses along every northern coast, \
together with seasoned keepers, retired pilots and local fishing cooperatives;

2. *Decides* to provide waterproof lanterns, spare copper reflectors and trained apprentices to remote \
islands whose harbours lack reliable winter illumination.
"""


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    folder = tmp_path_factory.mktemp("made")
    for symbol, year in (("76/901", 2021), ("78/902", 2023)):
        path = folder / f"{year}.md"
        path.write_text(RESOLUTION.format(symbol=symbol, year=year), encoding="utf-8")
    opened = Library(Settings(library=folder / "library", workers=0, threads=1))
    opened.read([folder], None)
    return opened


def test_a_question_names_the_document_of_its_passage(library: Library) -> None:
    asks = made(library, 50, (), 1)
    assert asks
    for ask in asks:
        (wanted,) = ask.wanted
        passage = library.passage(next(iter(wanted)))
        assert passage is not None
        assert ask.documents == {passage.document_id}
        named = read(ask.text)
        document = library.register.document(passage.document_id)
        assert document is not None
        year, session = str(document.date)[:4], str(document.symbol).split("/")[2]
        places = (*named.symbols, *named.years, *named.values("session"), *named.values("order"))
        assert set(places) & {document.symbol, year, session, "latest"}


def test_the_draw_repeats_and_leaves_out_what_it_is_told_to(library: Library) -> None:
    asks = made(library, 50, (), 1)
    assert asks == made(library, 50, (), 1)
    gold = next(iter(asks[0].wanted[0]))
    assert all(gold not in ask.wanted[0] for ask in made(library, 50, {gold}, 1))
