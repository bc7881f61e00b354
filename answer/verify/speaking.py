"""Who a sentence says it is that speaks: the passage's speaker, or one whom the proof itself has speak or act."""

import re
from collections.abc import Iterator
from typing import Final

from answer.text.lexicon import lexicon
from answer.text.quotes import tokens
from answer.verify.closely.subjects import actors
from answer.verify.ground import Ground, folded
from answer.verify.sentence import Sentence
from ingest.names.speakers import canonical_speaker, find_speakers
from language.stems import stemmer

_NEAR: Final = 6  # words behind a subject within which a word of saying is its own
_SHORTEST_NAME: Final = 3  # letters of a person's name that tell him


def find_fault_in_speakers(sentence: Sentence, ground: Ground) -> str | None:
    """Why somebody speaks or acts in a sentence who does not in its proofs; None where nobody does."""
    own = ground.speakers | ground.organs
    for name in _subjects(sentence):
        if name in own:
            continue
        told = [
            proof
            for proof in ground.proofs
            if proof.language == sentence.language and _names(proof.words, name)
        ]
        if told and not any(_acts(proof.words, proof.language, name) for proof in told):
            return f"in the proof “{name}” neither speaks nor acts"
    return None


def unnamed_speakers(sentence: Sentence, ground: Ground) -> tuple[str, ...]:
    """The speakers of the passages whom a sentence does not name."""
    return tuple(
        sorted(name for name in ground.speakers if name not in sentence.names and not _called(name, sentence))
    )


def _called(name: str, sentence: Sentence) -> bool:
    """Whether a sentence names a person, or anybody no list knows, by a word of the name."""
    if find_speakers(name) and canonical_speaker(name) == name:
        return False
    words = {folded(word) for word in re.findall(r"\w+", sentence.text)}
    return any(folded(word) in words for word in re.findall(r"\w+", name) if len(word) >= _SHORTEST_NAME)


def _subjects(sentence: Sentence) -> Iterator[str]:
    """Whom the sentence has speak: the subject of a word of saying, or whom it names as its source."""
    said, stem = lexicon(sentence.language).say, stemmer(sentence.language)
    verbs = said | {stem(word) for word in said}
    for actor in actors(sentence.text, sentence.language):
        behind = [token.folded.lower() for token in tokens(sentence.text[actor.span.end :])[:_NEAR]]
        says = any(word in verbs or stem(word) in verbs for word in behind)
        if actor.role == "agent" or (actor.role == "subject" and says):
            yield from actor.speakers


def _names(text: str, name: str) -> bool:
    return any(mention.speaker == name for mention in find_speakers(text))


def _acts(text: str, language: str, name: str) -> bool:
    return any(name in actor.speakers and actor.role != "other" for actor in actors(text, language))
