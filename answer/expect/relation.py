"""How a question relates what it asks for to its topic: what is missed, why, what is called for.

A passage on the topic has many sentences near the question; the one that answers carries the trace of the
relation ("regret", "because", "urge"). Each row is how the six languages ask for that and how they tell it.
"""

import re
from collections.abc import Callable, Sequence
from typing import Final, TypeVar

from answer.expect.stance import opposed

LEAST: Final = 0.15  # of the best probability; a sentence less likely is not about the topic

_Item = TypeVar("_Item")

_RELATIONS: Final = tuple(
    (re.compile(asked, re.IGNORECASE), re.compile(told, re.IGNORECASE))
    for asked, told in (
        (r"\b(?:miss(?:es|ed|ing)?|lack(?:s|ed|ing)?|regret\w*|disappoint\w*|deplor\w*|lament\w*|overlook\w*|left out|omit\w*|dissatisf\w+|unhappy)\b"
         r"|\bregrett\w+|\bdéçu\w*|\bmanqu\w+|\bdecepcion\w+|\bfalta\w*|сожал\w+|не хват\w+|разочаров\w+|遗憾|缺少|缺乏|失望|[يت]أسف|خيبة",
         r"\b(?:regret|disappoint|deplor|lament|overlook|omi(?:t|ssion)|missing|missed|lack|absen|delet|remov|eliminat|insufficient|inadequat|unfortunate|shortcoming)\w*"
         r"|\bfail(?:s|ed|ure)?\b|\bwould have (?:liked|preferred|been)\b|\bdoes not\b|\bnot (?:\w+ly )\w+|\bno (?:mention|reference)\b"
         r"|\bregrett\w+|\bdéçu\w*|\baurions souhaité\b|\bdecepcion\w+|\bsuprim\w+|сожал\w+|разочаров\w+|не (?:был|нашл|учтен)\w*|遗憾|未能|缺|[يت]أسف|حذف|قلق"),
        (r"^\W*(?:and |but )?why\b|\bfor what reasons?\b|\bwhat (?:is|was|were|are) the reasons?\b|\bpourquoi\b|\bpor qué\b|почему|为什么|为何|لماذا",
         r"\b(?:because|owing to|due to|therefore|thus|hence|accordingly|consequently|given (?:that|the)|in order to|so that|so as to|as a (?:result|consequence)|"
         r"in (?:the )?(?:light|view) of|for (?:that|this|these|those) reasons?|led (?:us|to)|on the grounds?|reasons?|rationale|that is why|which is why|since (?:it|they|we|the))\b"
         r"|\b(?:parce qu|puisqu|en raison|afin de|c[’']est pourquoi|porque|debido a|ya que|por (?:ello|eso|esta razón))|поскольку|потому|так как|в связи с|поэтому|因为|由于|因此|لأن|بسبب|نظرا|لذلك"),
        (r"\b(?:call(?:s|ed)? (?:for|on|upon)|ask(?:s|ed)? for|urge[sd]?|demand(?:s|ed)?|propos(?:es?|ed)|suggest(?:s|ed)?|recommend(?:s|ed)?|insist(?:s|ed)?)\b"
         r"|\bdemande|\bpropose|\bpide\b|\bpropone\b|призыва\w+|предлага\w+|требу[ею]т|呼吁|要求|建议|[يت]دعو|[يت]طالب|[يت]قترح",
         r"\b(?:call(?:s|ed|ing)?|urg(?:e[sd]?|ing)|request\w*|demand\w*|propos\w+|suggest\w*|recommend\w*|insist\w*|encourag\w+|appeal\w*|should|must|invit\w+|need(?:s|ed)? to|would (?:like|be))\b"
         r"|\bdemand\w+|\bpropos\w+|\bpid\w+|\bpropon\w+|\binst[ao]\w*|призыв\w*|предлага\w+|настоя\w+|требу\w+|необходимо|呼吁|要求|建议|敦促|[يتن]دعو|[يتن]طالب|[يتن]قترح"),
        (r"\bdescrib\w+|\bcharacteri[sz]\w+|\bhow (?:does|do|did) .{2,60} (?:see|view|regard|judge|assess|rate)\b",
         r"\b(?:is|are|was|were|remains?|represents?|constitutes?|marks?) (?:an?|the|not|truly|very|\w+ly)\b|\bconsiders?\b|\bregards? (?:it|this|the)\b"),
        (r"\bwhat (?:should|must|ought)\b|\b(?:doit|doivent|devrait|devraient)\b|\bdeben?\b|\bдолж\w+|应该|应当|يجب|ينبغي",
         r"\b(?:should|must|ought to|needs? to|ha(?:s|ve) to)\b|\bil (?:convient|faut)\b|\b(?:doit|doivent|devrai\w+)\b|\bdeb(?:e|en|ería\w*)\b|\bдолж\w+|необходимо|следует|应|须|يجب|ينبغي"),
    )
)  # fmt: skip

# What one does by saying so: who has not said it has not done it.
_DEEDS: Final = tuple(
    (re.compile(asked, re.IGNORECASE), re.compile(told, re.IGNORECASE))
    for asked, told in (
        (r"\bvot(?:ed|es?|ing) against\b|\ba voté contre\b|\bont voté contre\b|\bvot\w+ en contra\b|голосова\w+ против|投(?:了)?反对票",
         r"^Against:|\bvot(?:ed?|ing) against\b|\bnegative vote\b|\bvoté contre\b|\bvot\w+ en contra\b|голосова\w+ против|反对"),
        (r"\babst(?:ain|ention)\w*|\babsten\w+|\babstuv\w+|воздержа\w+|弃权", r"\babst(?:ain|ention)\w*|\babsten\w+|воздержа\w+|弃权"),
        (r"\bvot(?:ed|es?|ing) (?:for|in favour)\b", r"^In favour:|\bvot(?:ed?|ing) (?:for|in favour)\b"),
        (r"\bdis(?:as)?sociat\w+|\bse désolidaris\w+|\bse desvincul\w+|дистанцир", r"\bdis(?:as)?sociat\w+|\breserv\w+|désolidaris|desvincul|дистанцир"),
        (r"\bthank\w*|\bgratitude\b|\bgrateful\b|\bremerci|\bagradec|благодар|感谢|شكر", r"\bthank|\bgrat|\bappreciat|\backnowledg|\btribute|\bremerci|\bagradec|благодар|感谢|شكر"),
    )
)  # fmt: skip
# When something happened is told where it is said to happen.
_EVENTS: Final = tuple(
    (re.compile(asked, re.IGNORECASE), re.compile(told, re.IGNORECASE))
    for asked, told in (
        (r"\badopt(?:s|ed|ion)?\b|\badopté|\badopt[óa]|принят|принял|通过|اعتم", r"\badopt|\baprob|принят|принял|通过|اعتم"),
        (r"\blaunch\w*|\bgo(?:es)? live|\bwent live|запу[сщ]|启动|أُ?طلق", r"\blaunch|\blanc[ée]|запу[сщ]|启动|أُ?طلق"),
        (r"\b(?:found(?:ed)?|establish\w*|set up|created?)\b|\bcréé|\bfond[ée]|создан|основан|成立|设立|أُ?نشئ", r"\b(?:found|establish|set up|creat)|\bcréé|\bfond[ée]|создан|основан|成立|设立|أُ?نشئ"),
        (r"\b(?:held|take place|took place|convened?|meet|met)\b|состоял|举行|عُ?قد", r"\b(?:held|hold|took place|take place|convened?|hosted|met|meeting|from \d)|состоял|举行|عُ?قد"),
        (r"\bsign(?:ed)?\b|\bsigné|\bfirm[óa]|подпис|签署|وقع", r"\bsign|\bfirm|подпис|签署|وقع"),
        (r"\b(?:publish|issue)(?:ed|d)?\b|\bpublié|\bpublic[óa]|опубликов|发布|نشر", r"\b(?:publish|issue)|\bpubli|опубликов|发布|نشر"),
        (r"\b(?:end|expire|terminate|conclude|come to its end)[sd]?\b", r"\b(?:end|expir|terminat|conclu|until)"),
    )
)  # fmt: skip


def relates(asked: str, told: str, *, events: bool = False) -> bool | None:
    """Whether words carry the relation that a question asks for; None where it asks for none of those known.

    Args:
        asked: The question.
        told: The words.
        events: Whether it is what happened that relates ("when was it adopted"), rather than what is said.
    """
    rows = _EVENTS if events else (*_RELATIONS, *_DEEDS)
    wanted = [trace for pattern, trace in rows if pattern.search(asked)]
    if not wanted:
        return None
    return all(trace.search(told) for trace in wanted)


def asks_a_deed(asked: str) -> bool:
    """Whether a question asks who did what is done by saying so: to thank, to dissociate oneself."""
    return any(pattern.search(asked) for pattern, _ in _DEEDS)


def related_first(
    asked: str,
    items: Sequence[_Item],
    *,
    text: Callable[[_Item], str],
    score: Callable[[_Item], float],
    events: bool = False,
) -> list[_Item]:
    """The items, the likeliest that carries the question's relation, and its side, before the others.

    Args:
        asked: The question.
        items: What may answer, the likeliest first.
        text: The words of an item.
        score: Its probability.
        events: See ``relates``.
    """
    if not items or relates(asked, "", events=events) is None:
        return list(items)
    least = LEAST * score(items[0])
    for item in items:
        told = text(item)
        if score(item) >= least and relates(asked, told, events=events) and not opposed(asked, told):
            return [item, *(other for other in items if other is not item)]
    return list(items)
