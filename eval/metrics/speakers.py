"""Attribution: are words put only into the mouth of the one who said them?

A statement attributes its quotation to every State, organisation or person that our own words around the
quotation name. Each of them must be the speaker of a cited passage in the register, or stand in the name of
the cited document. Where the question's gold passage says who speaks, a citation of that passage must agree.
"""

from typing import Any

from eval.cases.case import Case
from eval.cases.goldmarks import is_spoken_by
from eval.cases.typography import plain
from eval.metrics.quotations import frame
from ingest.document import Passage
from ingest.names.speakers import find_speakers


def speakers_right(case: Case) -> float | None:
    """1 when every speaker named, in the text and in the citations, is that of the cited passage, else 0."""
    if not case.outcome.answered:
        return None
    named = all(_attributed_rightly(case, statement) for statement in case.outcome.statements)
    return float(named and _citations_agree(case) and _gold_agrees(case))


def _attributed_rightly(case: Case, statement: dict[str, Any]) -> bool:
    sources = case.sources_of(statement)
    speakers = {passage.speaker for passage in sources}
    return all(
        mention.speaker in speakers or any(_is_in_name(case, passage, mention.speaker) for passage in sources)
        for mention in find_speakers(_attribution(case, statement))
    )


def _attribution(case: Case, statement: dict[str, Any]) -> str:
    """Our words of a statement, without the answering words in front of the dash and the words of a report."""
    text = plain(statement["text"])
    for citation in case.outcome.citations:
        if citation["n"] in statement["citations"] and citation.get("kind") == "report":
            text = text.replace(citation["quote"], " ", 1)
    return frame(text).rpartition(" — ")[2]


def _is_in_name(case: Case, passage: Passage, speaker: str) -> bool:
    name = case.documents[passage.document_id].name
    return any(mention.speaker == speaker for mention in find_speakers(name))


def _citations_agree(case: Case) -> bool:
    return all(
        citation["speaker"] == case.passages[citation["passage_id"]].speaker
        for citation in case.outcome.citations
        if citation["passage_id"] in case.passages
    )


def _gold_agrees(case: Case) -> bool:
    """Every cited gold passage is given to the speaker whom the question's author read there."""
    pairs = zip(case.question.gold, case.gold, strict=True)
    return all(
        is_spoken_by(gold, citation["speaker"])
        for gold, ids in pairs
        for citation in case.outcome.citations
        if citation["passage_id"] in ids
    )
