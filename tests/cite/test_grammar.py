"""References taken apart."""

from time import perf_counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cite.grammar import MAIN_TEXT, Reference, parse
from cite.locator import parts, reference
from tests.answer.making import document, passage

SYMBOL = ("A/RES/70/125",)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A/RES/70/125, para. 35", Reference(symbols=SYMBOL, paragraphs=("35",))),
        ("70/125, op. para", Reference(symbols=SYMBOL, words="op. para")),
        ("GA res. 70/125 OP4", Reference(symbols=SYMBOL, part=MAIN_TEXT, paragraphs=("4",))),
        ("párr. 12 b) de 70/125", Reference(symbols=SYMBOL, paragraphs=("12 (b)",))),
        (
            "annexe II, par. 3, résolution 70/125",
            Reference(symbols=SYMBOL, part="annex II", paragraphs=("3",)),
        ),
        ("70/125, annex, appendix II", Reference(symbols=SYMBOL, part="appendix II")),
        ("nota al pie 7, 70/125", Reference(symbols=SYMBOL, paragraphs=("fn 7",))),
        ("70/125, pp. 3–5", Reference(symbols=SYMBOL, pages=(3, 4, 5))),
        ("página 3 de 70/125", Reference(symbols=SYMBOL, pages=(3,))),
        (
            "Budapest Convention, art. 32 (b)",
            Reference(words="Budapest Convention", paragraphs=("art. 32 (b)",)),
        ),
        ("paragraph 2 (a) of article 5 of the Pact", Reference(words="Pact", paragraphs=("art. 5 (2) (a)",))),
        ("Cuba in the Pact", Reference(speaker="Cuba", words="Pact")),
        ("Cuba in 70/125", Reference(symbols=SYMBOL, words="Cuba")),
        (
            "70/125, sect. III, paras. 3, 5 and 7",
            Reference(symbols=SYMBOL, section="III", paragraphs=("3", "5", "7")),
        ),
        ("« le câble » dans 70/125", Reference(symbols=SYMBOL, phrase="le câble")),
    ],
)
def test_parse(text: str, expected: Reference) -> None:
    assert parse(text) == expected


@given(st.text(max_size=400))
def test_any_text_may_be_parsed(text: str) -> None:
    assert all(parse(text).paragraphs)


@pytest.mark.parametrize(
    "piece", ["a", "(", "A/", "para. 1, ", "“", "1 ", "in the ", "1–", "PP", "(a) ", "\u0301"]
)
def test_a_long_text_takes_no_longer(piece: str) -> None:
    began = perf_counter()
    parse(piece * (1_000_000 // len(piece)))
    assert perf_counter() - began < 1


_numbers = st.one_of(
    st.none(),
    st.builds(
        "{}{}{}".format,
        st.sampled_from(["", "PP", "fn ", "art. "]),
        st.integers(1, 400),
        st.sampled_from(["", " (a)", " (b) (ii)"]),
    ),
    st.sampled_from(["8.I.12", "4.3", "fn *", "art. 5 (2) (c)", "(d)"]),
)
_pages = st.lists(st.integers(1, 900), max_size=3, unique=True).map(lambda pages: tuple(sorted(pages)))


@given(
    symbol=st.sampled_from(
        ["A/RES/70/125", "S/RES/2773 (2025)", "A/81/6 (Sect. 4)/Part A", "GE-005", "A/80/9/Rev.1"]
    ),
    section=st.sampled_from(
        [(), ("Annex",), ("ANNEX 2", "Scope"), ("Annex II",), ("Enclosure",), ("Scope",)]
    ),
    number=_numbers,
    pages=_pages,
)
def test_what_is_rendered_is_read_back(
    symbol: str, section: tuple[str, ...], number: str | None, pages: tuple[int, ...]
) -> None:
    of = document(symbol)
    read = parse(reference(of, passage("x", of, section=section, paragraph=number, pages=pages)))
    assert read.symbols == (symbol,)
    assert read.part == next(iter(parts(section)), "")
    assert read.paragraphs == ((number,) if number else ())
    assert not read.words
    assert (read.pages[:1], read.pages[-1:]) == (pages[:1], pages[-1:])
