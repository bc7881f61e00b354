"""An answer in the making: each sentence in its place, verified, put right, or its proofs quoted instead."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from rapidfuzz.fuzz import ratio

from answer.compose.draft import Draft
from answer.compose.names import called
from answer.compose.quotation import Quotation, state_quotation
from answer.evidence.attribution import Voice, voices
from answer.generate.judge import Judge
from answer.generate.reply import Brought, Written
from answer.model import Answer
from answer.verify.checks import gives_orders
from answer.verify.proof import Proof, find_proof
from answer.verify.verify import Rejected, Verified, verify
from answer.wording.markdown import escape
from index.hit import Hit

MOST_STATEMENTS: Final = 8
MOST_QUOTED: Final = 2  # proofs shown in the place of one sentence


@dataclass(slots=True)
class _Place:
    """One sentence's place in the answer.

    Attributes:
        written: The sentence as the model wrote it.
        found: What came of it.
        proofs: Its proofs that stand in a passage, for when it does not stand itself.
    """

    written: Written
    found: Verified | Rejected
    proofs: tuple[Proof, ...] = ()


@dataclass(slots=True)
class Writing:
    """The sentences of one answer.

    Attributes:
        engine: Who writes.
        passages: What the model was shown, by short ids.
        language: Language of the answer.
        judge: Who reads every sentence again; None for nobody.
    """

    engine: str
    passages: Mapping[str, Hit]
    language: str
    judge: Judge | None = None
    _places: list[_Place] = field(default_factory=list)

    @property
    def complete(self) -> bool:
        """Whether no more sentences are taken."""
        return sum(isinstance(place.found, Verified) for place in self._places) >= MOST_STATEMENTS

    @property
    def begun(self) -> bool:
        """Whether the model has written a sentence, true or not."""
        return bool(self._places)

    def take(self, written: Written) -> bool:
        """Verify a sentence and give it a place; whether the answer has grown."""
        if any(written.text == place.written.text for place in self._places):
            return False
        proofs = self._proofs(written.proofs)
        place = _Place(written, self._verified(written.text, proofs), proofs)
        self._places.append(place)
        return isinstance(place.found, Verified)

    def faulty(self) -> list[tuple[Written, str]]:
        """The sentences that do not stand, each with the reason."""
        return [(p.written, p.found.reason) for p in self._places if isinstance(p.found, Rejected)]

    def put_right(self, written: Written) -> bool:
        """Verify a sentence written anew, and put it in the place of the faulty one it is most like."""
        open_places = [place for place in self._places if isinstance(place.found, Rejected)]
        proofs = self._proofs(written.proofs)
        found = self._verified(written.text, proofs)
        stated = {place.found.text for place in self._places if isinstance(place.found, Verified)}
        if isinstance(found, Rejected) or not open_places or found.text in stated:
            return False
        place = max(open_places, key=lambda each: ratio(each.written.text, written.text))
        place.found, place.proofs = found, proofs
        return True

    def draft(self, *, quoting: bool = False) -> Draft:
        """The answer so far.

        Args:
            quoting: Whether the proofs of sentences that do not stand are quoted in their place.
        """
        draft = Draft(self.engine)
        for place in self._places:
            if isinstance(place.found, Verified):
                self._state(draft, place.found)
        if not quoting:
            return draft
        said = {c.quote for c in draft.answer().citations} if len(draft) else set()
        draft = Draft(self.engine)
        for place in self._places:
            if isinstance(place.found, Verified):
                self._state(draft, place.found)
            else:
                self._quote(draft, place.proofs, said)
        return draft

    def lost(self) -> int:
        """How many sentences stand neither themselves nor by a proof."""
        return sum(isinstance(place.found, Rejected) and not place.proofs for place in self._places)

    def replaced(self) -> int:
        """How many sentences have their proofs in their place."""
        return sum(isinstance(place.found, Rejected) and bool(place.proofs) for place in self._places)

    def _proofs(self, brought: Sequence[Brought]) -> tuple[Proof, ...]:
        """The proofs that stand in a passage: the one named, else whichever has the words."""
        found: list[Proof] = []
        for each in brought:
            named = [hit for hit in [self.passages.get(each.passage)] if hit]
            others = [hit for hit in self.passages.values() if hit not in named]
            standing = (find_proof(each.words, hit) for hit in [*named, *others])
            found += [proof for proof in standing if proof][:1]
        return tuple(dict.fromkeys(found))

    def _verified(self, text: str, proofs: Sequence[Proof]) -> Verified | Rejected:
        found = verify(text, proofs, self.language)
        if self.judge and isinstance(found, Verified) and not self.judge.agrees(found):
            return Rejected("a second reading does not find it in the words of the proof")
        return found

    def _state(self, draft: Draft, found: Verified) -> None:
        numbers = [draft.cite(p.hit.document, p.hit.passage, p.words) for p in found.proofs]
        speakers = ", ".join(called(name, self.language) for name in found.unnamed)
        text = f"{speakers}: {found.text}" if speakers else found.text
        draft.state(escape(text), tuple(dict.fromkeys(numbers)), found.verdict)

    def _quote(self, draft: Draft, proofs: Sequence[Proof], said: set[str]) -> None:
        for proof in [p for p in proofs if p.words not in said and not gives_orders(p.words)][:MOST_QUOTED]:
            said.add(proof.words)
            quotation = Quotation(hit=proof.hit, span=proof.span, sentence=proof.span, voice=_voice(proof))
            state_quotation(draft, self.language, quotation)


def _voice(proof: Proof) -> Voice:
    """Who speaks the words; where several do, nobody is named."""
    spoken = {
        each.voice
        for each in voices(proof.hit.document, proof.hit.passage)
        if each.span.start < proof.span.end and proof.span.start < each.span.end
    }
    return spoken.pop() if len(spoken) == 1 else "author"


def answers(draft: Draft) -> Iterator[Answer]:
    """The answer of a draft, where it states anything."""
    if len(draft):
        yield draft.answer()
