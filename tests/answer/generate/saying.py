"""What a scripted model says: sentences in the form of lines, each with its proofs."""

from collections.abc import Sequence

from rapidfuzz.fuzz import token_set_ratio

from index.hit import Hit
from ingest.structure.sentences import sentences


def said(text: str, *proofs: str, passage: str = "p1") -> str:
    """A sentence with its proofs, of one passage."""
    return "".join([f"S: {text}\n", *(f"P: {passage} | {words}\n" for words in proofs)])


def likeliest(text: str, evidence: Sequence[Hit]) -> str:
    """A sentence with the likeliest proof there is: what the cleverest liar would bring."""
    offered = [
        (token_set_ratio(text, words), f"p{number}", words)
        for number, hit in enumerate(evidence, 1)
        for span in sentences(hit.passage.text, hit.passage.language)
        for words in [" ".join(span.of(hit.passage.text).split())]
    ]
    _, passage, words = max(offered)
    return said(text, words, passage=passage)
