"""What UN printing puts around a title: session, agenda item, original language, job number.

As the editorial manual of the United Nations has it, the masthead gives the session in words and the item of
the agenda on lines of their own, "Original:" under the distribution date, and the job number in a corner of
the first page ("25-01355 (E)", "GE.25-11220 (E)", "V.24-01234").
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from ingest.manuscript import Manuscript

LINES: Final = 60  # of the first page, which hold the masthead
LONGEST_LINE: Final = 90  # characters; a masthead line is short

_SESSION: Final = re.compile(
    r"(?:(?:Resumed |Tenth |\w+ )?(?:emergency )?special session|[A-Z][a-z]+(?:-[a-z]+)? (?:(?:emergency )?special |resumed |substantive |organizational )?session"
    r"|\d{4} (?:substantive |organizational |resumed )?session"
    r"|[A-ZÀ-Ý][\w-]+(?:-[\w-]+)* session(?: extraordinaire)?"
    r"|[A-ZÀ-Ý]\w+(?: \w+)? (?:período|periodo) (?:extraordinario )?de sesiones"
    r"|[А-ЯЁ]\w+(?: \w+)? (?:специальная )?сессия"
    r"|الدورة (?:الاستثنائية )?[\w ]{3,40}"
    r"|第[一二三四五六七八九十百〇○零\d]+届(?:特别|紧急特别)?会议)"
)
_YEAR: Final = re.compile(
    r" [\w-]+ year$"
)  # of the Security Council, beside the session where a document is both bodies'

_ITEM: Final = re.compile(
    r"(?:Agenda items?|Items?)\s+(?P<en>[\w(), –-]{1,60}?)(?:\s+of the (?:provisional |preliminary |annotated )?(?:agenda|list))?\*{0,3}"
    r"|Points? (?P<fr>[\w(), –-]{1,60}?) de l[’'](?:ordre du jour|ordre du jour provisoire)(?: provisoire)?\*{0,3}"
    r"|Temas? (?P<es>[\w(), –-]{1,60}?) d(?:el|e la) (?:programa|lista)(?: provisional| preliminar)?\*{0,3}"
    r"|Пункты? (?P<ru>[\w(), –-]{1,60}?) (?:предварительной )?повестки дня\*{0,3}"
    r"|البنود? (?P<ar>[\w(), –-]{1,60}?) من جدول الأعمال(?: المؤقت)?\*{0,3}"
    r"|(?:临时)?议程项目\s?(?P<zh>[\w()（）、, –-]{1,60}?)\*{0,3}"
)
_ORIGINAL: Final = re.compile(
    r"(?:Original|Язык оригинала|الأصل|原件)\s?[:：]\s?(?P<one>[^\W\d_]+)(?![/,]| and\b| et\b| y\b| и\b)\b",
    re.IGNORECASE,
)
_JOB: Final = re.compile(
    r"(?P<number>(?:(?:GE|V|HQ|N|MC)\.?)?\d{2}-\d{5})\b(?:\s*\([EFSRAC](?:,[EFSRAC])*\))?"
)
_LANGUAGES: Final = {
    "en": ("english", "anglais", "inglés", "английский", "بالإنكليزية", "الإنكليزية", "英文"),
    "fr": ("french", "français", "francés", "французский", "بالفرنسية", "الفرنسية", "法文"),
    "es": ("spanish", "espagnol", "español", "испанский", "بالإسبانية", "الإسبانية", "西班牙文"),
    "ru": ("russian", "russe", "ruso", "русский", "بالروسية", "الروسية", "俄文"),
    "zh": ("chinese", "chinois", "chino", "китайский", "بالصينية", "الصينية", "中文"),
    "ar": ("arabic", "arabe", "árabe", "арабский", "بالعربية", "العربية", "阿拉伯文"),
}
_CODES: Final = {name: code for code, names in _LANGUAGES.items() for name in names}


@dataclass(frozen=True, slots=True, kw_only=True)
class Imprint:
    """What the masthead prints; None where it does not.

    Attributes:
        session: In words, as printed ("Seventy-ninth session").
        agenda_item: As printed, without "Agenda item" ("3 (a)", "32, 60 and 132").
        original_language: BCP 47 code of the language that the document was written in.
        job_number: The printer's number ("25-01355").
    """

    session: str | None = None
    agenda_item: str | None = None
    original_language: str | None = None
    job_number: str | None = None


def imprint(manuscript: Manuscript) -> Imprint:
    """Read the masthead of a document."""
    lines = [line.strip() for line in manuscript.front.splitlines() if line.strip()][:LINES]
    short = [line for line in lines if len(line) <= LONGEST_LINE]
    item = next((match for line in short if (match := _ITEM.fullmatch(line))), None)
    return Imprint(
        session=next(
            (match[0] for line in short if (match := _SESSION.fullmatch(_YEAR.sub("", line)))), None
        ),
        agenda_item=next((value.strip() for value in item.groups() if value), None) if item else None,
        original_language=next(_originals(short), None),
        job_number=next(_job_numbers([*manuscript.heads, *short]), None),
    )


def _originals(lines: Sequence[str]) -> Iterator[str]:
    for line in lines:
        match = _ORIGINAL.search(line)
        code = _CODES.get(match["one"].casefold()) if match else None
        if code:
            yield code


def _job_numbers(lines: Sequence[str]) -> Iterator[str]:
    """Of lines that hold nothing else but dates and bar-code digits."""
    for line in lines:
        match = _JOB.match(line)
        if match and not re.search(r"[^\W\d_]{2,}", line[match.end() :]):
            yield match["number"]
