"""What sort of thing a question asks for beyond dates, numbers and names, told by its own noun."""

import re
from typing import Final

from answer.expect.expected import candidates, month_named
from answer.question.question import Question
from answer.text.sentences import Span
from ingest.document import Document

# Asked for, and what a sentence must have to tell it: the noun of the question, and its trace in an answer.
_THINGS: Final = tuple(
    (re.compile(asked, re.IGNORECASE), re.compile(told, re.IGNORECASE))
    for asked, told in (
        (r"\be-?mail\b|\bcourriel\b|\bcorreo electrónico\b|электронн\w+ (?:адрес|почт)|电子邮件|البريد الإلكتروني", r"\w@\w"),
        (r"\b(?:tele)?phone number\b|\btéléphone\b|\bteléfono\b|номер телефона|电话", r"\+?\d[\d ()-]{6,}\d"),
        (r"\bhow much (?:money|funding|did\b.{1,60}\b(?:give|gave|contribute|pay|pledge|spend|cost))", r"[$€£¥]\s?\d|\b(?:dollars?|euros?|francs?|million|billion)\b"),
        (r"\bcombien de voix\b|\bcuántos votos\b|сколько голосов|多少票|كم صوت", r"\d+ (?:votes? )?(?:to|against|in favour)\b|\d+ voix|\d+ votos|\d+ голос|\d+票"),
        (r"\b(?:how many votes|vote count|votes? (?:result|tally)|result of the vote|how (?:was|were) .{1,40} voted)\b|проголосовали",
         r"\d+ (?:votes? )?(?:to|against|in favour)\b|\d+ voix|\d+ votos|\d+ голос|\d+票"),
        (r"\b(?:abstentions?|abstenciones|воздержа\w+)\b|弃权", r"abst|воздерж|弃权|امتنا"),
        (r"\bvot\w+ against\b|\bvot\w+ en contra\b|\bvoté contre\b|голосова\w+ против", r"against|negative vote|oppos|reject|contra|contre|против"),
        (r"\bdis(?:as)?sociat\w+", r"dissociat|disassociat|reserv"),
        (r"\bsucceed\w*|\bsuccessor\b", r"succe(?:ed|ss)|elected|appointed|incoming|next chair"),
        (r"\b(?:theme|thème|tema)\b|\bтема\b|主题|موضوع", r"\btheme|\bthème|\btema\b|\bтем|主题|موضوع"),
        (r"\b(?:which|what|from which) paragraphs\b|\bquels paragraphes\b|\bqué párrafos\b", r"\bpara(?:graph|\.|s\b)|párrafo|§"),
        (r"\b(?:which|what) article\b|\bquel article\b|\bqué artículo\b", r"\barticle|artículo|статья|条"),
        (r"\b(?:which|what) (?:\w+ )?session\b|\bquelle session\b", r"\bsession\b"),
        (r"\benter(?:s|ed)? into force\b|\bentr\w+ en (?:vigueur|vigor)\b|вступ\w+ в силу", r"\bforce\b|vigueur|vigor|силу|生效|نفاذ"),
        (r"\bratif\w+|\bратифи\w+", r"ratif|accession|ратиф|批准|صدق|States parties"),
        (r"\buntil (?:when|what|which)\b|\bdo какого числа\b|\bдо какого\b|\bhasta cuándo\b|\bjusqu['’]à quand\b",
         r"\buntil\b|\bthrough\b|\bto \d|\bfor (?:a|another|an additional) (?:further )?(?:period )?(?:of )?\w+|\bjusqu|\bhasta\b|\bдо\b|至|حتى"),
    )
)  # fmt: skip
_NUMBERED: Final = re.compile(r"\barticles?\b|\bparagra\w+|\bartículos?\b|\bpárrafos?\b", re.IGNORECASE)
_AHEAD: Final = re.compile(
    r"\bnext\b|\bto be (?:held|taken up|considered|adopted|submitted)\b|\buntil (?:when|what|which)\b|\bby when\b|\bdeadline\b|"
    r"\bwill\b|\breturns? to\b|\bagain\b|\bshould\b.{1,80}\b(?:come|report|submit)|\bprochaine?\b|\bpróxim[ao]\b|\bследующ\w+|до какого",
    re.IGNORECASE,
)
_YEAR: Final = re.compile(r"(?:19[4-9]|20[0-4])\d")
_SESSION: Final = re.compile(
    r"\b(?:its\s|the\s)?(?:\w+-)?(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|\w+th|\w+ieth|\d{1,3}(?:st|nd|rd|th))"
    r"\s(?:regular\s)?session\b|第[\d一二三四五六七八九十]+届会议|\b\w+ сесси[июя]\b|\b\w+ período de sesiones\b",
    re.IGNORECASE,
)


def has_thing_asked(question: Question, text: str, number: str | None = None) -> bool:
    """Whether a sentence has what the question's noun asks for; True where it asks for nothing of the list.

    Args:
        question: The question.
        text: The sentence.
        number: Printed number of its paragraph, which tells an article or a paragraph asked for.
    """
    if number is not None and _NUMBERED.search(question.text):
        text = f"{text} article {number} para. {number}"
    return all(told.search(text) for asked, told in _THINGS if asked.search(question.text))


def looks_ahead(question: Question) -> bool:
    """Whether the question asks for a date that lies after the document that tells it."""
    return question.kind == "date" and _AHEAD.search(question.text) is not None


def dated_ahead(document: Document, text: str) -> bool:
    """Whether a sentence names a later year than its document's, or a later month of it."""
    if document.date is None:
        return True
    own, month = int(document.date[:4]), document.date[5:7]
    dates = [span.of(text) for span in candidates("date", text)]
    later = any(int(year) > own for date in dates for year in _YEAR.findall(date))
    same = any(str(own) in date and (month_named(date) or "") > month for date in dates if month)
    return later or same or bool(_SESSION.search(text))


def sessions(text: str) -> list[Span]:
    """The sessions a sentence names: UN texts say so when a matter comes back ("its eightieth session")."""
    return [Span(*match.span()) for match in _SESSION.finditer(text)]
