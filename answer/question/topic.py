"""What a question is about: its words without the speakers and without the asking."""

import re

from answer.question.question import Question, named_documents
from ingest.names.speakers import find_speakers

_ASKING = {
    "en": r"what|which|who|whom|whose|when|where|why|how|did|does|do|is|are|was|were|has|have|had|say|says|said|"
          r"state|states|stated|argue[sd]?|think|thinks|position|positions|view|views|stance|comments?|commented|"
          r"about|regarding|concerning|on|please|tell|me|us|according|to|compare|comparison|difference|between|"
          r"countries|country|delegations?|governments?|member|organi[sz]ations?|summari[sz]e|summary|list|"
          r"submission|mention(?:ed|s)?|express(?:ed|es)?|the|of|and|in|its|their|of|for|by|many|much",
    "fr": r"que|qu|quel(?:le)?s?|qui|quand|où|comment|combien|est|sont|ce|dit|dire|a|ont|position|sur|selon|le|la|les|de|du|des|et|au|aux",
    "es": r"qué|cuál(?:es)?|quién(?:es)?|cuándo|dónde|cómo|cuánt[oa]s?|es|son|dijo|dice|posición|sobre|según|el|la|los|las|de|del|y|en",
    "ru": r"что|кто|какой|какие|какая|когда|где|как|сколько|сказал[аои]?|заявил[аои]?|позиция|о|об|про|по|и|в",
}  # fmt: skip
_COMPILED = {
    language: re.compile(rf"(?<!\w)(?:{words})(?!\w)", re.IGNORECASE) for language, words in _ASKING.items()
}


def topic_of(question: Question, *, keep_speakers: bool = False) -> str:
    """The topic words of a question, in order; empty when it asks for nothing in particular.

    Args:
        question: The question.
        keep_speakers: Leave the names of speakers in (where they are part of what is asked).
    """
    text = question.text
    for match in reversed(named_documents(text)):  # where the answer stands is not what it says
        text = f"{text[: match.start]} {text[match.end :]}"
    if not keep_speakers:
        for mention in reversed(find_speakers(text)):
            if mention.speaker not in question.speakers:
                continue  # what Cuba says about Spain is about Spain
            text = f"{text[: mention.start]} {text[mention.end :]}"
    asking = _COMPILED.get(question.language)
    if asking is not None:
        text = asking.sub(" ", text)
    return " ".join(text.split()).strip(" ?.,;:¿¡؟？")
