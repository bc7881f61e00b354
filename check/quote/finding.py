"""What checking one quotation gives."""

from dataclasses import dataclass
from typing import Any, Literal

from cite.match import Match

Verdict = Literal["verbatim", "verbatim_elsewhere", "altered", "not_found"]
Gravity = Literal["serious", "minor", "harmless"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """One place where a quotation departs from its source.

    Attributes:
        quoted: The words of the quotation; empty where it left words out.
        original: The words of the source; empty where the quotation added words.
        gravity: "serious" for numbers, negations, names and modal verbs, "minor" for other words,
            "harmless" for typography.
    """

    quoted: str
    original: str
    gravity: Gravity

    def as_dict(self) -> dict[str, str]:
        """The difference as the JSON contract has it."""
        return {"quoted": self.quoted, "original": self.original, "gravity": self.gravity}


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """The verdict on one quotation.

    Attributes:
        quote: The quotation, without its marks.
        verdict: "verbatim"; "verbatim_elsewhere": the right words, but not of the claimed source or speaker;
            "altered"; "not_found".
        source: Where the words, or the nearest words, stand; None when not found.
        differences: Where it departs from the source; empty unless altered or harmlessly different.
        misattributed: Whether the words, altered or not, are of another source or speaker than claimed.
        message: One sentence for the reader: what is wrong and what to do.
    """

    quote: str
    verdict: Verdict
    source: Match | None = None
    differences: tuple[Difference, ...] = ()
    misattributed: bool = False
    message: str = ""

    @property
    def serious(self) -> bool:
        """Whether a release should wait for this."""
        return (
            self.misattributed
            or self.verdict in ("verbatim_elsewhere", "not_found")
            or any(difference.gravity == "serious" for difference in self.differences)
        )

    def as_dict(self) -> dict[str, Any]:
        """The finding as the JSON contract has it."""
        return {
            "verdict": self.verdict,
            "source": self.source.as_dict() if self.source else None,
            "misattributed": self.misattributed,
            "differences": [difference.as_dict() for difference in self.differences],
            "message": self.message,
        }
