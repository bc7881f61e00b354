"""Lines of a document's masthead and foot that are no part of its text."""

import re
from typing import Final

from ingest.names.symbols import find_symbols

_LANGUAGES: Final = (
    r"(?:Arabic|Chinese|English|French|Russian|Spanish|anglais|français|espagnol|inglés|francés|español)"
)
_MASTHEAD: Final = re.compile(
    rf"(?:{_LANGUAGES}\s+)?Original\s?:\s*{_LANGUAGES}(?:(?:,| and|/)\s*{_LANGUAGES})*"
    rf"|{_LANGUAGES}(?:\s*(?:,| and|/)\s*{_LANGUAGES})* only"
    r"|Distr\.?\s?:?\s*(?:General|Limited|Restricted|Reserved|générale|limitée|limitada)"
    r"(?:\s+\d{1,2}\s\w+\s\d{4})?"
    r"|(?:GE\.)?\d{2}-\d{5}\s?\(\w\)(?:\s+\d{6}){0,3}(?:\s*/?\s?\.{2,3})?"
    r"|(?:Provisional )?agenda items? \d{1,3}(?:\s?\([a-z]\))?(?:(?:,| and) \d{1,3}(?:\s?\([a-z]\))?){0,12}\*?"
    r"|Items? \d{1,3}(?:\s?\([a-z]\))?(?: and \d{1,3}(?:\s?\([a-z]\))?)? of the (?:provisional|preliminary) "
    r"(?:agenda|list)\*{0,3}",
    re.IGNORECASE,
)
_LONGEST: Final = 120


def is_masthead(text: str) -> bool:
    """Whether a whole block is a masthead or foot line: distribution, original language, agenda item, job number.

    Args:
        text: The block's words; one longer than a line never is.
    """
    if len(text) > _LONGEST:
        return False
    line = " ".join(text.split())
    if _MASTHEAD.fullmatch(line):
        return True
    found = find_symbols(line)
    return len(found) == 1 and found[0].end - found[0].start == len(line) and "/" in line
