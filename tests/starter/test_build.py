"""Building again gives the same bytes."""

from pathlib import Path

import pytest

from starter import FOLDER, fonts
from starter.build import WRITERS, build
from starter.dialect import Source, load_all

pytest.importorskip("fpdf", reason="fpdf2 comes with the dev extra")

SOURCES = {source.number: source for source in load_all(FOLDER / "sources")}


@pytest.fixture(scope="module")
def _fonts() -> None:
    try:
        for family in (fonts.LATIN, *fonts.FAMILIES.values()):
            fonts.find(family)
    except fonts.FontError as error:
        pytest.skip(str(error))


@pytest.mark.usefixtures("_fonts")
@pytest.mark.parametrize("number", ["RL-05", "RL-17", "RL-19", "RL-25", "RL-26"])
def test_a_second_build_gives_the_same_bytes(number: str, tmp_path: Path) -> None:
    source = SOURCES[number]
    copies = []
    for name in ("first", "second"):
        path = tmp_path / f"{name}.{source.format}"
        WRITERS[source.format](source, path)
        copies.append(path.read_bytes())
    assert copies[0] == copies[1]


@pytest.mark.usefixtures("_fonts")
def test_what_no_source_makes_is_taken_away(tmp_path: Path) -> None:
    sources, target = tmp_path / "sources", tmp_path / "documents"
    sources.mkdir()
    target.mkdir()
    (target / "RL-00_gone.pdf").touch()
    kept: Source = SOURCES["RL-19"]
    (sources / kept.path.name).write_bytes(kept.path.read_bytes())
    assert build(sources, target) == [target / "RL-19_security-council.html"]
    assert list(target.iterdir()) == [target / "RL-19_security-council.html"]
