"""Names and addresses of what is fetched."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from errors import RapporteurError
from ingest.fetch.choose import chosen, is_address
from ingest.fetch.hosts import Hosts, RefusedAddressError, with_hosts
from ingest.fetch.naming import address_file, symbol_file, wanted_address, wanted_symbol


def stays_inside(file: Path) -> None:
    assert not file.is_absolute()
    assert len(file.parts) == 2
    assert not {".", "..", ""} & set(file.parts)
    assert not any(set(part) & set('\\/:*?"<>|\0') or part.startswith(".") for part in file.parts)
    assert all(len(part) < 200 for part in file.parts)


@given(st.text(), st.sampled_from(["en", "ar"]))
def test_the_file_of_a_symbol_stays_in_its_folder(text: str, language: str) -> None:
    stays_inside(symbol_file(text, language))


@given(st.text())
def test_the_file_of_an_address_stays_in_its_folder(text: str) -> None:
    stays_inside(address_file("https://www.icann.org/" + text.replace("\ud800", "")))


@pytest.mark.parametrize(
    "path", ["../../x.pdf", "%2e%2e%2fetc%2fpasswd", "..\\..\\x.docx", "a%00b.pdf", ".", "/"]
)
def test_tricks_in_addresses(path: str) -> None:
    stays_inside(address_file("https://www.icann.org/" + path))


def test_the_address_is_made_from_the_symbol() -> None:
    item = wanted_symbol("s/res/2733 (2024)", "fr")
    assert item.address == "https://documents.un.org/api/symbol/access?s=S/RES/2733(2024)&l=fr&t=pdf"
    assert item.file == Path("fr/S_RES_2733(2024).pdf")
    Hosts().check(item.address)


@pytest.mark.parametrize(
    ("address", "language"),
    [
        ("https://docs.un.org/en/A/RES/70/125", "en"),
        ("https://undocs.org/fr/A/RES/70/125", "fr"),
        ("https://undocs.org/A/RES/70/125", "en"),
    ],
)
def test_the_address_of_a_documents_page_gives_the_document(address: str, language: str) -> None:
    item = wanted_address(address)
    assert (item.symbol, item.language) == ("A/RES/70/125", language)


@pytest.mark.parametrize(
    "address",
    [
        "http://docs.un.org/x",
        "https://docs.un.org.evil.invalid/x",
        "https://user@docs.un.org/x",
        "https://docs.un.org:8443/x",
        "https://evil.invalid/docs.un.org",
        "ftp://docs.un.org/x",
        "https://[bad/x",
        "http://127.0.0.1/x",
    ],
)
def test_only_official_addresses_over_https(address: str) -> None:
    with pytest.raises(RefusedAddressError):
        Hosts().check(address)


def test_a_host_may_be_allowed() -> None:
    assert with_hosts(["Example.org"]).check("https://example.org/a.pdf") == "example.org"
    with pytest.raises(RapporteurError):
        with_hosts(["https://example.org"])


def test_what_is_chosen_is_chosen_once_in_each_language() -> None:
    items = chosen(["A/75/816", "a/75/816"], ["oewg"], languages="en,fr")
    assert [item.language for item in items if item.symbol == "A/75/816"] == ["en", "fr"]
    assert is_address("HTTPS://x") and not is_address("https.pdf")


@pytest.mark.parametrize(
    ("symbols", "tracks", "languages"),
    [
        ([], [], "en"),
        (["tree"], [], "en"),
        ([], ["trees"], "en"),
        (["A/1/2"], [], "de"),
        (["GE-001"], [], "en"),
        (["A/75/816"], [], ","),
    ],
)
def test_bad_choices_are_refused(symbols: list[str], tracks: list[str], languages: str) -> None:
    with pytest.raises(RapporteurError):
        chosen(symbols, tracks, languages=languages)
