"""Questions that ask two things: "How many signed, and when does it enter into force?"."""

import re
from dataclasses import replace
from typing import Final

from answer.question.kinds import kind_of
from answer.question.question import Question
from index.query.query import read

# "and" with a question word behind it, in the six languages; a comma or a question mark may stand before.
_BREAK: Final = re.compile(
    r"(?:[,;?？،]|(?<![\s,;?？،]))\s++and\s++(?=(?:what|when|where|who|whom|whose|why|how|which|by whom|in which|on which|since when|until when)\b)"
    r"|(?:[,;?]|(?<![\s,;?]))\s++et\s++(?=(?:quand|où|qui|pourquoi|comment|combien|quel|à qui|de qui)\w*\b)"
    r"|(?:[,;?]|(?<![\s,;?]))\s++y\s++(?=¿?(?:cuándo|dónde|quién|por qué|cómo|cuánt|cuál|qué)\w*\b)"
    r"|(?:[,;?]|(?<![\s,;?]))\s++(?:и|а)\s++(?=(?:когда|где|кто|кем|чьё|почему|как|сколько|какой|какая|какие|что)\w*\b)"
    r"|[，,；？]\s*+(?:并且|以及|又|而且)?(?=(?:何时|什么时候|哪里|谁|为什么|多少|如何|由谁))"
    r"|(?<!\s)\s++و(?=(?:متى|أين|من|لماذا|كيف|كم|ما)\s)",
    re.IGNORECASE,
)
SHORTEST: Final = 2  # words of a part


def parts(question: Question) -> tuple[Question, ...]:
    """The things a question asks, each as a question; the question alone where it asks one thing.

    A part keeps everything that the whole names: "and when?" is asked of the same document, and searched with it.
    """
    texts = [text.strip(" ,;?？") for text in _BREAK.split(question.text)]
    if len(texts) < 2 or question.kind in ("paragraph", "comparison", "summary", "position"):
        return (question,)
    if any(len(text.split()) < SHORTEST and question.language != "zh" for text in texts):
        return (question,)
    return tuple(
        replace(
            question,
            text=f"{text}?",
            told=_named_elsewhere(question, text),
            kind=kind_of(text, question.language, speakers=len(question.speakers), has_paragraph=False),
        )
        for text in texts
    )


def _named_elsewhere(question: Question, part: str) -> str:
    """What a question names outside one of its parts."""
    named = (each.words for each in read(question.text).shown)
    return " ".join(words for words in dict.fromkeys(named) if words not in part)
