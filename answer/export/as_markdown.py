"""A conversation as Markdown: questions, answers, references, quotations."""

from collections.abc import Sequence

from answer.export.blocks import Piece, blocks
from answer.export.entry import Entry
from answer.model import Answer, Citation
from answer.wording import markdown
from cite.locator import reference
from cite.plain import web_address


def as_markdown(entries: Sequence[Entry], stamp: str = "") -> str:
    """The conversation, each answer followed by the sources it cites.

    Args:
        entries: What is exported.
        stamp: When, and from which library; stands at the end.
    """
    stamped = f"\n---\n\n{markdown.escape(stamp)}\n" if stamp else ""
    return "\n".join(map(_entry, entries)) + stamped


def _entry(entry: Entry) -> str:
    question = " ".join(markdown.escape(entry.question).split())
    parts = (f"## {question}", _text(entry.answer), *_rest(entry.answer))
    return "\n\n".join(part for part in parts if part) + "\n"


def _text(answer: Answer) -> str:
    """The answer written anew from its words: whoever wrote its Markdown, nothing in it links or is markup."""
    found = blocks(answer.text, (citation.n for citation in answer.citations))
    lines = [f"{'- ' if block.bullet else ''}{''.join(map(_piece, block.pieces))}" for block in found]
    return ("\n" if all(block.bullet for block in found) else "\n\n").join(lines)


def _piece(piece: Piece) -> str:
    if piece.mark is not None:
        return f"[{piece.mark}]"
    words = markdown.escape(piece.text)
    inner = words.strip()
    if not inner or not (piece.bold or piece.italic):
        return words
    marks = "**" if piece.bold else "*"
    return words.replace(inner, f"{marks}{inner}{marks}", 1)


def _rest(answer: Answer) -> list[str]:
    message = f"*{markdown.escape(answer.message)}*" if answer.message.strip() else ""
    return [message, "\n".join(map(_source, answer.citations))]


def _source(citation: Citation) -> str:
    where = markdown.escape(reference(citation.document, citation.passage))
    title = " ".join(markdown.escape(citation.document.title).split())
    quote = " ".join(markdown.escape(citation.quote).split())
    address = web_address(citation.document.url)
    linked = f"[{where}](<{_in_angles(address)}>)" if address else where
    return f"{citation.n}. {linked} (*{title}*): “{quote}”"


def _in_angles(address: str) -> str:
    """An address as a link's destination: nothing in it can end the link."""
    for sign, code in (("\\", "%5C"), ("<", "%3C"), (">", "%3E")):
        address = address.replace(sign, code)
    return address
