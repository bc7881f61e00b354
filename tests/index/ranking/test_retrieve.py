from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import fields, replace

import pytest

from index.hit import Filters
from index.library import Library
from index.ranking.recipe import Recipe
from ingest.document import Reading

Make = Callable[..., Reading]
pytestmark = pytest.mark.parametrize("back_end", ["sqlite", "postgresql"], indirect=True)


@pytest.fixture
def filled(library: Library, reading: Make) -> Library:
    old = ["The meeting opened.", "Fishing vessels should carry transponders.", "It closed at noon."]
    new = [
        "The meeting opened late.",
        "Fishing vessels must carry transponders and logs.",
        "It closed at one.",
    ]
    library.register.record(
        "old", reading("Fisheries 2019", old, symbols=["A/RES/74/18"], date="2019-12-10"), "1"
    )
    library.register.record(
        "new", reading("Fisheries 2020", new, symbols=["A/RES/75/89"], date="2020-12-08"), "1"
    )
    spoken = [("China", "We cannot accept transponders."), ("Norway", "Transponders save lives.")] * 3
    library.register.record(
        "said", reading("Statements on transponders", spoken, symbols=["A/CONF.9/INF/1"]), "1"
    )
    russian = reading(
        "Рыболовство", ["Суда обязаны иметь передатчики.", "Заседание закрылось."], language="ru"
    )
    library.register.record("russian", russian, "1")
    library.sync()
    return library


def test_a_named_paragraph_comes_first(filled: Library) -> None:
    hit = filled.search("What does A/RES/74/18, para. 3 say?")[0]
    assert (hit.document.symbol, hit.passage.paragraph, hit.score) == ("A/RES/74/18", "3", 1.0)


@pytest.mark.parametrize("symbol", ["A/RES/74/18", "A/RES/75/89"])
def test_a_named_document_is_preferred_to_its_near_copy(filled: Library, symbol: str) -> None:
    hits = filled.search(f"What should fishing vessels carry under {symbol}?")
    assert hits[0].document.symbol == symbol
    assert hits[0].passage.paragraph == "2"


def test_filters_hold_before_the_cut(filled: Library) -> None:
    hits = filled.search("transponders save lives", top=1, filters=Filters(speakers=("China",)))
    assert [hit.passage.speaker for hit in hits] == ["China"]
    hits = filled.search("transponders", top=50, filters=Filters(symbols=("A/RES/75/89",)))
    assert {hit.document.symbol for hit in hits} == {"A/RES/75/89"}


def test_a_filter_that_nothing_passes_gives_nothing(filled: Library) -> None:
    assert filled.search("transponders", filters=Filters(symbols=("A/RES/1/1",))) == []


def test_a_question_in_another_language_finds_the_passage(filled: Library) -> None:
    texts = [
        hit.passage.text for hit in filled.search("Quels navires doivent avoir des transpondeurs ?", top=4)
    ]
    assert any("must carry" in text for text in texts)
    hit = filled.search("Which vessels must have transmitters?", filters=Filters(languages=("ru",)))[0]
    assert hit.passage.text.startswith("Суда")


def test_words_find_what_has_no_vector_yet(filled: Library, reading: Make) -> None:
    filled.register.record("late", reading("Late", ["Lighthouses are automated."]), "1")
    filled.words().sync()
    hit = filled.search("automated lighthouses")[0]
    assert hit.passage.text == "Lighthouses are automated."
    assert hit.dense is None


def test_scores_are_ordered_and_top_is_kept(filled: Library) -> None:
    hits = filled.search("fishing vessels transponders", top=5)
    scores = [hit.score for hit in hits]
    assert len(hits) == 5
    assert scores == sorted(scores, reverse=True)
    assert all(0 <= score <= 1 for score in scores)


@pytest.mark.parametrize("question", ["", "  ", "\0", "?!", '"" OR NEAR(', "x" * 100_000])
def test_odd_questions_do_no_harm(filled: Library, question: str) -> None:
    assert len(filled.search(question)) <= 10


def test_many_may_ask_at_once(filled: Library) -> None:
    questions = ["transponders", "Заседание", "A/RES/74/18, para. 2", "lives"] * 5
    with ThreadPoolExecutor(5) as pool:
        results = list(pool.map(filled.search, questions))
    assert [r[0].passage.id for r in results[:4]] == [r[0].passage.id for r in results[-4:]]


def test_the_latest_of_two_is_told_by_their_dates(filled: Library) -> None:
    assert filled.search("What should fishing vessels carry?")[0].document.symbol == "A/RES/74/18"
    hits = filled.search("What should fishing vessels carry under the most recent report?")
    assert hits[0].document.symbol == "A/RES/75/89"


@pytest.mark.parametrize(("year", "symbol"), [("2019", "A/RES/74/18"), ("2020", "A/RES/75/89")])
def test_the_year_of_a_document_tells_near_copies_apart(filled: Library, year: str, symbol: str) -> None:
    hits = filled.search(f"What should fishing vessels carry under the {year} report?")
    assert (hits[0].document.symbol, hits[0].passage.paragraph) == (symbol, "2")


def test_what_was_read_is_told_and_can_be_taken_back(filled: Library) -> None:
    question = "What did Norway say on transponders?"
    found = filled.find(question)
    assert found.hits[0].passage.speaker == "Norway"
    assert [named["key"] for named in found.as_dict()["reading"]["named"]] == ["speaker:Norway"]
    assert filled.find(question, without=("speaker:Norway",)).query.named == ()
    assert filled.find(question, without=("*",)).query.named == ()


def test_running_text_is_found_at_its_opening_too(library: Library, reading: Make) -> None:
    paragraphs = ["Lighthouses burned whale oil until 1859.", "Keepers slept in shifts.", "Oil was rationed."]
    made = reading("Lighthouses", paragraphs, kind="article")
    plain = tuple(replace(passage, paragraph=None) for passage in made.passages)
    library.register.record("plain", replace(made, passages=plain), "1")
    library.sync()
    assert library.search("What oil did lighthouses burn?")[0].passage.ordinal == 0


def test_passages_may_be_narrowed_to_a_body(filled: Library) -> None:
    assert filled.search("transponders", filters=Filters.of({"bodies": "ECOSOC"})) == []


@pytest.mark.parametrize("part", [field.name for field in fields(Recipe)])
def test_every_part_can_be_left_out(filled: Library, part: str) -> None:
    retriever = filled.retriever(Recipe(**{part: False}))
    assert retriever.search("fishing vessels of Norway in 2019").hits
