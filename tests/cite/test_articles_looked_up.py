from pathlib import Path

import pytest

from cite.lookup import look_up
from index.library import Library
from ingest.work.reader import read
from settings import Settings

CONVENTION = """# 99/7. Convention on Lamps

The General Assembly,

1. Adopts the Convention on Lamps.

## Annex

## Chapter I

#### Purpose

This Convention lights lamps.

#### Use of terms

1. A lamp gives light.

2. A wick burns.

## Article 3 .

#### Theft of lamps

No lamp shall be taken by night.

#### Theft of wicks

1. No wick shall be taken at any time.
"""


@pytest.fixture(scope="module")
def convention(tmp_path_factory: pytest.TempPathFactory) -> Library:
    folder: Path = tmp_path_factory.mktemp("convention")
    path = folder / "A_RES_99_7.txt"
    path.write_text(CONVENTION, encoding="utf-8")
    library = Library(Settings(library=folder / "library", workers=0, threads=1))
    library.register.record(str(path), read(path), "1")
    return library


@pytest.mark.parametrize(
    ("reference", "text"),
    [
        ("A/RES/99/7, art. 1", "This Convention lights lamps."),
        ("A/RES/99/7, article 2, paragraph 2", "A wick burns."),
        ("A/RES/99/7, art. 3", "No lamp shall be taken by night."),
    ],
)
def test_an_article_is_found_alone(convention: Library, reference: str, text: str):
    found = look_up(convention.register, reference)
    assert (found.status, [match.passage.text for match in found.matches]) == ("found", [text])


def test_an_article_whose_number_nothing_proves_is_not_guessed(convention: Library):
    assert look_up(convention.register, "A/RES/99/7, art. 4").status == "not_found"


TREATY = """# Treaty on Lamps

## Article 1

The Parties to this treaty shall light the lamps of their harbours every evening of the year.

## Article 2

No Party shall put out a lamp that another Party has lit in the common waters of the strait.

## Artikel 1

De Partijen bij dit verdrag ontsteken iedere avond van het jaar de lampen van hun havens.

## Artikel 2

Geen Partij dooft een lamp die een andere Partij in de gemeenschappelijke wateren heeft ontstoken.
"""


def test_of_a_text_in_two_languages_the_main_one_is_meant(tmp_path: Path) -> None:
    path = tmp_path / "treaty.md"
    path.write_text(TREATY, encoding="utf-8")
    library = Library(Settings(library=tmp_path / "library", workers=0, threads=1))
    library.register.record(str(path), read(path), "1")
    found = look_up(library.register, "Treaty on Lamps, art. 2")
    library.close()
    assert found.status == "found"
    (match,) = found.matches
    assert match.passage is not None
    assert match.passage.text.startswith("No Party shall put out")
