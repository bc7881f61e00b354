"""``ingest --prune`` while two other programs search the same library, as two pages do."""

from pathlib import Path

from tests.several_readers import Reader, opened

TITLES = 12


def written(folder: Path, numbers: range) -> None:
    folder.mkdir(exist_ok=True)
    for number in numbers:
        text = f"# Ships {number}\n\nShips of the harbour, number {number}.\n\nThe harbour has a lamp for ship {number}."
        (folder / f"{number}.md").write_text(text, encoding="utf-8")


def test_two_pages_go_on_and_no_longer_find_what_was_pruned(tmp_path: Path) -> None:
    papers = tmp_path / "papers"
    written(papers, range(TITLES))
    library = opened(tmp_path / "library", "")
    library.ingest([papers])
    pages = [Reader(tmp_path / "library", "", tmp_path / f"page{number}") for number in range(2)]
    for page in pages:
        page.wait()
    for last in (9, 6, 3):  # three prunes, each beside their searches
        for number in range(last, last + 3):
            (papers / f"{number}.md").unlink()
        assert library.ingest([papers], prune=True).removed == 3
    left = library.register.counts()["passages"]
    for page in pages:
        searches, vectors, with_vectors, titles = page.last()
        assert searches > 1
        assert vectors == with_vectors == left
        assert titles == [f"Ships {number}" for number in range(3)]
    library.close()
