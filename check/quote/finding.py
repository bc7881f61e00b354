"""What checking one quotation gives."""

from dataclasses import dataclass
from typing import Any, Literal

from answer.wording.catalogue import FALLBACK
from check.words import Said, say
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
        in_place: Whether the words stand where the draft says, and only the voice is another: the document's report,
            or another speaker's words.
        said: Sentences for the reader: what is wrong and what to do.
    """

    quote: str
    verdict: Verdict
    source: Match | None = None
    differences: tuple[Difference, ...] = ()
    misattributed: bool = False
    in_place: bool = False
    said: tuple[Said, ...] = ()

    @property
    def message(self) -> str:
        """What is wrong and what to do, in English."""
        return self.message_in(FALLBACK)

    def message_in(self, language: str) -> str:
        """What is wrong and what to do, in a language (BCP 47 code)."""
        return " ".join(say(each.key, language, **each.values) for each in self.said)

    @property
    def outcome(self) -> str:
        """The verdict as people are told it: "right_place" where only the voice is another."""
        return "right_place" if self.in_place and self.verdict == "verbatim_elsewhere" else self.verdict

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
