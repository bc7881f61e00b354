"""Words that make a claim stronger, or turn it: what the sentence has of them, its proofs have too.

A negation, a duty, "all", "first", "because" that no proof has is the writer's own. Looked at only where sentence and proof
are of one language; what is left out, or stands in other words, is for the model of support to weigh.
"""

from collections.abc import Iterator
from typing import Final

from answer.text.lexicon import lexicon
from answer.text.quotes import tokens
from answer.verify.ground import Ground
from answer.verify.sentence import Sentence
from language.pack import pack
from language.stems import stemmer

_COMPARES: Final = frozenset({"against", "contre", "contra", "против", "ضد"})  # "48 per cent against 30"
_BORNE_BY: Final = {  # what of the proof's bears each kind of word in a sentence
    "not": frozenset({"not", "against", "few", "only", "less", "despite", "instead"}),
    "against": frozenset({"against", "not", "despite"}),
    "cause": frozenset({"cause"}),
    "must": frozenset({"must", "demand"}),
    "all": frozenset({"all"}),
    "most": frozenset({"most", "all"}),
    "atleast": frozenset({"atleast", "more"}),
    "if": frozenset({"if", "only"}),
    "first": frozenset({"first"}),
}


def find_stronger(sentence: Sentence, ground: Ground) -> str | None:
    """The word that makes a sentence another claim than its proofs; None where there is none."""
    if sentence.language not in ground.languages:
        return None
    there = {group for proof in ground.proofs for _, group in _operators(proof.words, proof.language)}
    for word, group in _operators(sentence.text, sentence.language):
        bearing = _BORNE_BY.get(group)
        if bearing and not bearing & there:
            return f"the proof has nothing of the strength of “{word}”"
    return None


def _operators(text: str, language: str) -> Iterator[tuple[str, str]]:
    known, stem = lexicon(language), stemmer(language)
    firsts = pack(language).ordinals.get(1, ())
    for token in tokens(text):
        word = token.folded.lower()
        prefix = next((group for begin, group in known.prefixes.items() if word.startswith(begin)), "")
        group = "not" if word.endswith("n't") else prefix or known.operators.get(stem(word), "")
        group = "first" if word in firsts else group
        if group and word not in known.plain and word not in _COMPARES:
            yield word, group
