"""Documents and passages made up for tests."""

import hashlib
import re
from collections.abc import Sequence
from typing import Any

from answer.evidence.evidence import Evidence, gather
from answer.question.question import understand
from index.hit import Hit
from index.models.cross_encoder import Excerpt
from ingest.document import Document, Passage


def document(symbol: str | None = "RP-001", **fields: Any) -> Document:
    """A document nobody published."""
    given: dict[str, Any] = {
        "id": hashlib.sha256(repr((symbol, sorted(fields.items()))).encode()).hexdigest()[:16],
        "content_hash": "0" * 64,
        "symbols": (symbol,) if symbol else (),
        "title": "A paper on Ruritania",
        "date": "2020-07-15",
        "body": "Ruritania Office",
        "language": "en",
        "url": None,
        "kind": "paper",
        "format": "txt",
        "pages": 3,
    }
    return Document(**{**given, **fields})


def passage(text: str, of: Document, **fields: Any) -> Passage:
    """A passage of ``of``."""
    given: dict[str, Any] = {
        "id": hashlib.sha256(f"{of.id}{text}{sorted(fields.items())}".encode()).hexdigest()[:16],
        "document_id": of.id,
        "ordinal": 0,
        "text": text,
        "section": (),
        "paragraph": None,
        "speaker": None,
        "pages": (1,),
        "start": 0,
        "end": len(text),
        "language": of.language,
    }
    return Passage(**{**given, **fields})


def hit(text: str, of: Document | None = None, score: float = 1.0, **fields: Any) -> Hit:
    """A hit on such a passage."""
    of = of or document()
    return Hit(passage=passage(text, of, **fields), document=of, score=score, dense=0.85)


def alike(_: str, excerpts: Sequence[Excerpt]) -> list[list[float]]:
    """A cross-encoder to which all sentences are alike."""
    return [[0.0] * len(excerpt.sentences) for excerpt in excerpts]


def by_words(question: str, excerpts: Sequence[Excerpt]) -> list[list[float]]:
    """A cross-encoder that counts the words of four letters or more that a sentence shares with the question."""
    asked = _long_words(question)
    return [
        [2.0 * len(asked & _long_words(each)) - 4.0 for each in excerpt.sentences] for excerpt in excerpts
    ]


def _long_words(text: str) -> set[str]:
    return {word[:5] for word in re.findall(r"\w{4,}", text.casefold())}


def evidence(asked: str, *hits: Hit) -> list[Evidence]:
    """The sentences of some passages, weighed for a question by a reader who counts words."""
    return gather(understand(asked), hits, by_words)
