"""What an answer or a conversation cites, for ``cite.styles``."""

from collections.abc import Sequence

from answer.export.entry import Entry
from cite.match import Match


def cited(entries: Sequence[Entry]) -> list[Match]:
    """The passages cited, each once, in the order of their first mark."""
    matches = {
        citation.passage.id: Match(document=citation.document, passage=citation.passage)
        for entry in entries
        for citation in entry.answer.citations
    }
    return list(matches.values())
