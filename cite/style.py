"""The names of the styles, apart from what writes them, so that the command line starts fast."""

from enum import StrEnum


class Style(StrEnum):
    """How a reference is written down."""

    UN = "un"
    FOOTNOTE = "footnote"
    LINK = "link"
    BIBTEX = "bibtex"
    RIS = "ris"
    CSL = "csl"
