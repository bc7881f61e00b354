"""A register of the starter documents, and a plain checker to test all that stands around the real one."""

from collections.abc import Callable
from pathlib import Path

import pytest

from answer.quotes import locate, tokens
from check.finding import Difference, Finding
from cite.lookup import look_up
from cite.match import Lookup, Match
from ingest.reader import read
from ingest.register import Register
from starter import documents

NUMBERS = ("RL-06", "RL-08", "RL-09", "RL-15", "RL-21")


class PlainChecker:
    """Verbatim or not, in the claimed place or elsewhere; the nearest passage by shared words."""

    def __init__(self, register: Register) -> None:
        self._register = register
        self._all = [
            Match(document=document, passage=passage)
            for document in register.documents()
            for passage in register.document_passages(document.id)
        ]
        self._words = [{t.folded for t in tokens(m.passage.text)} for m in self._all if m.passage]

    def check(self, quote: str, claimed: str | None = None) -> Finding:
        places = [m for m in self._all if m.passage and locate(quote, m.passage.text)]
        if places:
            meant = (
                {m.passage.id for m in look_up(self._register, claimed).matches if m.passage}
                if claimed
                else set()
            )
            right = next((m for m in places if m.passage and m.passage.id in meant), None)
            if right or not claimed:
                return Finding(quote=quote, verdict="verbatim", source=right or places[0])
            return Finding(
                quote=quote,
                verdict="verbatim_elsewhere",
                source=places[0],
                message="The words stand elsewhere.",
            )
        return self._altered(quote)

    def _altered(self, quote: str) -> Finding:
        words = {token.folded for token in tokens(quote)}
        best = max(range(len(self._all)), key=lambda i: len(words & self._words[i]))
        if len(words & self._words[best]) < 0.6 * len(words):
            return Finding(
                quote=quote, verdict="not_found", message="No document of the library has these words."
            )
        other = next((t for t in tokens(quote) if t.folded not in self._words[best]), None)
        difference = Difference(quoted=other.folded if other else "", original="", gravity="serious")
        return Finding(
            quote=quote,
            verdict="altered",
            source=self._all[best],
            differences=(difference,),
            message="The words are not those of the source.",
        )


@pytest.fixture(scope="session")
def register(tmp_path_factory: pytest.TempPathFactory) -> Register:
    """Five starter documents, without an index."""
    register = Register(tmp_path_factory.mktemp("register") / "register.sqlite")
    for path in documents():
        if path.name.startswith(NUMBERS):
            register.record(str(path), read(path), "test")
    return register


@pytest.fixture(scope="session")
def checker(register: Register) -> PlainChecker:
    """The plain checker over them."""
    return PlainChecker(register)


@pytest.fixture(scope="session")
def looked_up(register: Register) -> Callable[[str], Lookup]:
    """Looks a reference up in them."""
    return lambda reference: look_up(register, reference)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where drafts and reports go."""
    return tmp_path
