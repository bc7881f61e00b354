"""What is told of a passage before its words: to a language model, and to what checks its sentences."""

from index.hit import Hit

LONGEST_TITLE = 160  # characters
LONGEST_SECTION = 120


def head(hit: Hit) -> str:
    """Symbol, title in words, date, section, paragraph and speaker, or who reports it of whom, on one line."""
    document, passage = hit.document, hit.passage
    title = _cut(document.title, LONGEST_TITLE)
    name = document.symbol or ""
    called = f"{name} “{title}”" if name and title != name else title
    parts = [f"{called}, {document.date}" if document.date else called]
    section = _cut(" > ".join(passage.section[-2:]), LONGEST_SECTION)
    if section:
        parts.append(f"section: {section}")
    if passage.paragraph:
        parts.append(f"paragraph {passage.paragraph}")
    if document.author:
        parts.append(f"author: {document.author}")
    if passage.speaker:
        parts.append(f"speaker: {passage.speaker}")
    return "; ".join(parts)


def _cut(text: str, longest: int) -> str:
    text = " ".join(text.split())
    return text if len(text) <= longest else f"{text[:longest].rsplit(' ', 1)[0]} …"
