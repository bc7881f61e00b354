import docx
from docx.shared import Inches

from check.draft.claimed import claim
from check.draft.quoted import quotations
from check.draft.read import read_draft
from starter import documents


def test_markdown_notes_are_tied_and_blocks_are_quotations(folder):
    path = folder / "a.md"
    path.write_text(
        "They say “one two three four five”.[^1] More.\n\nRL-09, para. 4 says:\n\n> six seven eight nine ten\n\n"
        "[^1]: RL-08, para. 3.\n[^2]: RL-15\n",
        encoding="utf-8",
    )
    first, second, block, *notes = read_draft(path).paragraphs
    assert claim(first, quotations(first), 0) == "RL-08, para. 3"
    assert (block.kind, [note.kind for note in notes]) == ("block", ["footnote", "footnote"])
    assert claim(block, quotations(block), 0, second) == "RL-09, para. 4"


def test_html_blocks_are_quotations(folder):
    path = folder / "a.html"
    path.write_text("<p>Before.</p><blockquote><p>six seven eight nine ten</p></blockquote><p>After.</p>")
    assert [paragraph.kind for paragraph in read_draft(path).paragraphs] == ["text", "block", "text"]


def test_word_styles_and_indents_set_quotations_off(folder):
    document = docx.Document()
    document.add_paragraph("plain")
    document.add_paragraph("by style", style="Quote")
    indented = document.add_paragraph("by indent").paragraph_format
    indented.left_indent = indented.right_indent = Inches(0.5)
    document.save(str(folder / "a.docx"))
    assert [p.kind for p in read_draft(folder / "a.docx").paragraphs] == ["text", "block", "block"]


def test_word_footnotes_are_read_with_their_places():
    path = next(path for path in documents() if path.name.startswith("RL-09"))
    draft = read_draft(path)
    noted = [paragraph for paragraph in draft.paragraphs if paragraph.notes]
    assert noted
    assert noted[0].notes[0].text.endswith("ETS No. 185.")
    assert noted[0].text[: noted[0].notes[0].at].endswith("European Treaty Series.")
