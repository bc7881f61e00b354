"""What a document holds, in a few lines: its sections and the paragraphs that are numbered in it."""

from collections.abc import Sequence

from cite.numbered_paragraphs import counted
from ingest.document import Document, Passage

_MOST_SECTIONS = 12


def outline(document: Document, passages: Sequence[Passage]) -> str:
    """The outline of a document: pages, numbered paragraphs, footnotes, sections.

    Args:
        document: The document.
        passages: All its passages, in order.
    """
    facts = [f"{document.pages} pages"] if document.pages else []
    for kind, plural in (
        ("preambular paragraph", "preambular paragraphs"),
        ("paragraph", "paragraphs"),
        ("article", "articles"),
        ("footnote", "footnotes"),
    ):
        numbers = counted(passages, kind)
        if numbers:
            facts.append(
                f"{plural} {numbers[0]} to {numbers[-1]}" if len(numbers) > 1 else f"{kind} {numbers[0]}"
            )
    sections = list(dict.fromkeys(passage.section[0] for passage in passages if passage.section))
    listed = "; ".join(sections[:_MOST_SECTIONS]) + (" …" if len(sections) > _MOST_SECTIONS else "")
    said = f"{document.name}: {', '.join(facts) or 'no numbered paragraphs'}."
    return f"{said} Sections: {listed}" if listed else said
