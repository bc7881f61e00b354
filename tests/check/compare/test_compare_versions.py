"""Comparing invented documents paragraph by paragraph."""

import random
from collections import Counter
from time import process_time

from hypothesis import given, settings
from hypothesis import strategies as st

from check.compare.versions import Change, compare
from check.compare.versions_html import versions_html
from check.compare.wording import runs, words
from ingest.document import Document, Passage

OLD = (
    "Recalling the lamps of the northern coast,",
    "Every lamp needs one keeper, who shall be paid by the harbour.",
    "Keepers shall meet every spring to compare what they saw in the winter.",
    "Ruritania will hold the register of cables and open it to all keepers.",
    "Fog signals are not lamps.",
)


def _document(number: int) -> Document:
    return Document(
        id=f"{number:016x}",
        content_hash=f"{number:064x}",
        symbols=(f"A/AC.999/2031/{number}",),
        title="Lamps & <keepers>",
        date=None,
        body=None,
        language="en",
        url="javascript:alert(1)",
        kind="report",
        format="pdf",
        pages=0,
    )


def _passages(number: int, texts: tuple[str, ...] | list[str], first: int = 1) -> list[Passage]:
    return [
        Passage(
            id=f"{number}-{place}",
            document_id=_document(number).id,
            ordinal=place,
            text=text,
            section=(),
            paragraph=str(place + first),
            speaker=None,
            pages=(),
            start=0,
            end=len(text),
            language="en",
        )
        for place, text in enumerate(texts)
    ]


def _changes(old: tuple[str, ...] | list[str], new: tuple[str, ...] | list[str]) -> tuple[Change, ...]:
    return compare(_document(1), _passages(1, old), _document(2), _passages(2, new)).changes


def test_each_kind_of_change_is_told() -> None:
    new = [
        OLD[0],
        "A new harbour was opened by the delegation of Atlantis last summer.",
        OLD[3],
        OLD[1].replace("one keeper", "two keepers"),
        OLD[2],
    ]
    changes = _changes(OLD, new)
    assert [change.kind for change in changes] == ["same", "added", "moved", "changed", "same", "dropped"]
    assert [(run.before.strip(), run.after.strip()) for run in changes[3].runs if not run.same] == [
        ("one keeper", "two keepers")
    ]


def test_a_new_number_alone_is_no_change() -> None:
    changes = compare(_document(1), _passages(1, OLD), _document(2), _passages(2, OLD, first=7)).changes
    assert all(change.kind == "same" and change.renumbered for change in changes)


def test_a_changed_number_in_the_words_is_a_change() -> None:
    (change,) = _changes(["It met on 4 May 2019."], ["It met on 5 May 2019."])
    assert change.kind == "changed"


def test_the_page_is_inert_and_shows_changes_without_colour() -> None:
    page = versions_html(
        compare(_document(1), _passages(1, ["<script>x</script> one lamp"]), _document(2), _passages(2, []))
    )
    assert "<script" not in page
    assert "javascript:" not in page
    assert "<del>&lt;script&gt;x&lt;/script&gt; one lamp</del>" in page


def test_long_documents_take_less_than_two_seconds() -> None:
    chance = random.Random(7)
    vocabulary = [f"word{n}" for n in range(3000)]
    old = [" ".join(chance.choices(vocabulary, k=100)) for _ in range(500)]
    new = [text.replace(text.split()[chance.randrange(100)], "other") for text in old]
    began = process_time()
    assert all(change.kind == "changed" for change in _changes(old, new))
    assert process_time() - began < 2


TEXTS = st.lists(
    st.lists(st.sampled_from("lamp keeper fog one two shall not مرحبا 灯塔 , .".split()), max_size=9).map(
        " ".join
    ),
    max_size=8,
)


@given(TEXTS)
def test_a_document_is_the_same_as_itself(texts: list[str]) -> None:
    assert all(change.kind == "same" for change in _changes(texts, texts))


@given(TEXTS, TEXTS)
@settings(deadline=None)
def test_turned_round_it_says_the_same(old: list[str], new: list[str]) -> None:
    turned = {"added": "dropped", "dropped": "added"}
    forth = Counter(
        (turned.get(c.kind, c.kind), c.before and c.before.ordinal, c.after and c.after.ordinal, c.runs)
        for c in _changes(old, new)
    )
    back = Counter(
        (
            c.kind,
            c.after and c.after.ordinal,
            c.before and c.before.ordinal,
            tuple(run.mirrored() for run in c.runs),
        )
        for c in _changes(new, old)
    )
    assert forth == back


@given(TEXTS, TEXTS)
def test_no_paragraph_is_lost_or_told_twice(old: list[str], new: list[str]) -> None:
    changes = _changes(old, new)
    assert sorted(c.before.ordinal for c in changes if c.before) == list(range(len(old)))
    assert sorted(c.after.ordinal for c in changes if c.after) == list(range(len(new)))


@given(st.text(max_size=40), st.text(max_size=40))
def test_runs_give_both_texts_back(before: str, after: str) -> None:
    found = runs(before, after)
    if words(before) and words(after):
        assert "".join(run.before for run in found) == before
        assert "".join(run.after for run in found) == after
