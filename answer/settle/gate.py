"""Questions that are none: nothing asked, greetings, instructions to the program."""

import re

from answer.model import Answer
from answer.question.question import Question
from answer.wording.messages import say
from language.overrides import overrides

_GREETING = re.compile(
    r"^(?:hi|hello|hey|good (?:morning|afternoon|evening)|thanks?(?: you)?|thank you(?: very much)?|bonjour|salut|merci|"
    r"hola|gracias|buenos días|привет|здравствуйте|спасибо|你好|谢谢|مرحبا|شكرا|who are you|what can you do|help)\W*$",
    re.IGNORECASE,
)
_INSTRUCTION = re.compile(
    r"\b(?:system prompt|your (?:instructions|prompt)|developer mode|jailbreak|you are now|act as|pretend (?:to be|you))\b"
    r"|\b(?:api|secret|access) keys?\b.{0,20}\b(?:show|print|reveal|tell)|\b(?:show|print|reveal)\b.{0,30}\b(?:api key|password|environment variables?)\b"
    r"|^(?:please )?(?:write|compose|draft|generate|translate|code|draw|sing|tell|book|buy|send|delete|run|execute|invent|make up|fabricate)\s"
    r"(?:me\s|us\s)?(?:an?|this|that|the following|my|all|some|every)\s"
    r"|^(?:écris|rédige|traduis|invente|escribe|redacta|traduce|inventa|напиши|сочини|переведи|выдумай)\s",
    re.IGNORECASE,
)


def greeting(question: Question) -> Answer | None:
    """What to say to a greeting or to nothing at all; None for a real question."""
    if not re.search(r"\w", question.asked):
        return Answer(status="clarify", message=say("empty_question", question.language))
    if _GREETING.match(question.asked):
        return Answer(status="clarify", message=say("greeting", question.language))
    return None


def unclear(question: Question) -> Answer | None:
    """What to say to a question that leans on a conversation that is not there; None for any other."""
    if question.elliptic:
        return Answer(status="clarify", message=say("elliptic", question.language))
    return None


def ambiguous(question: Question) -> Answer | None:
    """Which documents a number without its organ may mean, to choose from; None where it means one."""
    if len(question.readings) < 2:
        return None
    names = ", ".join(question.readings)
    return Answer(status="clarify", message=say("clarify_document", question.language, names=names))


def refusal(question: Question) -> Answer | None:
    """The refusal of instructions and of other work than answering; None for a real question."""
    if overrides(question.asked) or _INSTRUCTION.search(question.asked):
        return Answer(status="refused", message=say("refused", question.language))
    return None
