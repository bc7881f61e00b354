"""One walk over Word files: made ones feature by feature, and real ones letter by letter against mammoth."""

import re
import unicodedata
import zipfile
from collections import Counter
from pathlib import Path

import mammoth
import pytest

from ingest.manuscript import Block
from ingest.readers.docx import read_docx
from ingest.work.reader import read

CORPUS = Path(__file__).parents[4] / "shared/corpus"
SPACES = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
TYPES = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def written(folder: Path, body: str, **parts: str) -> Path:
    """A Word file with a body and further parts (footnotes, numbering)."""
    path = folder / "made.docx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("_rels/.rels", _relations({"officeDocument": "word/document.xml"}))
        archive.writestr("word/document.xml", f"<w:document {SPACES}><w:body>{body}</w:body></w:document>")
        archive.writestr("word/_rels/document.xml.rels", _relations({name: f"{name}.xml" for name in parts}))
        for name, content in parts.items():
            archive.writestr(f"word/{name}.xml", f"<w:{name} {SPACES}>{content}</w:{name}>")
    return path


def _relations(named: dict[str, str]) -> str:
    listed = "".join(
        f'<Relationship Id="r{n}" Type="{TYPES}/{k}" Target="{t}"/>' for n, (k, t) in enumerate(named.items())
    )
    return f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{listed}</Relationships>'


def run(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def paragraph(*inner: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr>{''.join(inner)}</w:p>"


def texts(path: Path) -> list[tuple[str, str]]:
    return [(block.kind, block.text) for block in read_docx(path).blocks]


def test_insertions_stay_and_deletions_and_hidden_words_go(tmp_path: Path) -> None:
    body = paragraph(
        run("Lamps "), f"<w:ins>{run('are lit ')}</w:ins>", f"<w:del>{run('never ')}</w:del>",
        run("secretly ", "<w:vanish/>"), run("at dusk."),
    )  # fmt: skip
    made = read_docx(written(tmp_path, body))
    assert [block.text for block in made.blocks] == ["Lamps are lit at dusk."]
    assert "hides" in made.warnings[0].reason


def test_a_deleted_paragraph_mark_joins_two_paragraphs(tmp_path: Path) -> None:
    body = paragraph(run("Lamps are "), properties="<w:rPr><w:del/></w:rPr>") + paragraph(run("lit."))
    assert texts(written(tmp_path, body)) == [("paragraph", "Lamps are lit.")]


def test_automatic_numbers_are_counted_and_begin_anew(tmp_path: Path) -> None:
    numbering = (
        '<w:abstractNum w:abstractNumId="0">'
        '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl>'
        '<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="lowerLetter"/><w:lvlText w:val="(%2)"/></w:lvl>'
        '</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    )
    levels = [0, 1, 1, 0, 1]
    body = "".join(
        paragraph(run("Lamp"), properties=f'<w:numPr><w:ilvl w:val="{n}"/><w:numId w:val="1"/></w:numPr>')
        for n in levels
    )
    blocks = read_docx(written(tmp_path, body, numbering=numbering)).blocks
    assert [(block.number, block.text) for block in blocks] == [
        ("1", "Lamp"), (None, "(a) Lamp"), (None, "(b) Lamp"), ("2", "Lamp"), (None, "(a) Lamp"),
    ]  # fmt: skip


def test_numbers_of_several_levels_and_late_beginnings_can_be_cited(tmp_path: Path) -> None:
    numbering = (
        '<w:abstractNum w:abstractNumId="0">'
        '<w:lvl w:ilvl="0"><w:start w:val="40"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl>'
        '<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1.%2."/></w:lvl>'
        '</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    )
    body = "".join(
        paragraph(
            run(f"Lamps of row {n}."),
            properties=f'<w:numPr><w:ilvl w:val="{n}"/><w:numId w:val="1"/></w:numPr>',
        )
        for n in (0, 1, 1, 0)
    )
    found = read(written(tmp_path, body, numbering=numbering)).passages
    assert [passage.paragraph for passage in found] == ["40", "40.1", "40.2", "41"]


def test_formulas_and_raised_figures_come_through(tmp_path: Path) -> None:
    fraction = "<m:oMath><m:f><m:num><m:r><m:t>3</m:t></m:r></m:num><m:den><m:r><m:t>4</m:t></m:r></m:den></m:f></m:oMath>"
    body = paragraph(
        run("A share of "),
        fraction,
        run(" of 10"),
        run("6", '<w:vertAlign w:val="superscript"/>'),
        run(" lamps"),
    )
    assert texts(written(tmp_path, body)) == [("paragraph", "A share of 3/4 of 10⁶ lamps")]


def test_notes_are_counted_where_they_are_marked(tmp_path: Path) -> None:
    mark = '<w:r><w:footnoteReference w:id="{}"/></w:r>'
    body = paragraph(
        run("Lamps"), mark.format(9), run(" and wicks"), f"<w:del>{mark.format(8)}</w:del>", mark.format(7)
    )
    notes = "".join(f'<w:footnote w:id="{n}">{paragraph(run(f"Note {n}."))}</w:footnote>' for n in (7, 8, 9))
    found = [
        (b.number, b.text)
        for b in read_docx(written(tmp_path, body, footnotes=notes)).blocks
        if b.kind == "footnote"
    ]
    assert found == [("1", "Note 9."), ("2", "Note 7.")]


def _letters(text: str) -> Counter[str]:
    return Counter(c for c in unicodedata.normalize("NFKD", text).casefold() if c.isalpha())


def _kept(blocks: tuple[Block, ...]) -> Counter[str]:
    return _letters(" ".join(block.text for block in blocks))


@pytest.mark.skipif(not (CORPUS / "un/pairs").is_dir(), reason="needs ../shared/corpus")
def test_no_letter_that_mammoth_reads_is_lost() -> None:
    path = CORPUS / "un/pairs/A_81_6_Sect4.docx"
    with path.open("rb") as file:
        shown = _letters(re.sub(r"↑", "", mammoth.extract_raw_text(file).value))
    read = read_docx(path)
    lost = shown - _kept(read.blocks) - _letters(" ".join((*read.aside, *read.heads)))
    assert lost.total() < 0.002 * shown.total()
