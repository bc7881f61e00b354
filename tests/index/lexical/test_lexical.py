from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from index.hit import Filters
from index.library import Library
from ingest.document import Reading

Make = Callable[..., Reading]
NONE = Filters()
both = pytest.mark.parametrize("back_end", ["sqlite", "postgresql"], indirect=True)


@pytest.fixture
def filled(library: Library, reading: Make) -> Library:
    paragraphs = [
        ("China", "The delegation asked for a treaty on information security."),
        ("Brazil", "A treaty would take years; norms such as those of A/RES/70/237 exist already."),
        "The Chair thanked everybody, see para. 12.",
    ]
    library.register.record("a", reading("Summary of the meeting", paragraphs, symbols=["A/AC.999/1"]), "1")
    french = reading(
        "Compte rendu", ["Les négociations sur le traité ont échoué."], language="fr", date="2022"
    )
    library.register.record("b", french, "1")
    library.words().sync()
    return library


def found(
    library: Library, question: str, filters: Filters = NONE, phrases: tuple[str, ...] = ()
) -> list[str]:
    words = library.words()
    ids = words.search(words.read(question, "en", phrases), 10, filters)
    passages = library.register.passages(list(ids))
    return [passages[name].text[:12] for name in ids]


@both
def test_words_are_found_in_any_form(filled: Library) -> None:
    assert found(filled, "delegations asking treaties")[0] == "The delegati"


@both
def test_a_symbol_is_one_word(filled: Library) -> None:
    assert found(filled, "A/RES/70/237") == ["A treaty wou"]
    assert found(filled, "resolution 70/237") == ["A treaty wou"]
    assert found(filled, "A/RES/70/23") == []


@both
def test_a_paragraph_reference_is_one_word(filled: Library) -> None:
    assert found(filled, "paragraph 12") == ["The Chair th"]


@both
def test_the_document_counts_too(filled: Library) -> None:
    assert len(found(filled, "A/AC.999/1")) == 3


@both
def test_accents_and_other_languages_do_not_hide_words(filled: Library) -> None:
    assert found(filled, "negociations") == ["Les négociat"]


@both
def test_phrases_count_more_than_their_words(filled: Library) -> None:
    assert found(filled, "treaty security", phrases=("information security",))[0] == "The delegati"


@pytest.mark.parametrize(
    ("filters", "count"),
    [
        (Filters(speakers=("Brazil",)), 1),
        (Filters(speakers=("Brazil", "China")), 2),
        (Filters(symbols=("A/AC.999/1",)), 2),
        (Filters(symbols=("A/1/1",)), 0),
        (Filters(languages=("fr",)), 1),
        (Filters(since="2021"), 1),
        (Filters(until="2020-05"), 2),
        (Filters(since="2020-05-02", until="2021"), 0),
        (Filters(paragraphs=("2",)), 1),
        (Filters(kinds=("letter",)), 0),
    ],
)
@both
def test_filters_hold(filled: Library, filters: Filters, count: int) -> None:
    assert len(found(filled, "treaty traité", filters)) == count


@both
def test_what_left_the_register_is_not_found_even_before_it_is_forgotten(filled: Library) -> None:
    filled.register.remove("a")
    assert found(filled, "delegation treaty") == []


@both
def test_how_much_of_a_question_is_known(filled: Library) -> None:
    words = filled.words()
    assert words.read("treaty security", "en").known == 1.0
    assert words.read("treaty zebra", "en").known == 0.5
    assert words.read("zebra", "en").known == 0.0
    assert words.read("the of and", "en").known == 0.0


@both
def test_rare_words_weigh_more(filled: Library) -> None:
    weights = filled.weigh(["treati", "deleg", "zebra"])
    assert weights["treati"] < weights["deleg"] < weights["zebra"]


@hypothesis_settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=150)
@given(question=st.text(max_size=200) | st.text(alphabet='"*^:()-+ ANDORNEAR{}a', max_size=60))
@both
def test_no_question_is_taken_for_syntax(filled: Library, question: str) -> None:
    found(filled, question, phrases=(question,))


def test_scores_are_those_of_fts5(filled: Library) -> None:
    words = filled.words()
    query = words.read("treaty delegation years negotiations", "en", ("information security",))
    everywhere = words.table.ranked(query.parts, 50, NONE)
    assert everywhere
    assert words.scores(query, list(everywhere)) == pytest.approx(everywhere)


@pytest.mark.parametrize("filters", [NONE, Filters(languages=("en",)), Filters(speakers=("Ruritania",))])
@both
def test_a_large_index_scores_what_is_likely(
    library: Library, reading: Make, monkeypatch: pytest.MonkeyPatch, filters: Filters
) -> None:
    monkeypatch.setattr("index.lexical.lexical._MOST_RANKED", 20)
    monkeypatch.setattr("index.lexical.lexical._LIKELY", 10)
    monkeypatch.setattr("index.lexical.lexical._FEW", 10)
    common = [("Ruritania", f"The harbour office counts ships and cables, item {n}.") for n in range(60)]
    rare = [("Ruritania", "The harbour office counts a lighthouse."), ("Ruritania", "Ships and cables.")]
    library.register.record("a", reading("One", [*common, *rare]), "1")
    library.words().sync()
    assert found(library, "harbour office lighthouse ships", filters)[0] == "The harbour "
    ids = library.words().search(library.words().read("harbour lighthouse", "en"), 1, filters)
    assert "lighthouse" in library.register.passages(list(ids))[next(iter(ids))].text
    assert len(found(library, "ships cables", filters)) == 10
    assert len(found(library, "ships", filters)) == 10


@both
def test_frequencies_follow_a_growing_index(library: Library, reading: Make) -> None:
    words = library.words()
    assert words.read("harbour", "en").parts == ()
    library.register.record("a", reading("One", ["The harbour."]), "1")
    words.sync()
    assert [part.found for part in words.read("harbour", "en").parts] == [1]
