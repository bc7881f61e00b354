"""The words on PostgreSQL: the same passages with the same scores as SQLite's FTS5 gives, and counts that hold."""

import random
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from errors import LibraryError
from index.hit import Filters
from index.lexical.lexical import LexicalIndex
from ingest.document import Reading
from ingest.register import Register
from ingest.register.postgres import PostgresDatabase

Make = Callable[..., Reading]

WORDS = (
    "harbour lighthouse ships cables treaty norms delegation security information network "
    "keeper boats storms letters council assembly committee report session agenda "
    "bridge canal island valley copper silver timber engine signal mirror garden winter summer ocean river "
    "window carpet bottle candle ladder hammer pencil saddle thread basket button"
).split()
QUESTIONS = (
    ("harbour lighthouse", ()),
    ("which treaty norms did the delegation name", ()),
    ("information security in A/RES/70/3", ("information security",)),
    ("keepers of the lighthouse", ("keeper boats", "storms letters")),
    ("agenda report 7", ()),
)


@pytest.fixture
def pair(tmp_path: Path, register_url: str) -> Iterator[tuple[LexicalIndex, LexicalIndex]]:
    registers = (Register(tmp_path / "register.sqlite"), Register(PostgresDatabase(register_url)))
    indexes = tuple(LexicalIndex(register, 1) for register in registers)
    for register, index in zip(registers, indexes, strict=True):
        with register.transaction() as db:
            index.create(db)
    yield indexes
    for register in registers:
        register.close()


def fill(index: LexicalIndex, reading: Make, documents: int = 30) -> None:
    chance = random.Random(7)
    weights = [1 / (place + 9) for place in range(len(WORDS))]
    for number in range(documents):
        texts = [
            f"{' '.join(chance.choices(WORDS, weights, k=chance.randint(3, 40)))} {n}." for n in range(12)
        ]
        language = "fr" if number % 7 == 3 else "en"
        made = reading(f"Paper {number}", texts, symbols=[f"A/RES/70/{number}"], language=language)
        index._register.record(f"{number}", made, "1")
    index.sync()


@pytest.mark.parametrize("filters", [Filters(), Filters(languages=("fr",)), Filters(symbols=("A/RES/70/3",))])
def test_the_same_passages_have_the_same_scores(
    pair: tuple[LexicalIndex, LexicalIndex], reading: Make, filters: Filters
) -> None:
    for index in pair:
        fill(index, reading)
    for question, phrases in QUESTIONS:
        one, two = (index.search(index.read(question, "en", phrases), 20, filters) for index in pair)
        assert list(two.values()) == pytest.approx(list(one.values()), rel=1e-6), question
        least = min(
            one.values(), default=0.0
        )  # of several passages with the least score, any may be among the best
        assert {k for k, score in two.items() if score > least * 1.000001} <= set(one)
        assert one


def test_counts_and_phrases_are_those_of_fts5(pair: tuple[LexicalIndex, LexicalIndex], reading: Make) -> None:
    for index in pair:
        fill(index, reading)
        for number in range(0, 30, 3):
            index._register.remove(f"{number}")
        index.sync()
    sought = [("harbour",), ("ship", "cabl"), ("inform", "secur"), ("zebra",), ("a/res/70/4",)]
    one, two = (index.table.counts(sought) for index in pair)
    assert {key: two.get(key, 0) for key in sought} == one
    assert pair[0].table.totals().rows == pair[1].table.totals().rows == 240
    for phrase in ("ships cables", "information security", "Paper 4"):
        assert pair[0].containing(phrase, ["en", "fr"], 50) == pair[1].containing(phrase, ["en", "fr"], 50)
    assert [index.fault() for index in pair] == ["", ""]


def test_everything_taken_out_leaves_nothing(pair: tuple[LexicalIndex, LexicalIndex], reading: Make) -> None:
    words = pair[1]
    fill(words, reading, 3)
    for number in range(3):
        words._register.remove(f"{number}")
    words.sync()
    db = words._register.connection
    assert db.execute("SELECT count(*) FROM lexical_1_terms").fetchone() == (0,)
    assert words.table.totals() == type(words.table.totals())(0, 0)
    assert words.search(words.read("harbour", "en"), 5, Filters()) == {}


@pytest.mark.parametrize(
    "damage",
    ["DELETE FROM lexical_1 WHERE rowid = 5", "UPDATE lexical_1 SET text = text || ' zebra' WHERE rowid = 5"],
)
def test_rows_that_do_not_fit_the_counts_are_a_fault(
    pair: tuple[LexicalIndex, LexicalIndex], reading: Make, damage: str
) -> None:
    words = pair[1]
    fill(words, reading, 3)
    words._register.connection.execute(damage)
    assert "has to be made anew" in words.fault()


def test_one_schema_holds_one_library(postgres: str, register_url: str) -> None:
    register = Register(PostgresDatabase(register_url))
    register.set_meta("lamp", "lit")
    register.close()
    assert Register(PostgresDatabase(register_url)).meta("lamp") == "lit"
    with pytest.raises(LibraryError, match="see that the PostgreSQL server runs"):
        Register(PostgresDatabase(postgres.replace("/postgres", "/nowhere")))
