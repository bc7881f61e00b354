"""What passes a filter, found by looking at every passage."""

from index.hit import Filters
from index.library import Library


def sifted(library: Library, filters: Filters) -> list[str]:
    """Ids of the passages that pass, in the order of the register."""
    return [
        passage.id
        for document in library.register.documents()
        for passage in library.register.document_passages(document.id)
        if (not filters.speakers or passage.speaker in filters.speakers)
        and (not filters.languages or passage.language in filters.languages)
        and (not filters.symbols or set(filters.symbols) & set(document.symbols))
        and (not filters.kinds or document.kind in filters.kinds)
        and (not filters.bodies or document.body in filters.bodies)
        and (not filters.since or (document.date or "") >= filters.since)
        and (not filters.until or (document.date or "")[:4] <= filters.until)
    ]
