import base64
import io
import json
from pathlib import Path

import pytest
from docx import Document

from ingest.register import Register
from tests.web.invented import HOSTILE, LAMPS, register
from tests.web.strict import StrictHtml
from web.notebook.entries import MOST, found, held
from web.notebook.tab import entries_html
from web.notebook.written import KINDS, written

ALLOWED = {
    "ol": {"class"}, "li": {"data-entry"}, "blockquote": {"dir", "lang"}, "p": {"class", "dir"}, "a": {"href"},
    "bdi": set(), "label": set(), "textarea": {"class", "rows", "maxlength", "dir"}, "select": {"class", "aria-label"},
    "button": {"type", "class", "aria-label"}, "br": set(),
}  # fmt: skip


def entry(quote: str = "every lamp needs a keeper", **changes: str) -> dict[str, str]:
    facts = {
        "id": "1",
        "passage": LAMPS[0].passage.id,
        "quote": quote,
        "note": "",
        "reference": "A/1, para. 35",
    }
    return facts | changes


@pytest.fixture
def library(tmp_path: Path) -> Register:
    return register(tmp_path)


def content(kept: str) -> bytes:
    return base64.b64decode(json.loads(kept)["content"])


def test_words_are_a_quotation_only_where_the_register_has_them(library: Register) -> None:
    true, false, gone = held([entry(), entry("no lamp needs a keeper"), entry(passage="none")], library)
    assert true.match is not None and true.match.document.symbol == "A/AC.999/2031/1"
    assert false.match is None
    assert gone.match is None
    html = entries_html([true, false, gone], "en")
    page = StrictHtml(html, ALLOWED)
    assert len(page.all("blockquote")) == 1
    assert page.text.count("no longer has these words") == 2


def test_a_passage_kept_without_words_is_kept_whole(library: Register) -> None:
    (kept,) = held([entry("")], library)
    assert kept.quote == LAMPS[0].passage.text


def test_a_line_break_may_come_back_as_a_space_and_nothing_else_may_differ() -> None:
    text = "The aims are:\n(a) lamps\n(b)  keepers"
    assert found("The aims are: (a) lamps", text) == "The aims are:\n(a) lamps"
    assert found("(a) lamps (b) keepers", text) == "(a) lamps\n(b)  keepers"
    assert found("the aims", text) is None
    assert found("aims are (a)", text) is None
    assert found(" ", text) == text


@pytest.mark.parametrize("nonsense", [None, 7, "x", {"id": 1}, [None], [{"id": 1}], [entry("x" * 20_001)]])
def test_nonsense_is_no_entry(nonsense: object, library: Register) -> None:
    assert held(nonsense, library) == []


def test_only_so_many_entries_are_looked_at(library: Register) -> None:
    assert len(held([entry()] * (MOST + 5), library)) == MOST


def test_hostile_words_stay_words(library: Register) -> None:
    hostile = entry(HOSTILE, id=HOSTILE[:200], note=HOSTILE + "</textarea>", reference=HOSTILE)
    StrictHtml(entries_html(held([hostile, entry(note=HOSTILE)], library), "en"), ALLOWED)


def test_exports_carry_reference_and_note_and_only_what_stands(library: Register) -> None:
    kept = held([entry(note="For the *brief*"), entry("no lamp needs a keeper")], library)
    text = content(written(kept, "Lamps & <keepers>", "md", "en")).decode()
    assert "> **Atlantis**: “every lamp needs a keeper”" in text
    assert "A/AC.999/2031/1, para. 35 (p. 7), “Report of the working group on lighthouses”" in text
    assert "For the \\*brief\\*" in text
    assert "no lamp" not in text
    assert "no longer has it: 1" in text
    word = Document(io.BytesIO(content(written(kept, "Lamps", "docx", "en"))))
    assert [each.text for each in word.paragraphs][:3] == [
        "Lamps", "Atlantis: “every lamp needs a keeper”", "For the *brief*",
    ]  # fmt: skip
    assert content(written(kept, "Lamps", "bib", "en")).decode().startswith("@")
    assert json.loads(written(kept, "../../a b", "md", "en"))["name"].startswith("a-b-20")


def test_nothing_is_written_of_nothing_or_in_no_kind(library: Register) -> None:
    assert written([], "Lamps", "md", "en") == ""
    assert written(held([entry()], library), "Lamps", "exe", "en") == ""
    assert set(KINDS) == {"docx", "md", "bib"}
