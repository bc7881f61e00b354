"""Later versions of what an answer cites: a reader should know that a revision is at hand."""

from collections.abc import Mapping

from answer.model import Answer
from answer.wording.messages import say
from ingest.register import Register
from ingest.structure.versions import later


def later_versions(answer: Answer, register: Register) -> Mapping[str, tuple[str, ...]]:
    """The later versions in the library of each document cited, the latest first; documents without are left out."""
    cited = dict.fromkeys(s for citation in answer.citations for s in citation.document.symbols[:1])
    if not cited:
        return {}
    known = register.symbols()
    found = {symbol: later(symbol, known) for symbol in cited}
    return {symbol: newer for symbol, newer in found.items() if newer}


def superseded(newer: Mapping[str, tuple[str, ...]], language: str) -> str:
    """The note that tells of them."""
    return " ".join(
        say("superseded", language, symbol=symbol, later=", ".join(others))
        for symbol, others in newer.items()
    )
