"""Follow-ups: what a question takes over from the conversation before it."""

import re
from collections.abc import Sequence
from typing import Final

from answer.model import Turn
from answer.question.chinese_numbers import in_digits
from answer.text.quotes import quoted_spans
from cite import references
from cite.references import paragraph_numbers
from ingest.names.speakers import find_speakers
from ingest.names.symbols import find_symbols
from language.numbers import ordinal_words

LONGEST_QUESTION: Final = 2000  # characters that count
ANSWER_WORDS: Final = 25  # of the answer before that a follow-up is searched with

_MORE: Final = re.compile(
    r"^¿?(?:(?:and )?(?:more|tell me more|say more|go on|continue|anything else|what else|else)|(?:et )?(?:plus|autre chose|davantage|quoi d[’']autre)|"
    r"(?:y )?(?:más|algo más|qué más)|(?:а )?(?:ещё|еще|что ещё|что еще|подробнее|дальше)|更多|还有(?:呢|吗)?|继续|المزيد|وماذا أيضا|ماذا أيضا)\W*$",
    re.IGNORECASE,
)
_SOURCE: Final = re.compile(
    r"^(?:and )?(?:who|which (?:country|state|delegation|document|body)) (?:said|says|wrote|writes|stated|claims?) (?:that|this|it|so)\W*$"
    r"|^(?:where (?:is|was|does) (?:that|this|it) (?:from|said|written|stand|come from))\W*$|^(?:says|said) who\W*$"
    r"|^qui (?:a dit|dit) (?:ça|cela)\W*$|^qui l[’']a dit\W*$|^¿?quién (?:lo )?dijo(?: eso)?\W*$|^кто это (?:сказал|говорил)\w*\W*$|^(?:这是)?谁说的\W*$|^من قال (?:ذلك|هذا)\W*$",
    re.IGNORECASE,
)
_MARKS: Final = re.compile(r"\[\d+\]|[*_>#|“”«»\\]|^\s*-\s", re.MULTILINE)
_ESCAPED: Final = re.compile(r"\\([!-/:-@\[-`{-~])")
_CONNECTOR = re.compile(
    r"^(?:and|but|also|so|then|what about|how about|and what about|same for|et|mais|qu['’]en est-il|¿?y|pero|и|а|но|那|那么|و)"
    r"(?:\b|(?=[\u4e00-\u9fff\u0600-\u06ff]))",
    re.IGNORECASE,
)
_PRONOUN = re.compile(
    r"\b(?:it|they|them|he|she|him|his|her|their|its author)\b"
    r"|\b(?:this|that|these|those|the same|the (?:first|second|third|last|other)) "
    r"(?:one|document|resolution|report|paper|group|paragraph|convention|meeting|letter|statement|position)s?\b",
    re.IGNORECASE,
)
_PRONOUN_LIMIT = 12  # words; a longer question says what it means
_ELLIPTIC = re.compile(
    r"^(?:and|but|also|so|what about|how about)\s+(?:the\s)?(?:para(?:graph)?s?|articles?|second|third|first|other)\b"
    r"|^(?:please\s)?compare (?:the two|them|both|these)\W*$"
    r"|^(?:what|why|when|how) (?:did|does|do|was|is|has|had) (?:he|she|it|they)\b(?:\W+\w+){0,4}\W*$"
    r"|^(?:and\s)?(?:why|when|who|where|how)(?:\snot|\sso)?\W*$"
    r"|^¿?(?:pourquoi|por qué|почему|为什么|لماذا)(?:\s(?:pas|non|no|нет))?\W*$",
    re.IGNORECASE,
)
_SMALL = frozenset(
    "and the about what how of in on for et le la les que qu en est il de du des y el los las qué del sobre "
    "и а в на что о об ماذا عن في و 那 呢 在".split()
)
_OF_DOCUMENTS = frozenset("resolution draft decision document report amendment résolution resolución".split())
_ORDINAL = re.compile(
    r"\b(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|last|\d{1,2}(?:st|nd|rd|th))\b",
    re.IGNORECASE,
)
_NTH = tuple("|".join(ordinal_words(number)) for number in range(1, 6))
_ITEM_ASKED = re.compile(
    rf"^(?:and|what about|what is|what was|what's|which is|et|y|и|а|那|那么)?[\s,]*(?:(?:the|le|la|el|with the)\s+)?(?P<nth>{'|'.join(_NTH)})"
    r"(?:\s(?:one|item|point|principle|objective|reason|recommendation|measure|of (?:them|these|those))|[个项条点])?(?:呢)?\W*$",
    re.IGNORECASE,
)
_ONE_YEAR = re.compile(r"(?<![\d/–-])(?:19[4-9]|20[0-4])\d(?![\d/–-])")


def stand_alone(asked: str, history: Sequence[Turn], *, follows: bool = False) -> str:
    """The question with what it takes over from the conversation.

    "and Russia?" after "What did China say about the public core?" becomes "What did Russia say about the
    public core?"; "what about paragraph 36?" keeps the document; other follow-ups are put behind the
    question they follow.

    Args:
        asked: The user's words.
        history: Earlier turns, oldest first.
        follows: Whether it is a follow-up even if its words do not say so.
    """
    previous = ""
    for turn in history:
        previous = _rewrite(" ".join(turn.question[:LONGEST_QUESTION].split()), previous)
    return _rewrite(asked, previous, follows=follows)


def told_before(asked: str, text: str, history: Sequence[Turn]) -> str:
    """What the answer before began with, where a question was put behind the one it follows; else nothing.

    What a follow-up is about is often in that answer: "Which institute may be merged? — UNIDIR. And what must be
    kept safe then?"

    Args:
        asked: The user's words.
        text: The same standing alone, as ``stand_alone`` gives it.
        history: Earlier turns, oldest first.
    """
    if not history or not text.endswith(f": {_bare(asked)}?"):
        return ""
    return " ".join(_MARKS.sub(" ", history[-1].answer).split()[:ANSWER_WORDS])


def _rewrite(asked: str, previous: str, *, follows: bool = False) -> str:
    if not previous or not (follows or _follows(asked)):
        return asked
    if asks_more(asked) or asks_source(asked):
        return previous
    if item_asked(asked) and not _ORDINAL.search(previous):
        return previous
    other = (
        _with_other_number(previous, asked)
        or _with_other_count(previous, asked)
        or _with_other_symbol(previous, asked)
    )
    if other:
        return other
    if paragraph_numbers(asked) and not find_symbols(asked, bare=True):
        named = [previous[match.start : match.end] for match in find_symbols(previous, bare=True)[:1]]
        return ", ".join([_bare(asked), *named]) + "?"
    if find_speakers(asked) and find_speakers(previous) and _names_only(asked):
        return _with_other_speakers(previous, asked)
    return f"{previous.rstrip('?？؟ .')}: {_bare(asked)}?"


def item_asked(asked: str) -> int:
    """Which item of a list a follow-up asks for: 2 for "and the second one?"; 0 where it asks for none."""
    match = _ITEM_ASKED.match(asked)
    if match is None:
        return 0
    return next(number for number, words in enumerate(_NTH, 1) if match["nth"].casefold() in words.split("|"))


def _with_other_number(previous: str, asked: str) -> str:
    """The previous question about an article or paragraph of a text without a symbol, with the new number."""
    previous, asked = (in_digits(text) for text in (previous, asked))
    before, now = references.mentions(previous), references.mentions(asked)
    if len(before) != 1 or len(now) != 1 or find_symbols(f"{previous} {asked}", bare=True):
        return ""
    return previous[: before[0].start] + asked[now[0].start : now[0].end] + previous[before[0].end :]


def _with_other_count(previous: str, asked: str) -> str:
    """The previous question with another ordinal or year, where the follow-up names nothing else."""
    for pattern in (_ORDINAL, _ONE_YEAR):
        before, now = pattern.findall(previous), pattern.findall(asked)
        rest = pattern.sub(" ", _CONNECTOR.sub("", asked)).casefold()
        others = [
            word
            for word in re.findall(r"\w+", rest)
            if word not in _SMALL and word not in previous.casefold()
        ]
        if len(before) == len(now) == 1 and not others:
            return pattern.sub(now[0], previous, count=1)
    return ""


def _with_other_symbol(previous: str, asked: str) -> str:
    """The previous question about one document with another in its place ("and A/79/L.75?")."""
    before, now = find_symbols(previous, bare=True), find_symbols(asked.rstrip(" .?!"), bare=True)
    if len(before) != 1 or len(now) != 1:
        return ""
    rest = _CONNECTOR.sub("", asked[: now[0].start]) + asked[now[0].end :]
    others = [word for word in re.findall(r"\w+", rest.casefold()) if word not in _SMALL | _OF_DOCUMENTS]
    return "" if others else previous[: before[0].start] + now[0].symbol + previous[before[0].end :]


def _follows(asked: str) -> bool:
    if asks_more(asked) or asks_source(asked):
        return True
    if _CONNECTOR.match(asked) or _ELLIPTIC.search(asked) or item_asked(asked):
        return True
    own_subject = find_speakers(asked) or find_symbols(asked, bare=True)
    return bool(not own_subject and len(asked.split()) <= _PRONOUN_LIMIT and _PRONOUN.search(asked))


def _names_only(asked: str) -> bool:
    rest = _CONNECTOR.sub("", asked)
    for mention in reversed(find_speakers(rest)):
        rest = rest[: mention.start] + rest[mention.end :]
    return len([word for word in re.findall(r"\w+", rest) if word.lower() not in _SMALL]) <= 1


def _with_other_speakers(previous: str, asked: str) -> str:
    names = [asked[mention.start : mention.end] for mention in find_speakers(asked)]
    mentions = find_speakers(previous)
    first, last = mentions[0], mentions[-1]
    return previous[: first.start] + " and ".join(names) + previous[last.end :]


def _bare(asked: str) -> str:
    return _CONNECTOR.sub("", asked).strip(" ,?？؟.") or asked.strip("?")


def elliptic(asked: str) -> bool:
    """Whether a question says nothing without the one before it: "compare the two", "and paragraph 3?"."""
    return bool(_ELLIPTIC.search(asked)) or asks_more(asked) or asks_source(asked)


def asks_more(asked: str) -> bool:
    """Whether nothing is asked but more of the same: "more?", "what else?"."""
    return _MORE.match(asked) is not None


def asks_source(asked: str) -> bool:
    """Whether it is asked who said what the answer before quotes: "who said that?"."""
    return _SOURCE.match(asked) is not None


def shown(history: Sequence[Turn]) -> tuple[str, ...]:
    """The quotations of the answer before, in order; of all answers, where the turns before asked for more of it."""
    found: list[str] = []
    for turn in reversed(history):
        text = _ESCAPED.sub(r"\1", turn.answer)
        found = [*(span.of(text) for span in quoted_spans(text)), *found]
        if not asks_more(turn.question.strip()):
            break
    return tuple(found)
