"""Every fact of the starter library is traced to a document, and to a paragraph that exists there."""

import re
from pathlib import Path

import pytest
from pypdf import PdfReader

from starter import FOLDER
from starter.dialect import Paragraph, Source, Spans, Table, load_all, plain

SOURCES = load_all(FOLDER / "sources")

SYMBOL = re.compile(
    r"A/RES/\d{2}/\d{1,3}|A/HRC/RES/\d{2}/\d{1,2}|[ES]/RES/\d{4}(?:/\d{1,3}| \(\d{4}\))|S/PRST/\d{4}/\d{1,2}"
    r"|A/\d{2}/\d{1,3}|E/\d{4}/\d{1,3}|A/AC\.\d+/\d{4}/INF/\d+(?:/Rev\.\d+)?|GE-\d{3}|C?ETS No\. \d{3}"
    r"|Paris Call(?: working group \d, final report)?|Beginner’s Guide to Participating in ICANN"
)
NUMBERS = r"(\d+(?:(?:, | and |和)\d+)*)"
LISTED = re.compile(rf"(?:paras?\.|párrs?\.|pars?\.|пп?\.|الفقرة) {NUMBERS}|第{NUMBERS}段")
QUOTED = re.compile(r"“[^”]*”")
DRAFT = "draft resolution I"

FILES = {
    "A/80/62": "un/pdf/A_80_62.pdf",
    "E/2025/31": "un/pdf/E_2025_31.pdf",
    "A/AC.292/2025/INF/5/Rev.1": "un/pdf/A_AC.292_2025_INF_5_Rev.1.pdf",
    "GE-005": "ge/GE-005_2020-07-15.txt",
}


def entries() -> list[tuple[str, str, str]]:
    """Number of the source, the symbol cited and the rest of the reference, for each one in a footnote."""
    return [
        (source.number, *parted(reference))
        for source in SOURCES
        for note in source.notes
        for reference in plain(note).rstrip(".。").split("; ")
    ]


def parted(reference: str) -> tuple[str, str]:
    match = SYMBOL.match(reference)
    assert match, f"“{reference}” does not begin with a symbol or a named document"
    rest = reference[match.end() :]
    assert not rest or rest[0] in ",，،", f"“{reference}” goes on after its symbol"
    return match.group(), rest


def paragraphs_of(rest: str) -> list[int]:
    return [int(number) for match in LISTED.finditer(rest) for number in re.findall(r"\d+", match.group())]


def notes_of(spans: Spans) -> list[int]:
    return [span.note for span in spans if span.note]


def test_every_footnote_names_a_document() -> None:
    assert len(entries()) > 400


def test_every_footnote_is_marked_and_every_mark_has_a_footnote() -> None:
    for source in SOURCES:
        marks: list[int] = []
        for block in source.blocks:
            if isinstance(block, Paragraph):
                marks += [note for spans in (block.spans, *block.items) for note in notes_of(spans)]
            elif isinstance(block, Table):
                marks += [note for row in block.rows for cell in row for note in notes_of(cell)]
        assert set(marks) == set(range(1, len(source.notes) + 1)), source.number


def test_paragraphs_are_numbered_through_the_document() -> None:
    for source in SOURCES:
        numbers = [block.number for block in source.blocks if isinstance(block, Paragraph)]
        assert numbers == [str(number) for number in range(1, len(numbers) + 1)], source.number


def text_of(symbol: str, corpus: Path) -> str | None:
    """The text of a cited document, or None where the corpus does not have it."""
    name = symbol.replace("/", "_").replace(" (", "_").replace(")", "")
    path = corpus / FILES.get(symbol, f"un/resolutions/{name}.txt")
    if not path.exists():
        return None
    if path.suffix == ".pdf":
        return "\n".join(page.extract_text() for page in PdfReader(path).pages)
    return path.read_text(encoding="utf-8")


def numbers_in(text: str, rest: str) -> set[int]:
    """The paragraph numbers of the part of a document that a reference means."""
    if re.search(r"annex I\b|anexo I\b|附件一", rest):
        text = text[text.index("\nAnnex I\n") : text.index("\nAnnex II\n")]
    elif DRAFT in rest:
        text = text[text.index("Draft resolution I ") : text.index("Draft resolution II ", 20000)]
    return {int(number) for number in re.findall(r"(?m)^\s*(\d{1,3})\.\s", text)}


@pytest.fixture(scope="module")
def texts(corpus: Path) -> dict[str, str]:
    found = {symbol: text_of(symbol, corpus) for symbol in {symbol for _, symbol, _ in entries()}}
    return {symbol: text for symbol, text in found.items() if text is not None}


def test_most_citations_can_be_looked_up(texts: dict[str, str]) -> None:
    known = [symbol for _, symbol, _ in entries() if symbol in texts]
    assert len(known) > 0.75 * len(entries())


def test_each_cited_paragraph_exists(texts: dict[str, str]) -> None:
    missing = [
        (number, symbol, rest)
        for number, symbol, rest in entries()
        if symbol in texts and not set(paragraphs_of(rest)) <= numbers_in(texts[symbol], rest)
    ]
    assert missing == []


def words(text: str) -> list[str]:
    return re.findall(r"\w+", text.lower())


def longest_shared_run(ours: list[str], theirs: str, length: int) -> str | None:
    for start in range(len(ours) - length + 1):
        run = " ".join(ours[start : start + length])
        if f" {run} " in theirs:
            return run
    return None


@pytest.mark.parametrize("source", SOURCES, ids=lambda source: source.number)
def test_no_sentence_is_copied(source: Source, texts: dict[str, str]) -> None:
    """Twelve words in a row would be a copy; titles, in quotation marks, are left out."""
    length = 12
    cited = {symbol for number, symbol, _ in entries() if number == source.number and symbol in texts}
    originals = [f" {' '.join(words(texts[symbol]))} " for symbol in cited]
    for block in source.blocks:
        if isinstance(block, Paragraph):
            for spans in (block.spans, *block.items):
                for original in originals:
                    assert longest_shared_run(words(QUOTED.sub("", plain(spans))), original, length) is None


def test_no_footnote_mark_follows_a_number() -> None:
    """On paper a raised figure after a number, or after a symbol, reads as one more digit."""
    for source in SOURCES:
        assert not re.findall(r"\d\[\^", source.path.read_text(encoding="utf-8")), source.number
