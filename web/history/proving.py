"""Whether a statement that comes back from outside still holds: proved anew, never believed.

What a browser kept, or a colleague's file holds, may have been written by anybody. A statement is one of ours
where this program would write it again, letter for letter, from the words that it cites; or where its check of a
model's sentences finds it borne out by the words that it cites. Its verdict is the one found here.
"""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import product
from typing import Final

from answer.compose.quotation import Quotation, quoted_alone
from answer.evidence.attribution import Voice, voices
from answer.export.blocks import blocks
from answer.model import Citation, Statement
from answer.verify.proof import find_proof
from answer.verify.verify import Verified, verify
from answer.wording.markdown import escape
from answer.wording.messages import OURS
from index.hit import Hit
from ingest.structure.sentences import Span
from language.identify import question_language

_MOST_PLACES: Final = 20  # at which quoted words may stand in a passage
_OWN: Final[Voice] = "author"


def plain(text: str) -> str:
    """The words of a statement's Markdown."""
    return "\n".join("".join(piece.text for piece in block.pieces) for block in blocks(text, ()))


@lru_cache(maxsize=4_096)
def proved(text: str, cited: tuple[Citation, ...]) -> Statement | None:
    """The statement, where the words it cites bear it out; None where they do not.

    Args:
        text: Its Markdown.
        cited: Its citations, built anew from current passages.
    """
    if len(cited) == 1 and any(text == said for said in _restated(text, cited[0])):
        return Statement(text=text, citations=(cited[0].n,), verdict="verbatim")
    proofs = [(each.n, find_proof(each.quote, _hit(each))) for each in cited]
    words = plain(text)
    verified = verify(words, [proof for _, proof in proofs if proof], question_language(words))
    if not isinstance(verified, Verified) or verified.unnamed:
        return None
    numbers = tuple(n for n, proof in proofs if proof)
    shown = _unchanged(text) if verified.text == words else escape(verified.text)
    return Statement(text=shown, citations=numbers, verdict=verified.verdict)


def _hit(cited: Citation) -> Hit:
    return Hit(passage=cited.passage, document=cited.document, score=1.0)


def _unchanged(text: str) -> str:
    """A statement's Markdown as we write it: words escaped, bold where it was, nothing else."""
    (block, *_) = blocks(text, ())
    pieces = (f"**{escape(each.text)}**" if each.bold else escape(each.text) for each in block.pieces)
    return f"- {''.join(pieces)}" if block.bullet else "".join(pieces)


def _restated(text: str, cited: Citation) -> Iterator[str]:
    """How this program states the words of a citation: in each voice that speaks them, in each language."""
    hit = _hit(cited)
    lead = text[2:].partition("**")[0] if text.startswith("**") and "** — " in text else None
    for language, span, cut in product(OURS.tables, _places(cited), product((0, 1), (0, 1))):
        sentence = Span(span.start - cut[0], span.end + cut[1])
        for voice in _voices(cited, span):
            quotation = Quotation(hit=hit, span=span, sentence=sentence, voice=voice)
            for answer in _leads(lead, cited.quote):
                yield quoted_alone(language, quotation, answer).statements[0].text


def _leads(lead: str | None, quote: str) -> Sequence[str | None]:
    """The answering words in front, which must be words of the quotation."""
    word = plain(lead) if lead else ""
    return (None, word) if word and word in quote else (None,)


def _places(cited: Citation) -> list[Span]:
    found: list[Span] = []
    at = -1
    while len(found) < _MOST_PLACES and (at := cited.passage.text.find(cited.quote, at + 1)) >= 0:
        found.append(Span(at, at + len(cited.quote)))
    return found


def _voices(cited: Citation, span: Span) -> set[Voice]:
    """Whose words stand there: one voice where one speaks them all; to name nobody is never wrong."""
    spoken = {
        each.voice
        for each in voices(cited.document, cited.passage)
        if each.span.start < span.end and span.start < each.span.end
    }
    return spoken | {_OWN} if len(spoken) == 1 else {_OWN}
