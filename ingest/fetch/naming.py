"""Where a fetched document lies and where it comes from: file names that cannot leave their folder."""

import re
from hashlib import sha256
from pathlib import Path
from typing import Final
from urllib.parse import quote, unquote, urlsplit

from errors import RapporteurError
from ingest.fetch.outcome import Wanted
from ingest.names.symbols import normalise
from language.pack import UN_LANGUAGES

"""The six languages the UN publishes in."""

_UN_HOSTS: Final = frozenset({"docs.un.org", "undocs.org", "www.undocs.org"})


def symbol_address(symbol: str, language: str) -> str:
    """The address of the PDF of a document, made from its symbol by the UN's symbol access point.

    Args:
        symbol: The document's symbol, normalised.
        language: Code of one of the six UN languages.
    """
    text = quote(symbol.replace(" ", ""), safe="/()")
    return f"https://documents.un.org/api/symbol/access?s={text}&l={language}&t=pdf"


def symbol_file(symbol: str, language: str) -> Path:
    """File of a document: the language's folder, the symbol with what no file name may hold replaced.

    Args:
        symbol: The document's symbol, normalised.
        language: Code of one of the six UN languages.
    """
    return Path(language) / f"{_safe(symbol.replace(' ', '').replace('/', '_'))}.pdf"


def address_file(address: str) -> Path:
    """File for a document that is known by its address alone: the host's folder, a name of its own."""
    parts = urlsplit(address)
    name = Path(unquote(parts.path).rsplit("/", 1)[-1].replace("\\", "_"))
    suffix = name.suffix.lower() if name.suffix.lower() in {".pdf", ".docx"} else ".pdf"
    mark = sha256(address.encode()).hexdigest()[:8]
    return Path(_safe(parts.hostname or "host")) / f"{_safe(name.stem)}-{mark}{suffix}"


def wanted_symbol(symbol: str, language: str) -> Wanted:
    """What to fetch for a symbol in a language.

    Args:
        symbol: A document's symbol, as a person writes it.
        language: Code of one of the six UN languages.

    Raises:
        RapporteurError: it is not a UN symbol, or not a language of the UN.
    """
    text = normalise(symbol)
    if text is None:
        raise RapporteurError(f"“{symbol}” is not a document symbol: write it as in A/RES/70/125.")
    if text.startswith(("GE-", "RL-")):
        raise RapporteurError(
            f"{text} has no address that can be made from its number: find it on www.icann.org and run "
            "rapporteur ingest with its address."
        )
    if language not in UN_LANGUAGES:
        raise RapporteurError(
            f"“{language}” is not a language of the UN: choose from {', '.join(UN_LANGUAGES)}."
        )
    return Wanted(
        name=text,
        symbol=text,
        language=language,
        address=symbol_address(text, language),
        file=symbol_file(text, language),
    )


def wanted_address(address: str) -> Wanted:
    """What to fetch for an address; that of a UN document's page is read for its symbol and language."""
    parts = urlsplit(address)
    if (parts.hostname or "").lower() in _UN_HOSTS:
        language, _, rest = unquote(parts.path).strip("/").partition("/")
        symbol = normalise(rest if language in UN_LANGUAGES else f"{language}/{rest}")
        if symbol:
            return wanted_symbol(symbol, language if language in UN_LANGUAGES else "en")
    return Wanted(name=address, symbol=None, language="", address=address, file=address_file(address))


def _safe(name: str) -> str:
    """Letters, digits and a few marks only; never empty, never hidden, never long."""
    kept = re.sub(r"[^A-Za-z0-9()._-]", "_", name).strip("._")[:120].rstrip(".")
    return kept or "document"
