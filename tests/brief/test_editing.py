"""What a reader does with a brief, and that every step can be undone."""

import json
from io import BytesIO

import docx
import pytest

from brief.editing import Draft, key, restored
from brief.export.as_docx import as_docx
from brief.export.as_html import as_html
from brief.export.as_markdown import as_markdown
from brief.make import brief, more_like
from index.library import Library


@pytest.fixture(scope="module")
def draft(debate: Library) -> Draft:
    """The draft as it was collected."""
    return Draft(brief(debate, "register of lighthouses"))


def test_what_is_not_ticked_is_not_in_the_paper_until_undone(draft: Draft) -> None:
    """The rest stays in order."""
    first, *rest = [key(entry) for entry in draft.brief.quoted]
    without = draft.keep(rest)
    assert [key(entry) for entry in without.paper.quoted] == rest
    assert [key(entry) for entry in without.undo().paper.quoted] == [first, *rest]


def test_entries_move_within_their_part_only(draft: Draft) -> None:
    """Chile and Norway change places; the first does not go higher."""
    chile, norway = (key(e) for e in draft.brief.quoted if e.owner.part == "states")
    assert [key(e) for e in draft.move(norway, -1).brief.quoted][:2] == [norway, chile]
    assert draft.move(chile, -1) == draft


def test_words_grow_and_shrink_by_sentences(draft: Draft) -> None:
    """Never beyond the passage, never to nothing."""
    chile = next(entry for entry in draft.brief.quoted if entry.owner.name == "Chile")
    short = draft.narrower(key(chile))
    words = next(e for e in short.brief.quoted if key(e) == key(chile)).quote
    assert words == "Chile supports a register of lighthouses in every sea."
    again = short.wider(key(chile))
    assert next(e for e in again.brief.quoted if key(e) == key(chile)).quote.endswith("lunch.")
    assert short.narrower(key(chile)) == short


def test_a_saved_draft_comes_back(debate: Library, draft: Draft) -> None:
    """With notes, order and what is left out."""
    first = key(draft.brief.quoted[0])
    edited = draft.remark(first, "ask Chile").keep([first])
    back, gone = restored(debate.register, json.loads(json.dumps(edited.as_dict())))
    assert gone == ()
    assert [e.quote for e in back.paper.quoted] == [e.quote for e in edited.paper.quoted]
    assert back.paper.quoted[0].remark == "ask Chile"


def test_words_that_were_changed_in_the_file_do_not_come_back(debate: Library, draft: Draft) -> None:
    """A file of anybody's making cannot put words into the paper."""
    found = draft.as_dict()
    found["entries"][0]["quote"] = "Chile opposes every register."
    back, gone = restored(debate.register, found)
    assert len(gone) == 1
    assert "opposes" not in " ".join(entry.quote for entry in back.brief.entries)


def test_words_under_another_name_are_refused(debate: Library, draft: Draft) -> None:
    """Whose words they are is the register's to say."""
    found = draft.as_dict()
    found["entries"][0]["speaker"] = "Peru"
    with pytest.raises(ValueError, match="did not speak"):
        restored(debate.register, found)


def test_a_heading_of_ones_own_stands_above_the_entry_in_every_file(debate: Library, draft: Draft) -> None:
    """And comes back with the saved draft; an empty one takes it away."""
    chosen = key(draft.brief.quoted[1])
    headed = draft.headed(chosen, "  What is\nasked ")
    assert "### What is asked" in as_markdown(headed.paper)
    assert ">What is asked</h3>" in as_html(headed.paper)
    paragraphs = docx.Document(BytesIO(as_docx(headed.paper))).paragraphs
    assert [p.style.name for p in paragraphs if p.text == "What is asked"] == ["Heading 2"]
    back, _ = restored(debate.register, headed.as_dict())
    assert [e.heading for e in back.brief.quoted if key(e) == chosen] == ["What is asked"]
    assert headed.headed(chosen, "").brief == draft.brief


def test_more_that_is_said_alike_waits_to_be_ticked(debate: Library, draft: Draft) -> None:
    """It is in the library, not in the brief, and not in the paper until it is ticked."""
    chile, *others = draft.brief.quoted
    alone = Draft(draft.brief.with_entries((chile,)))
    found = more_like(debate, alone.brief, chile)
    assert {key(e) for e in found} & {key(e) for e in others}
    assert chile.passage.id not in {key(e) for e in found}
    offered = alone.offered(found)
    assert offered.paper.quoted == (chile,)
    assert {key(e) for e in offered.keep([key(chile), key(found[0])]).paper.quoted} == {
        key(chile),
        key(found[0]),
    }
    assert offered.undo() == alone
