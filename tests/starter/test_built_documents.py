"""The built documents say what their sources say, page by page, in every language."""

import unicodedata
from pathlib import Path

import docx
import pytest
from bs4 import BeautifulSoup
from pypdf import PdfReader

from starter import FOLDER, documents
from starter.dialect import Block, Heading, Paragraph, Source, Spans, Table, load_all, plain
from starter.printed_phrases import PHRASES

SOURCES = load_all(FOLDER / "sources")
MEGABYTES = 3


def built(source: Source) -> Path:
    return FOLDER / "documents" / source.document_name


def of_format(name: str) -> list[Source]:
    return [source for source in SOURCES if source.format == name]


def squeezed(text: str) -> str:
    """Only letters and digits, so that line ends, spaces and ligatures do not matter."""
    folded = unicodedata.normalize("NFKC", text)
    return "".join(character for character in folded if character.isalnum())


def pdf_text(source: Source) -> str:
    return squeezed("".join(page.extract_text() for page in PdfReader(built(source)).pages))


def marked(spans: Spans) -> str:
    """The text with its footnote marks, as a reader of the printed page meets it."""
    return "".join(span.text for span in spans)


def printed(block: Block) -> list[str]:
    if isinstance(block, Heading):
        return [block.text]
    if isinstance(block, Table):
        return [marked(cell) for row in block.rows for cell in row]
    return [block.number + marked(block.spans), *(marked(item) for item in block.items)]


def recorded_hash(path: Path) -> str:
    if path.suffix == ".pdf":
        metadata = PdfReader(path).metadata
        return str(metadata["/Keywords"]) if metadata else ""
    if path.suffix == ".docx":
        return docx.Document(str(path)).core_properties.keywords
    tag = BeautifulSoup(path.read_text(encoding="utf-8"), "lxml").find("meta", {"name": "source-sha256"})
    return f"source-sha256={tag['content']}" if tag else ""


def test_every_source_has_its_document_and_no_other_is_there() -> None:
    assert documents() == sorted(built(source) for source in SOURCES)


def test_the_library_is_large_enough_and_speaks_six_languages() -> None:
    assert len(SOURCES) >= 16
    assert {source.language for source in SOURCES} == {"ar", "zh", "en", "fr", "ru", "es"}
    assert len({source.number for source in SOURCES}) == len(SOURCES)
    assert {source.format for source in SOURCES} == {"pdf", "docx", "html"}


def test_the_documents_are_small() -> None:
    assert sum(path.stat().st_size for path in documents()) < MEGABYTES * 1024 * 1024


@pytest.mark.parametrize("source", SOURCES, ids=lambda source: source.number)
def test_a_document_is_up_to_date_with_its_source(source: Source) -> None:
    assert recorded_hash(built(source)) == f"source-sha256={source.hash}", "run python -m starter.build"


@pytest.mark.parametrize("source", of_format("pdf"), ids=lambda source: source.number)
def test_a_pdf_reads_in_the_order_of_its_source(source: Source) -> None:
    text = pdf_text(source)
    place = 0
    for block in source.blocks:
        if isinstance(block, Table):
            continue
        for part in printed(block):
            # A page break may part a paragraph, so its first and last words are looked for.
            words = squeezed(part)
            for piece in (words[:25], words[-25:]):
                found = text.find(piece, place)
                assert found >= 0, f"{source.number}: “{part[:60]}” is not where it belongs"
            place = text.find(words[:25], place)


@pytest.mark.parametrize("source", of_format("pdf"), ids=lambda source: source.number)
def test_a_pdf_holds_every_word_of_each_paragraph(source: Source) -> None:
    text = pdf_text(source)
    for block in source.blocks:
        if not isinstance(block, Table):
            for part in printed(block):
                words = squeezed(part)
                assert words in text or _parted(words, text), f"{source.number}: “{part[:60]}”"


@pytest.mark.parametrize("source", of_format("pdf"), ids=lambda source: source.number)
def test_a_pdf_holds_every_word_of_its_tables(source: Source) -> None:
    text = pdf_text(source)
    for block in source.blocks:
        if isinstance(block, Table):
            for cell in printed(block):
                assert all(squeezed(word) in text for word in cell.split())


def _parted(words: str, text: str) -> bool:
    """Whether a page break, with what stands at the page's foot, parts the words in two."""
    cut = next((cut for cut in range(len(words) - 1, 0, -1) if words[:cut] in text), 0)
    start = text.find(words[:cut]) + cut
    return bool(cut) and text.find(words[cut:], start) >= 0


@pytest.mark.parametrize("source", of_format("pdf"), ids=lambda source: source.number)
def test_the_first_page_says_that_it_is_a_summary_of_ours(source: Source) -> None:
    text = squeezed(PdfReader(built(source)).pages[0].extract_text())
    phrases = PHRASES[source.language]
    for part in (phrases.notice, phrases.author, phrases.written(source.date), source.title, source.number):
        assert squeezed(part) in text


@pytest.mark.parametrize("source", of_format("pdf"), ids=lambda source: source.number)
def test_pages_carry_number_and_mark(source: Source) -> None:
    pages = PdfReader(built(source)).pages
    for number, page in enumerate(pages, 1):
        text = page.extract_text()
        assert text.lstrip().startswith(source.number)
        assert text.rstrip().endswith(f"{number}/{len(pages)}")


@pytest.mark.parametrize("source", of_format("pdf"), ids=lambda source: source.number)
def test_a_pdf_holds_every_footnote(source: Source) -> None:
    pages = [squeezed(page.extract_text()) for page in PdfReader(built(source)).pages]
    for number, note in enumerate(source.notes, 1):
        assert any(squeezed(f"{number} {plain(note)}") in page for page in pages)


@pytest.mark.parametrize("source", of_format("docx"), ids=lambda source: source.number)
def test_a_word_document_has_real_footnotes(source: Source) -> None:
    document = docx.Document(str(built(source)))
    (part,) = (part for part in document.part.package.iter_parts() if part.partname == "/word/footnotes.xml")
    assert part.blob.count(b"<w:footnoteRef/>") == len(source.notes)
    texts = [paragraph.text for paragraph in document.paragraphs]
    for block in source.blocks:
        if isinstance(block, Paragraph):
            assert f"{block.number}.\t{plain(block.spans)}" in texts


@pytest.mark.parametrize("source", of_format("html"), ids=lambda source: source.number)
def test_a_page_links_its_notes(source: Source) -> None:
    page = BeautifulSoup(built(source).read_text(encoding="utf-8"), "lxml")
    targets = {item["id"] for item in page.select("section.footnotes li")}
    assert {str(link["href"])[1:] for link in page.select("sup a")} == targets
    text = squeezed(page.get_text())
    for block in source.blocks:
        for part in printed(block):
            assert squeezed(part) in text
