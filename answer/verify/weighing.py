"""Whether proofs say what a sentence says, as far as letters alone cannot tell."""

from collections.abc import Sequence
from typing import Final

from answer.verify.closely.restated import is_restated, turns
from answer.verify.proof import Proof
from answer.verify.sentence import Sentence
from answer.verify.support import support

BORNE: Final = 0.76  # least that ``support`` says of what passes: none of the lies of the tests reaches it
TURNING_NOTHING: Final = 0.7  # of a sentence in its proofs' language that turns nothing of them


def weighed(sentence: Sentence, proofs: Sequence[Proof]) -> bool:
    """Whether the proofs say it: word by word; in other words, where they turn nothing and mean the same."""
    bar = BORNE
    if sentence.language in {proof.language for proof in proofs}:
        if is_restated(sentence.text, proofs):
            return True
        if turns(sentence.text, proofs):
            return False
        bar = TURNING_NOTHING
    return support(sentence.text, [proof.seen for proof in proofs]) >= bar
