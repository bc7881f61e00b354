"""Whether its proofs bear a sentence out: found in their passages, held against it by the letter, then weighed.

A language model writes freely, in the reader's language, and brings for each sentence the words that prove it. No
sentence passes by the letter: the words of the proof stand in the passage; the sentence's numbers, dates, symbols,
names and units stand in its proofs or their heads; its quotations are words of a proof; who is said to say it is who
says it there. What letters cannot tell is weighed (answer/verify/weighing.py).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from answer.model import Verdict
from answer.text.quotes import never_closed
from answer.verify.checks import find_fault
from answer.verify.completing import with_names
from answer.verify.ground import ground_of
from answer.verify.proof import Proof
from answer.verify.quoted import all_quoted, find_fault_in_quotations, without_marks_of_other_words, worded
from answer.verify.sentence import Sentence
from answer.verify.speaking import find_fault_in_speakers, unnamed_speakers
from answer.verify.strength import find_stronger
from answer.verify.weighing import weighed
from language.identify import language_of

LONGEST_STATEMENT: Final = 1_000  # characters
NOT_SAID: Final = "the words of the proof do not say that"
"""Why a sentence is rejected that stands on its proofs by the letter."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Verified:
    """A sentence that its proofs bear out.

    Attributes:
        text: The sentence, plain, with its quotations in the very words of the passage.
        proofs: What bears it out: what was brought, and what names for it whom it calls "he".
        verdict: "verbatim" when all it claims is inside quotation marks.
        unnamed: Speakers of the passages whom it does not name, to be told in front of it.
    """

    text: str
    proofs: tuple[Proof, ...]
    verdict: Verdict
    unnamed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Rejected:
    """A sentence that its proofs do not bear out, with the reason."""

    reason: str


def verify(text: str, proofs: Sequence[Proof], language: str = "en") -> Verified | Rejected:
    """Check one sentence against its proofs.

    Args:
        text: The sentence, plain, without citation marks.
        proofs: The words that are to prove it.
        language: Language of the answer, for a sentence too short to tell.
    """
    if not proofs:
        return Rejected("it has no proof whose words stand in a passage")
    if len(text) > LONGEST_STATEMENT:
        return Rejected("it is too long to be one statement")
    sentence = Sentence(text, language_of(text, default=language))
    if sentence.language not in {proof.language for proof in proofs} and not never_closed(text):
        text = without_marks_of_other_words(text, proofs)
        sentence = Sentence(text, sentence.language)
    naming = with_names(sentence, proofs)
    ground = ground_of(proofs, naming)
    proofs = tuple(dict.fromkeys((*proofs, *naming)))
    fault = (
        find_fault(sentence, ground)
        or find_fault_in_quotations(text, proofs)
        or find_fault_in_speakers(sentence, ground)
        or find_stronger(sentence, ground)
    )
    if fault:
        return Rejected(fault)
    quoted = all_quoted(text)
    if not quoted and not weighed(sentence, proofs):
        return Rejected(NOT_SAID)
    return Verified(
        text=worded(text, proofs),
        proofs=proofs,
        verdict="verbatim" if quoted else "supported",
        unnamed=unnamed_speakers(sentence, ground),
    )
