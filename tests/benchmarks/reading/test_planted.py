from benchmarks.reading.planted import cases
from ingest.document import Passage

TEXT = (
    "Two lamps are lit before dawn, and three lamps shall not be lit after dusk without oil from the keeper of the port. "
    "Every harbour of the northern coast keeps its lamps in order for forty days and pays nine hundred francs a year. "
    "Letters of thanks are sent to the mayor of the old town by the keeper and by all who sail past the port."
)


def passage(number: int) -> Passage:
    text = TEXT.replace("port", f"port {number}")
    return Passage(
        id=str(number), document_id="d", ordinal=number, text=text, section=(), paragraph=str(number),
        speaker=None, pages=(), start=0, end=len(text), language="en",
    )  # fmt: skip


def test_faults_are_no_words_of_the_passages_and_sound_quotations_are() -> None:
    passages = [passage(number) for number in range(40)]
    made = [*cases(passages, "dev", 2), *cases(passages, "test", 2)]
    texts = [one.text for one in passages]
    faults = [case for case in made if not case.sound]
    assert {case.kind for case in faults} >= {
        "number words",
        "currencies",
        "units",
        "contraries",
        "negation",
        "swallowed",
    }
    assert not any(case.quote in text for case in faults for text in texts)
    as_they_are = [case for case in made if case.kind == "as it is"]
    assert as_they_are
    assert all(any(case.quote in text for text in texts) for case in as_they_are)
    assert made == [*cases(passages, "dev", 2), *cases(passages, "test", 2)]
