"""Whether proofs say what a sentence says, as far as letters alone cannot tell."""

from collections.abc import Sequence
from typing import Final

from answer.verify.closely.restated import is_near_copy, is_restated
from answer.verify.proof import Proof
from answer.verify.sentence import Sentence
from answer.verify.support import support

BORNE: Final = 0.76  # least that ``support`` says of what passes: none of the lies of the tests reaches it


def weighed(sentence: Sentence, proofs: Sequence[Proof]) -> bool:
    """Whether the proofs say it: word by word where the sentence stays close to them, else by its meaning."""
    if sentence.language in {proof.language for proof in proofs}:
        if is_restated(sentence.text, proofs):
            return True
        if is_near_copy(sentence.text, proofs):
            return False
    return support(sentence.text, [proof.seen for proof in proofs]) >= BORNE
