"""What no sentence passes by: its numbers, dates, symbols, names and units stand in its proofs or their heads."""

import re
from collections.abc import Callable, Iterator, Sequence
from typing import Final

from answer.text.lexicon import lexicon
from answer.text.quotes import tokens
from answer.verify.days import dated
from answer.verify.figures import Figure
from answer.verify.ground import Ground, blanked, folded
from answer.verify.named import capitals, names_document
from answer.verify.sentence import Sentence
from ingest.names.known_texts import find_known_texts
from ingest.structure.sentences import Span
from language.overrides import overrides
from language.pack import UN_LANGUAGES
from language.stems import stemmer

_DISGUISED: Final = re.compile(
    "[\u00ad\u200b-\u200d\u202a-\u202e\u2060\u2066-\u2069\ufeff]|[A-Za-z](?=[\u0370-\u052f])|[\u0370-\u052f](?=[A-Za-z])"
)
_LETTERS_OF_A_PEOPLE: Final = 5  # by which "Libyan" is known for Libya's
FEWEST: Final = 3  # words of a sentence; "19 States" is no statement

_INERT: Final = re.compile(
    r"https?:\S+|\bwww\.\S+|\S+@\S+|</?[A-Za-z!][^>]*>?|\]\s?\([^)]*\)?|`+|\$(?!\s?\d)|\\[A-Za-z(\[{]"
    r"|\b[\w-]+\.(?:com|org|net|int|io|info)\b"
)
_INSTRUCTION: Final = re.compile(
    r"\bsystem prompt\b|\byou are (?:now|an? (?:ai|assistant|language model))\b"
    r"|\b(?:as|i am) an? (?:ai|language model)\b|<\|?(?:im_start|system|assistant)\b"
    r"|(?:^|[.!?\n]\s*)(?:system|assistant|user)\s?[:,]",
    re.IGNORECASE,
)
_NAME_WITH_NUMBER: Final = re.compile(r"\b[A-Z][\w-]+ \d{1,3}(?![\w/,.]\d|\d)")
_LATIN: Final = re.compile(r"[A-Za-z][A-Za-z.-]+[A-Za-z]|[A-Z]{2,}")
_WITHOUT_LATIN: Final = frozenset({"ar", "ru", "zh"})


def find_fault(sentence: Sentence, ground: Ground) -> str | None:
    """Why a sentence does not stand on its proofs by the letter; None where it does."""
    for check in _CHECKS:
        fault = check(sentence, ground)
        if fault:
            return fault
    return None


def gives_orders(text: str) -> bool:
    """Whether words give instructions to a program."""
    return bool(overrides(text) or _INSTRUCTION.search(text))


def _instruction(sentence: Sentence, ground: Ground) -> str | None:
    if any(gives_orders(text) for text in (sentence.text, *(proof.words for proof in ground.proofs))):
        return "it comes from words that give instructions to a program"
    return None


def _disguised(sentence: Sentence, ground: Ground) -> str | None:
    """Letters of two scripts in one word, and signs nobody sees: they hide one word in another."""
    words = " ".join(text for text, _ in ground.texts)
    odd = next((m[0] for m in _DISGUISED.finditer(sentence.text) if m[0] not in words), None)
    return "it has letters that are not what they seem" if odd else None


def _too_little(sentence: Sentence, _: Ground) -> str | None:
    rest = blanked(sentence.text, [span for _, span in sentence.symbols])
    words = [token for token in tokens(rest) if token.folded[0].isalpha()]
    return "it says too little to be checked" if len(words) < FEWEST else None


def _markup(sentence: Sentence, ground: Ground) -> str | None:
    words = " ".join(text for text, _ in ground.texts)
    odd = next((match[0] for match in _INERT.finditer(sentence.text) if match[0] not in words), None)
    return f"“{odd}” is not in the proof" if odd else None


def _symbols(sentence: Sentence, ground: Ground) -> str | None:
    for symbol, span in sentence.symbols:
        if not any(names_document(symbol, span.of(sentence.text), other) for other in ground.symbols):
            return f"the document “{span.of(sentence.text)}” is neither the passage’s nor named in the proof"
    return None


def _dates(sentence: Sentence, ground: Ground) -> str | None:
    for day in sentence.days:
        if not dated(day, ground.days, ground.years):
            return f"the date “{day.span.of(sentence.text)}” is not in the proof"
    return None


def _numbers(sentence: Sentence, ground: Ground) -> str | None:
    for figure in sentence.figures:
        said = figure.span.of(sentence.text)
        if _ends_a_name(figure, sentence, ground):
            continue
        if not figure.values & ground.values:
            return f"the number “{said}” is not in the proof"
        if not figure.unit or (figure.unit == "duration-year" and ground.years & _whole(figure)):
            continue
        there = {other.unit for other in ground.figures if other.values & figure.values}
        if figure.unit not in ground.units or (figure.unit not in there and "" not in there and there):
            return f"“{said}” counts something else in the proof"
    return None


def _ends_a_name(figure: Figure, sentence: Sentence, ground: Ground) -> bool:
    names = [
        match[0] for match in _NAME_WITH_NUMBER.finditer(sentence.text) if match.end() == figure.span.end
    ]
    return any(name in text for name in names for text, _ in ground.named)


def _whole(figure: Figure) -> frozenset[int]:
    return frozenset(int(value) for value in figure.values if value == int(value))


def missing_names(sentence: Sentence, ground: Ground) -> Iterator[str]:
    """The names of a sentence that stand in no proof and no head."""
    for name, span in sentence.names.items():
        people = name.split()[0].casefold()[:_LETTERS_OF_A_PEOPLE] in ground.peoples
        if name not in ground.names and not people and not _is_word_of(span.of(sentence.text), ground):
            yield _bare(span.of(sentence.text)) or name
    yield from _capitals(sentence, ground)
    yield from _first_speaker(sentence, ground)
    yield from _numbered(sentence, ground)


def _names(sentence: Sentence, ground: Ground) -> str | None:
    missing = next(missing_names(sentence, ground), None)
    return f"“{missing}” is not in the proof" if missing else None


def _numbered(sentence: Sentence, ground: Ground) -> Iterator[str]:
    """Names that end with a number: "Group 4"."""
    for match in _NAME_WITH_NUMBER.finditer(sentence.text):
        if not any(match[0] in text for text, _ in ground.named) and _undated_number(match, sentence):
            yield match[0]


def _undated_number(match: re.Match[str], sentence: Sentence) -> bool:
    return any(match.start() < each.span.end <= match.end() for each in sentence.figures)


def _capitals(sentence: Sentence, ground: Ground) -> Iterator[str]:
    """Names that no list knows: letter for letter where sentence and proof are of one language."""
    if sentence.language not in ground.languages:
        return
    known = [
        *sentence.names.values(),
        *(span for _, span in sentence.symbols),
        *(day.span for day in sentence.days),
    ]
    known += [
        Span(match.start, match.end)
        for match in find_known_texts(sentence.text)
        if match.symbol in ground.symbols
    ]
    plain = lexicon(sentence.language).titles
    for word, span in capitals(sentence.text):
        inside = any(each.start < span.end and span.start < each.end for each in known)
        if (
            inside
            or _is_word_of(word, ground)
            or folded(stemmer(sentence.language)(_bare(word).lower())) in plain
        ):
            continue
        yield _bare(word)


def _first_speaker(sentence: Sentence, ground: Ground) -> Iterator[str]:
    """Whoever begins a sentence and speaks in it: "Smith said …"; other first words have a capital in any case."""
    row = [token for token in tokens(sentence.text) if token.folded[0].isalpha()][:2]
    if sentence.language not in ground.languages or len(row) < 2 or not row[0].folded[0].isupper():
        return
    classes, first = lexicon(sentence.language), row[0].folded.lower()
    known = any(span.start <= row[0].start < span.end for span in sentence.names.values())
    common = folded(stemmer(sentence.language)(first)) in classes.titles
    common = common or first in classes.stop | classes.leaning | classes.frame
    says = row[1].folded.lower() in classes.say
    if says and not known and not common and not _is_word_of(row[0].folded, ground):
        yield row[0].folded


def _latin(sentence: Sentence, ground: Ground) -> str | None:
    """Names left in Latin letters in Arabic, Chinese or Russian are the passage's own."""
    if sentence.language not in _WITHOUT_LATIN:
        return None
    rest = blanked(sentence.text, [span for _, span in sentence.symbols])
    odd = next((match[0] for match in _LATIN.finditer(rest) if not _is_word_of(match[0], ground)), None)
    return f"“{odd}” is not in the proof" if odd else None


def _is_word_of(word: str, ground: Ground) -> bool:
    """Whether a name stands in the proofs or heads: as it is, without its ending, part by part, or as initials."""
    bare = _bare(word)
    if not bare:
        return False
    parts = [part for part in re.split(r"[\s/-]", bare) if part]
    return bare in ground.acronyms or all(_stands(part, ground) for part in parts) or _stands(bare, ground)


def _stands(word: str, ground: Ground) -> bool:
    lower = word.lower()
    forms = {folded(lower), *(folded(stemmer(language)(lower)) for language in UN_LANGUAGES)}
    return bool(forms & ground.words)


def _bare(word: str) -> str:
    return re.sub(r"^(?:[lLdDsS]['’]|[Qq]u['’]|[Tt]he\s)|['’]s?$", "", word)


_CHECKS: Final[Sequence[Callable[[Sentence, Ground], str | None]]] = (
    _instruction, _disguised, _too_little, _markup, _symbols, _dates, _numbers, _names, _latin,
)  # fmt: skip
