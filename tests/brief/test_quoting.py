"""How much of a passage is quoted."""

from typing import Any

import pytest

from brief.candidates import Candidate
from brief.model import Owner
from brief.quoting import best_words
from brief.relevance import Topic
from index.library import Library
from index.models.cross_encoder import Reading
from ingest.document import Document, Passage

OFF, ON = -6.0, 0.0


@pytest.mark.parametrize(
    ("sentences", "told", "quoted"),
    [
        (
            ("Thank you, Mr. President.", "We want a register of lighthouses.", "Lunch was good."),
            (OFF, ON, OFF),
            ("We want a register of lighthouses.",),
        ),
        (
            ("Ships were lost in the north.", "And this calls for a register of lighthouses.", "Thank you."),
            (OFF, ON, OFF),
            ("Ships were lost in the north.", "And this calls for a register of lighthouses."),
        ),
        (
            ("We want a register of lighthouses.", "It should be open to all ships.", "Thank you."),
            (ON, ON, OFF),
            ("We want a register of lighthouses.", "It should be open to all ships."),
        ),
    ],
)
def test_courtesies_are_left_out_and_what_is_pointed_back_to_stays(
    debate: Library, sentences: tuple[str, ...], told: tuple[float, ...], quoted: tuple[str, ...]
) -> None:
    """On one line, and on a line each as transcripts have them."""
    (document,) = debate.register.documents_by_symbol("A/80/901")
    topic = Topic(debate, "register of lighthouses")
    for space in (" ", "\n"):
        candidate = _said(document, space.join(sentences))
        assert best_words(topic, candidate, Reading(0.0, told)) == (space.join(quoted), "quotation")


def test_what_leads_in_brings_what_it_leads_in(debate: Library) -> None:
    """Another line is another sentence."""
    (document,) = debate.register.documents_by_symbol("A/80/901")
    said = _said(document, "On the register of lighthouses:\nChile will pay.\nLunch was good.")
    words = best_words(Topic(debate, "register of lighthouses"), said, Reading(0.0, (ON, OFF, OFF)))
    assert words is not None
    assert words[0].endswith("Chile will pay.")


def test_words_that_only_lead_in_are_not_quoted(debate: Library) -> None:
    """What they lead in is another passage's."""
    (document,) = debate.register.documents_by_symbol("A/80/901")
    said = _said(document, "Lunch was good. On the register of lighthouses:")
    assert best_words(Topic(debate, "register of lighthouses"), said, Reading(0.0, (OFF, ON))) is None


def _said(document: Document, text: str) -> Candidate:
    facts: dict[str, Any] = {"pages": (1,), "start": 0, "end": len(text), "language": "en"}
    passage = Passage(
        id="x", document_id=document.id, ordinal=0, text=text, section=("Chile",), paragraph=None, speaker="Chile", **facts
    )  # fmt: skip
    return Candidate(document, passage, Owner(name="Chile", part="states"))
