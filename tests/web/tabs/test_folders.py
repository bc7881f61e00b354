from pathlib import Path

import pytest

from errors import RapporteurError
from web.tabs.changes import allowed


@pytest.fixture
def papers(tmp_path: Path) -> Path:
    root = tmp_path / "papers"
    (root / "2031").mkdir(parents=True)
    (root / "2031" / "a.txt").write_text("words")
    (tmp_path / "secret.txt").write_text("words")
    return root


def test_what_lies_in_a_folder_of_the_settings_may_be_added(papers: Path) -> None:
    (papers / "again").symlink_to(papers / "2031")
    for named in (papers, papers / "2031", papers / "2031" / "a.txt", papers / "again"):
        assert allowed(named, [papers]).is_relative_to(papers)


@pytest.mark.parametrize(
    "named", ["secret.txt", "papers/../secret.txt", ".", "papers2", "papers/link", "papers/none"]
)
def test_nothing_else_may(papers: Path, tmp_path: Path, named: str) -> None:
    (tmp_path / "papers2").mkdir()
    (papers / "link").symlink_to(tmp_path / "secret.txt")
    with pytest.raises(RapporteurError):
        allowed(tmp_path / named, [papers])


def test_without_folders_in_the_settings_nothing_may(papers: Path) -> None:
    with pytest.raises(RapporteurError, match="folders"):
        allowed(papers, [])


@pytest.mark.parametrize("target", ["secret.txt", "."])
def test_a_folder_with_a_link_that_leads_out_of_it_is_refused(
    papers: Path, tmp_path: Path, target: str
) -> None:
    (papers / "2031" / "link").symlink_to(tmp_path / target)
    with pytest.raises(RapporteurError, match="leads out"):
        allowed(papers, [papers])


def test_a_path_with_a_nul_is_no_fault(papers: Path) -> None:
    with pytest.raises(RapporteurError):
        allowed(Path(f"{papers}/\x00"), [papers])
