"""Short quotations of real documents, with the claim beside them."""

import pytest

from check.draft.read import read_draft
from check.quote.quotation import Checker
from check.report.report import check_draft
from cite.lookup import look_up
from index.library import Library
from ingest.work.reader import read
from settings import Settings

ROWS = [  # kept short: anchors of twelve words at most
    ("“{}” (A/RES/70/125, para. {}).", "verbatim"),
    ("As A/RES/70/125, para. {1} says, “{0}”.", "verbatim"),
    ("“{} unto the moon” (A/RES/70/125, para. {}).", "altered"),
]


def test_real_paragraphs_are_tied_to_their_quotations(corpus, folder):
    path = next((p for p in sorted(corpus.rglob("*70_125*")) if p.suffix in {".txt", ".pdf", ".md"}), None)
    if path is None:
        pytest.skip("A/RES/70/125 is not in this corpus")
    library = Library(Settings(library=folder / "library", workers=0, threads=2))
    reading = read(path)
    library.register.record(str(path), reading, "test")
    library.words().sync()
    numbered = [p for p in reading.passages if (p.paragraph or "").isdigit() and "“" not in p.text][5:15]
    lines, expected = [], []
    for index, passage in enumerate(numbered):
        form, verdict = ROWS[index % len(ROWS)]
        words = " ".join(passage.text.split()[1:10]).rstrip(",;")
        lines.append(form.format(words, passage.paragraph))
        expected.append(verdict)
    draft = folder / "draft.md"
    draft.write_text("\n\n".join(lines), encoding="utf-8")
    report = check_draft(read_draft(draft), Checker(library), lambda r: look_up(library.register, r))
    assert [item.finding.verdict for item in report.quotes] == expected
    assert all(item.claimed for item in report.quotes)
