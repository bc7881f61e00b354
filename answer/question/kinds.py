"""What sort of question it is, from its own words, in the six UN languages.

The patterns are grammar, not tuning: each row is how a language asks for that thing. The first row that
matches wins, so the narrow ones stand first.
"""

import re
from typing import Literal

Kind = Literal[
    "paragraph",
    "comparison",
    "position",
    "who",
    "date",
    "number",
    "person",
    "definition",
    "list",
    "yesno",
    "summary",
    "fact",
]

_STANCE = (
    r"(?:say|says|said|state[sd]?|argue[sd]?|think|thinks|propose[sd]?|suggest(?:s|ed)?|support(?:s|ed)?|"
    r"oppose[sd]?|reject(?:s|ed)?|object(?:s|ed)?|back(?:s|ed)?|call(?:s|ed)? for|want(?:s|ed)?|"
    r"criticis\w+|criticiz\w+|comment(?:s|ed)?|mention(?:s|ed)?|warn(?:s|ed)?|regret(?:s|ted)?|"
    r"welcome[sd]?|agree[sd]?|disagree[sd]?|express(?:es|ed)?|spoke|speak|ask(?:s|ed)?|urge[sd]?|diss?associat\w+|"
    r"disassociat\w+|abstain(?:s|ed)?|complain(?:s|ed)?|denounce[sd]?|condemn(?:s|ed)?|insist(?:s|ed)?|stress(?:es|ed)?|"
    r"emphasi[sz]e[sd]?|vote[sd]?|co-?sponsor(?:s|ed)?|demand(?:s|ed)?|doubt(?:s|ed)?|deplore[sd]?|describe[sd]?)"
)

_ROWS: dict[str, list[tuple[Kind, str]]] = {
    "en": [
        ("comparison", r"\b(?:compare|comparison|differ(?:s|ed|ences?|ent)?|versus|vs\.?|in common)\b"),
        ("summary", r"\b(?:summari[sz]e|summary|sums? up|summing up|overview|main points|key points|gist|tl;?dr)\b"),
        ("date", r"\b(?:when|what (?:date|year|day|month)|what(?: is|'s) the date|(?:in|on|by|since) (?:which|what) (?:date|year|day|month)|which year)\b"),
        ("number", r"\bhow (?:many|much|often|long|large|big|fast|high|far)\b|\bwhat (?:does|did|do|will|would) .{1,60}\bcost(?=,|\W*$)"
                   r"|\b(?:what|which) (?:number|share|percentage|proportion|amount|percent|figure|sum|rate)\b"),
        ("who", rf"\bwho(?: all| else)?\b(?! (?:spoke|speaks) (?:for|on behalf)).{{0,30}}\b{_STANCE}\b|\b(?:which|what) (?:(?:other|two|three|four|five|\w+an) )?(?:states?|countries|country|delegations?|"
                r"governments?|members?|organi[sz]ations?|ngos?|companies|groups?|stakeholders?|speakers?)\b"),
        ("person", r"\bwho\b|\bwhose\b|\bby whom\b|\bwhat is the name of the (?:chair|ambassador|president|author)"
                   r"|\b(?:which|what) (?:\w+ )?(?:minister|president|ambassador|diplomat|official|person|author|envoy|scholar)\b"),
        ("list", r"^(?:please )?(?:list|enumerate|name)\b|\bwhat are the (?:\w+ )?(?:\w+s)\b|\bwhich (?:\w+ )?\w+s (?:are|were|did|do|have)\b"),
        ("definition", r"\b(?:stands? for|meaning of|define|defined|definition|what does .{1,60} mean|acronym|abbreviation)\b"
                       r"|^(?:what(?:'s| is| are)|explain)(?: an?| the)? (?:[\w\-/.()’'“”\"]+ ?){1,5}\??$"),
        ("yesno", r"^(?:is|are|was|were|did|does|do|has|have|had|can|could|should|will|would|must)\b"),
    ],
    "fr": [
        ("comparison", r"\b(?:comparer?|comparez|différences?|par rapport à)\b"),
        ("summary", r"\b(?:résum\w+|synthèse|points? principaux)\b"),
        ("date", r"\b(?:quand|à quelle date|en quelle année|quelle (?:date|année))\b"),
        ("number", r"\bcombien\b|\bquel(?:le)? (?:nombre|pourcentage|part|proportion|montant)\b"),
        ("who", r"\bquels? (?:états?|pays|délégations?|organisations?)\b|\bqui\b.{0,30}\b(?:dit|soutien\w+|propos\w+|oppos\w+|demand\w+)"),
        ("person", r"\bqui\b"),
        ("list", r"\bquel(?:le)?s sont\b|\b(?:énumér\w+|liste[rz]?)\b"),
        ("definition", r"\b(?:que signifie|définition|définir|sigle)\b|^qu['’]est-ce qu"),
        ("yesno", r"^est-ce qu"),
    ],
    "es": [
        ("comparison", r"\b(?:compar[ae]\w*|diferencias?)\b"),
        ("summary", r"\b(?:resum\w+|síntesis)\b"),
        ("date", r"\b(?:cuándo|en qué (?:año|fecha)|qué (?:año|fecha))\b"),
        ("number", r"\bcuánt[oa]s?\b|\bqué (?:porcentaje|número|proporción|cantidad)\b"),
        ("who", r"\bqué (?:estados?|países|delegaciones|organizaciones)\b|\bquién(?:es)?\b.{0,30}\b(?:dij\w+|apoy\w+|propus\w+|opus\w+)"),
        ("person", r"\bquién(?:es)?\b"),
        ("list", r"\b(?:cuáles son|enumer\w+|lista)\b"),
        ("definition", r"\b(?:qué significa|definición|siglas?)\b|^¿?qué (?:es|son)\b"),
    ],
    "ru": [
        ("comparison", r"(?:сравн\w+|различи\w+|отлича\w+)"),
        ("summary", r"(?:резюм\w+|обобщ\w+|краткое содержание)"),
        ("date", r"\b(?:когда|в каком году|какого числа)\b"),
        ("number", r"\bсколько\b|\bкак(?:ой процент|ая доля|ое число|ое количество)\b|\bкак проголосовали\b"),
        ("who", r"\bкакие (?:государства|страны|делегации|организации)\b|\bкто\b.{0,30}(?:сказал|поддерж|предлож|выступ)"),
        ("person", r"\bкто\b|\bкем\b"),
        ("list", r"\b(?:перечисл\w+|каковы|какие)\b"),
        ("definition", r"\b(?:что такое|что означает|определени\w+|расшифров\w+)\b"),
    ],
    "zh": [
        ("comparison", r"比较|区别|不同"),
        ("summary", r"总结|概述|摘要"),
        ("date", r"什么时候|何时|哪一?年|哪天|日期"),
        ("number", r"多少|几个|几次|几届"),
        ("who", r"哪些(?:国家|代表团|组织)|谁(?:说|支持|反对|提出)"),
        ("person", r"谁"),
        ("list", r"哪些|列出|列举"),
        ("definition", r"什么是|是什么(?:意思)?|定义"),
        ("yesno", r"吗[？?]?$|是否"),
    ],
    "ar": [
        ("comparison", r"قارن|مقارنة|الفرق"),
        ("summary", r"لخص|ملخص|موجز"),
        ("date", r"متى|في أي (?:عام|سنة|تاريخ)"),
        ("number", r"\bكم\b|ما عدد"),
        ("who", r"(?:أي|ما هي) الدول|من (?:قال|أيد|عارض|اقترح)"),
        ("person", r"^من\b"),
        ("list", r"اذكر|عدد|ما هي"),
        ("definition", r"ما (?:معنى|تعريف|المقصود)|^ما هو"),
        ("yesno", r"^هل\b"),
    ],
}  # fmt: skip

_COMPILED = {
    language: [(kind, re.compile(pattern, re.IGNORECASE)) for kind, pattern in rows]
    for language, rows in _ROWS.items()
}
_SAID = {
    "en": re.compile(rf"\b{_STANCE}\b|\b(?:position|view|stance|comments?|submission|statement|remarks?)\b", re.IGNORECASE),
    "fr": re.compile(r"\b(?:dit|dire|déclar\w+|propos\w+|soutien\w+|position|avis|demand\w+)\b", re.IGNORECASE),
    "es": re.compile(r"\b(?:dij\w+|dice|declar\w+|propus\w+|apoy\w+|posición|opin\w+)\b", re.IGNORECASE),
    "ru": re.compile(r"(?:сказал|заявил|говорит|предлож|поддерж|позици|мнени)", re.IGNORECASE),
    "zh": re.compile(r"怎么看|说|表示|立场|提出|支持|反对|看法|意见"),
    "ar": re.compile(r"قال|صرح|موقف|اقترح|رأي|أيد"),
}  # fmt: skip

_WORDED: frozenset[Kind] = frozenset({"date", "number", "who", "person"})

# "Israel on new instruments": a name and a topic, as one types into a search box.
_KEYWORDS = re.compile(
    r"(?!(?:what|how|which|why|where|is|are)\b)[\w .'’()-]{2,40}\s(?:on|about|regarding|sur|sobre)\s",
    re.IGNORECASE,
)


def kind_of(question: str, language: str, *, speakers: int, has_paragraph: bool) -> Kind:
    """The kind of a question.

    Args:
        question: The stand-alone question.
        language: Its language; one without patterns of its own is read with the English ones.
        speakers: How many speakers it names.
        has_paragraph: Whether it names a document and a paragraph of it.
    """
    text = question.strip().lstrip("¿¡\"'“«( ")
    if has_paragraph:
        return "paragraph"
    found = _first_asked(text, language)
    if speakers and _asks_what_was_said(text, language, found, speakers):
        return "comparison" if speakers > 1 or found == "comparison" else "position"
    return "fact" if found == "comparison" and speakers == 0 and len(text.split()) < 3 else found


def _first_asked(text: str, language: str) -> Kind:
    """The first row that fits; of "when", "how many" and "who" the one asked first ("how many had … when …")."""
    fitting = [(kind, match.start()) for kind, row in _rows(language) if (match := row.search(text))]
    if fitting and fitting[0][0] in _WORDED:
        asked = [item for item in fitting if item[0] in _WORDED]
        return min(asked, key=lambda item: item[1])[0]
    return fitting[0][0] if fitting else "fact"


def _asks_what_was_said(text: str, language: str, found: Kind, speakers: int) -> bool:
    said = _SAID.get(language, _SAID["en"]).search(text)
    if found in ("date", "number", "person", "who", "summary"):
        return False
    return bool(said or _KEYWORDS.match(text)) or (found == "comparison" and speakers > 1)


def _rows(language: str) -> list[tuple[Kind, re.Pattern[str]]]:
    own = _COMPILED.get(language, [])
    return own if language == "en" else own + _COMPILED["en"]
