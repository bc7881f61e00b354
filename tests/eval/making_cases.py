"""Cases for tests: a small register's worth of passages, and answers about them."""

from dataclasses import replace
from typing import Any

from answer.model import Answer, Citation, Statement
from eval.cases.case import Case, Outcome
from eval.cases.questions import Gold, Question
from ingest.document import Document, Passage

DOCUMENT = Document(
    id="d1",
    content_hash="0" * 64,
    symbols=("A/RES/99/1",),
    title="Report on rivers",
    date="2044-05-06",
    body="General Assembly",
    language="en",
    url=None,
    kind="report",
    format="pdf",
    pages=9,
)

PASSAGE = Passage(
    id="p1",
    document_id="d1",
    ordinal=0,
    text="The river floods “every second” year. Peru asked for 12 new dams.",
    section=("Water",),
    paragraph="7",
    speaker="Peru",
    pages=(3,),
    start=0,
    end=65,
    language="en",
)


def passage(**changes: Any) -> Passage:
    return replace(PASSAGE, **changes)


def question(**changes: Any) -> Question:
    given: dict[str, Any] = {
        "id": "q-1",
        "q": "What did Peru ask for?",
        "language": "en",
        "kind": "position",
        "gold": [Gold(symbol="A/RES/99/1", paragraph="7", speaker="Peru")],
        "facts": [["12 new dams"]],
        "status": "answered",
        "split": "dev",
    }
    return Question.model_validate(given | changes)


def unanswerable(**changes: Any) -> Question:
    return question(**{"kind": "unanswerable", "gold": [], "facts": [], "status": "not_found"} | changes)


def answer(
    text: str = "**Peru** (A/RES/99/1, para. 7 (p. 3)): “Peru asked for 12 new dams.”", **changes: Any
) -> dict[str, Any]:
    quote = str(changes.pop("quote", "Peru asked for 12 new dams."))
    source = changes.pop("passage", PASSAGE)
    citation = Citation(n=1, passage=source, document=DOCUMENT, quote=quote)
    statement = Statement(text=text, citations=(1,), verdict="verbatim")
    return (
        Answer(
            status="answered", text=f"{text} [1]", statements=(statement,), citations=(citation,)
        ).as_dict()
        | changes
    )


def abstention(status: str = "not_found") -> dict[str, Any]:
    return Answer(status=status, message="The documents do not answer this.").as_dict()  # type: ignore[arg-type]


def case(told: dict[str, Any] | None = None, **changes: Any) -> Case:
    asked = changes.pop("question", question())
    return Case(
        question=asked,
        outcome=Outcome(
            answer=told or answer(), retrieved=changes.pop("retrieved", ("p9", "p1")), seconds=0.1
        ),
        gold=changes.pop("gold", tuple(frozenset({"p1"}) for _ in asked.gold)),
        gold_documents=frozenset({"d1"}),
        passages=changes.pop("passages", {"p1": PASSAGE}),
        documents={"d1": DOCUMENT},
    )
