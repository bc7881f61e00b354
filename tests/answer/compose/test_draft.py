"""Citations are verbatim by construction; numbers follow first use."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from answer.compose.draft import Draft, growing
from answer.model import Answer, Citation, NotVerbatimError, Statement
from tests.answer.making import document, passage

PAPER = document()
WORDS = passage("The group met in May. It met again in June.", PAPER)


def test_words_that_are_not_there_cannot_be_cited() -> None:
    with pytest.raises(NotVerbatimError):
        Draft().cite(PAPER, WORDS, "The group met in July.")


def test_a_passage_of_another_document_cannot_be_cited() -> None:
    with pytest.raises(NotVerbatimError):
        Draft().cite(document("RP-002"), WORDS, "The group met in May.")


@given(st.text(max_size=60))
def test_a_citation_holds_only_words_of_its_passage(quote: str) -> None:
    try:
        citation = Citation(n=1, passage=WORDS, document=PAPER, quote=quote)
    except NotVerbatimError:
        assert not quote.strip() or quote not in WORDS.text
    else:
        assert citation.quote in WORDS.text


def test_the_same_words_get_the_same_number() -> None:
    draft = Draft()
    first = draft.cite(PAPER, WORDS, "The group met in May.")
    second = draft.cite(PAPER, WORDS, "It met again in June.")
    assert (first, second, draft.cite(PAPER, WORDS, "The group met in May.")) == (1, 2, 1)


def test_an_answer_grows_to_itself_and_every_step_is_whole() -> None:
    draft = Draft()
    draft.state("“The group met in May.”", (draft.cite(PAPER, WORDS, "The group met in May."),))
    draft.state("“It met again in June.”", (draft.cite(PAPER, WORDS, "It met again in June."),))
    whole = draft.answer()
    steps = list(growing(whole))
    assert [len(step.citations) for step in steps] == [1, 2]
    assert steps[-1] == whole
    assert whole.text == "- “The group met in May.” [1]\n- “It met again in June.” [2]"


def test_an_abstention_cannot_carry_citations() -> None:
    citation = Citation(n=1, passage=WORDS, document=PAPER, quote="May")
    with pytest.raises(ValueError, match="no citations"):
        Answer(status="not_found", citations=(citation,))


def test_a_statement_without_citation_cannot_be_made() -> None:
    with pytest.raises(ValueError, match="citation"):
        Statement(text="It is so.", citations=(), verdict="supported")
