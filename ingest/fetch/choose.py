"""From what was asked for on the command line to a list of documents to fetch."""

from collections.abc import Sequence

from errors import RapporteurError
from ingest.fetch.naming import wanted_address, wanted_symbol
from ingest.fetch.outcome import Wanted
from ingest.names.track_documents import catalogue, of_track


def chosen(
    symbols: Sequence[str], tracks: Sequence[str], *, everything: bool = False, languages: str = "en"
) -> list[Wanted]:
    """Every document asked for, in every language asked for, once.

    Papers of the catalogue that have no address of their own are left out of ``tracks`` and ``everything``.

    Args:
        symbols: Symbols, however spelt, and web addresses.
        tracks: Tracks of the catalogue.
        everything: The whole catalogue.
        languages: Two-letter codes, with commas between.

    Raises:
        RapporteurError: nothing is asked for, or something that is no symbol, track or language.
    """
    entries = [entry for track in tracks for entry in of_track(track)]
    if everything:
        entries += catalogue()
    names = [*symbols, *(entry.symbol for entry in entries if entry.can_be_fetched)]
    codes = [code.strip().lower() for code in languages.split(",") if code.strip()]
    if not codes:
        raise RapporteurError("Give at least one language, as in --lang en,fr.")
    wanted = [wanted_address(name) for name in names if is_address(name)]
    wanted += [wanted_symbol(name, code) for name in names if not is_address(name) for code in codes]
    if not wanted:
        raise RapporteurError("Name at least one symbol, a --track that can be fetched, or --all.")
    return list({item.file: item for item in wanted}.values())


def is_address(name: str) -> bool:
    """Whether a name given for a path is a web address."""
    return name.lower().startswith(("https://", "http://"))
