from typing import cast

from index.filters import Place
from index.query.query import Query, read
from index.ranking.variety import varied
from ingest.register import Register


class NoRegister:
    def documents_by_symbol(self, _: str) -> list[object]:
        return []


def place(speaker: str | None) -> Place:
    return Place("d", "en", "paragraph", speaker, None, 0, None, "report", [])


PLACES = {
    "c1": place("Cuba"),
    "c2": place("Cuba"),
    "c3": place("Cuba"),
    "i": place("Israel"),
    "n": place(None),
}
SCORES = {"c1": 0.9, "c2": 0.8, "c3": 0.7, "i": 0.6, "n": 0.5}


def order(asked: Query) -> list[str]:
    found = varied(asked, SCORES, PLACES, cast(Register, NoRegister()))
    assert list(found.values()) == sorted(found.values(), reverse=True)
    return list(found)


def test_each_speaker_that_is_compared_comes_first() -> None:
    assert order(read("Compare Cuba and Israel on fishing"))[:2] == ["c1", "i"]


def test_who_shows_several_speakers() -> None:
    assert order(read("Who spoke of fishing?")) == ["c1", "i", "n", "c2", "c3"]


def test_other_questions_keep_their_order() -> None:
    assert order(read("What did Cuba say on fishing?")) == list(SCORES)
