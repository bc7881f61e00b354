"""Resolutions by number alone: "resolution 57/6" is the General Assembly's, unless only another organ has one."""

import re
from dataclasses import replace
from typing import Final

from answer.question.question import Question
from ingest.register import Register

_ASSEMBLY: Final = "A/RES/"
_ORGAN: Final = re.compile(
    r"\b(?:general assembly|assembly|UNGA|GA|council|HRC|ECOSOC|assemblée|asamblea|conseil|consejo|ассамбле\w+|совет\w*)\b|大会|理事会|الجمعية|مجلس",
    re.IGNORECASE,
)


def of_its_organ(question: Question, register: Register) -> Question:
    """The question with the organ's symbol for a bare number that the Assembly's resolutions here do not have.

    Where the resolutions of several organs here have it, they become the question's readings.
    """
    for symbol in question.symbols:
        number = symbol.removeprefix(_ASSEMBLY)
        bare = (
            symbol.startswith(_ASSEMBLY) and symbol not in question.text.upper() and number in question.text
        )
        if not bare or _ORGAN.search(question.text):
            continue
        named = [known for known in register.symbols() if known.endswith(f"RES/{number}")]
        if len(named) > 1:
            return replace(question, readings=tuple(named))
        if named and named != [symbol]:
            symbols = tuple(named[0] if each == symbol else each for each in question.symbols)
            return replace(question, symbols=symbols, text=question.text.replace(number, named[0]))
    return question
