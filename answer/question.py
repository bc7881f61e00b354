"""Reading the question: what it asks, of whom, about which document, and in which language."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from answer.kinds import Kind, kind_of
from answer.model import Turn
from cite.references import paragraph_numbers
from ingest.known_texts import find_known_texts
from ingest.language import question_language
from ingest.speakers import find_speakers
from ingest.symbols import SymbolMatch, find_symbols

LONGEST_QUESTION = 2000

_CONNECTOR = re.compile(
    r"^(?:and|but|also|so|what about|how about|and what about|why|why not|same for|"
    r"et|mais|pourquoi|qu['’]en est-il|y|pero|por qué|¿?y|и|а|но|почему|那|那么|为什么|و|لماذا)"
    r"(?:\b|(?=[\u4e00-\u9fff\u0600-\u06ff]))",
    re.IGNORECASE,
)
_PRONOUN = re.compile(
    r"\b(?:it|they|them|he|she|him|his|her|their|its author)\b"
    r"|\b(?:this|that|these|those|the same|the (?:first|second|third|last|other)) "
    r"(?:one|document|resolution|report|paper|group|paragraph|convention|meeting|letter|statement|position)s?\b",
    re.IGNORECASE,
)
_SAYS = re.compile(
    r"\b(?i:what|how|why) (?i:did|does|do|has|have) "
    r"(?P<name>(?:[A-ZÀ-Ý][\w’'-]+)(?:\s(?:of|the|and|[A-ZÀ-Ý][\w’'-]+))*) "
    r"(?i:say|said|think|state|argue|propose|suggest|comment|want|oppose|support|call for|critici[sz]e)\b"
)
# A text named as the place to look in ("according to the Global Digital Compact"), not as what one talks about.
_AS_SOURCE = re.compile(
    r"(?:\b(?:according to|in|of|under|by|from|selon|dans|de|du|d’après|según|en|del|согласно|в|по)|根据|在|حسب|وفق|في)"
    r"\s*(?:the|le|la|el|this)?\s*$",
    re.IGNORECASE,
)
_PRONOUN_LIMIT = 12  # words; a longer question says what it means


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A question that stands alone.

    Attributes:
        asked: The user's words.
        text: The words with what the conversation adds; equal to ``asked`` when nothing was added.
        language: BCP 47 code of the question.
        kind: What sort of question it is.
        speakers: The States, organisations and persons it names, as the register spells them.
        symbols: The documents it names.
        paragraphs: The paragraphs it names, as ``Passage.paragraph`` spells them.
    """

    asked: str
    text: str
    language: str
    kind: Kind
    speakers: tuple[str, ...] = ()
    symbols: tuple[str, ...] = ()
    paragraphs: tuple[str, ...] = ()

    @property
    def stranger(self) -> str | None:
        """A name whose words are asked for and that is no known speaker's, nor a document's."""
        match = None if self.speakers or self.symbols else _SAYS.search(self.text)
        return match["name"] if match else None


def understand(asked: str, history: Sequence[Turn] = ()) -> Question:
    """Read a question in its conversation.

    Args:
        asked: The user's words; only the first 2,000 characters count.
        history: Earlier turns, oldest first.
    """
    asked = " ".join(asked[:LONGEST_QUESTION].split())
    text = stand_alone(asked, history)
    speakers = tuple(dict.fromkeys(mention.speaker for mention in find_speakers(text)))
    symbols = tuple(dict.fromkeys(match.symbol for match in named_documents(text)))
    paragraphs = paragraph_numbers(text)
    language = question_language(asked)
    has_paragraph = bool(symbols and paragraphs)
    kind = kind_of(without_sources(text), language, speakers=len(speakers), has_paragraph=has_paragraph)
    return Question(
        asked=asked,
        text=text,
        language=language,
        kind=kind,
        speakers=speakers,
        symbols=symbols,
        paragraphs=paragraphs,
    )


def named_documents(text: str) -> list[SymbolMatch]:
    """The documents a question asks for its answer, by symbol or by name, in order."""
    by_name = [match for match in find_known_texts(text) if _AS_SOURCE.search(text[: match.start])]
    return sorted([*find_symbols(text, bare=True), *by_name], key=lambda match: match.start)


def without_sources(text: str) -> str:
    """A question without "in the Global Digital Compact": where the answer stands is not what it says."""
    for match in reversed(find_known_texts(text)):
        source = _AS_SOURCE.search(text[: match.start])
        if source:
            text = f"{text[: source.start()].rstrip()}{text[match.end :]}"
    return text


def stand_alone(asked: str, history: Sequence[Turn]) -> str:
    """The question with what it takes over from the conversation.

    "and Russia?" after "What did China say about the public core?" becomes "What did Russia say about the
    public core?"; "what about paragraph 36?" keeps the document; other follow-ups are put behind the
    question they follow.
    """
    previous = ""
    for turn in history:
        previous = _rewrite(" ".join(turn.question[:LONGEST_QUESTION].split()), previous)
    return _rewrite(asked, previous)


def _rewrite(asked: str, previous: str) -> str:
    if not previous or not _follows(asked):
        return asked
    if paragraph_numbers(asked) and not find_symbols(asked, bare=True):
        named = [previous[match.start : match.end] for match in find_symbols(previous, bare=True)[:1]]
        return ", ".join([_bare(asked), *named]) + "?"
    if find_speakers(asked) and find_speakers(previous) and _names_only(asked):
        return _with_other_speakers(previous, asked)
    return f"{previous.rstrip('?？؟ .')}: {_bare(asked)}?"


def _follows(asked: str) -> bool:
    if _CONNECTOR.match(asked):
        return True
    own_subject = find_speakers(asked) or find_symbols(asked, bare=True)
    return bool(not own_subject and len(asked.split()) <= _PRONOUN_LIMIT and _PRONOUN.search(asked))


def _names_only(asked: str) -> bool:
    rest = _CONNECTOR.sub("", asked)
    for mention in reversed(find_speakers(rest)):
        rest = rest[: mention.start] + rest[mention.end :]
    words = re.findall(r"\w+", rest)
    return len([word for word in words if word.lower() not in {"and", "the", "about", "what", "of"}]) <= 1


def _with_other_speakers(previous: str, asked: str) -> str:
    names = [asked[mention.start : mention.end] for mention in find_speakers(asked)]
    mentions = find_speakers(previous)
    first, last = mentions[0], mentions[-1]
    return previous[: first.start] + " and ".join(names) + previous[last.end :]


def _bare(asked: str) -> str:
    return _CONNECTOR.sub("", asked).strip(" ,?？؟.") or asked.strip("?")
