"""What a reading was made with: when any of it changes, that document alone is read again."""

from dataclasses import dataclass
from typing import Self


@dataclass(frozen=True, slots=True, kw_only=True)
class Stamp:
    """The make of one reading, kept with its document and with each file that names it.

    Attributes:
        version: Version of the reading pipeline.
        ocr: Whether pages without a usable text layer were to be read by OCR.
        sidecar: Digest of what the sidecar says of the document; empty where there is none.
    """

    version: str
    ocr: bool = False
    sidecar: str = ""

    def __str__(self) -> str:
        marks = [self.version, "ocr" if self.ocr else "", f"sidecar:{self.sidecar}" if self.sidecar else ""]
        return " ".join(mark for mark in marks if mark)

    @classmethod
    def parse(cls, text: str) -> Self:
        """The stamp that ``str`` has written; one of an older release has its version only."""
        version, *marks = text.split(" ")
        sidecar = next((mark.partition(":")[2] for mark in marks if mark.startswith("sidecar:")), "")
        return cls(version=version, ocr="ocr" in marks, sidecar=sidecar)

    def serves(self, wanted: "Stamp") -> bool:
        """Whether a reading of this make is what is wanted; one with OCR serves where none was asked."""
        same = (self.version, self.sidecar) == (wanted.version, wanted.sidecar)
        return same and (self.ocr or not wanted.ocr)
