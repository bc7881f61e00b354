"""What the default engine says."""

from answer.compose.extractive import write
from answer.model import Answer
from answer.question.question import understand
from index.hit import Hit
from tests.answer.making import document, evidence, hit


def answer(asked: str, *hits: Hit) -> Answer:
    return write(understand(asked), evidence(asked, *hits))


def test_who_has_a_row_for_each_speaker() -> None:
    of = document(kind="transcript")
    found = answer(
        "Who supports the Zenda cable?",
        hit("We support the Zenda cable.", of, speaker="Cuba"),
        hit("We support the Zenda cable too.", of, speaker="Egypt", score=0.9),
        hit("We turn to lunch.", of, speaker="Peru", score=0.05),
    )
    assert [citation.passage.speaker for citation in found.citations] == ["Cuba", "Egypt"]
    assert found.text.startswith("- **Cuba**: “We support the Zenda cable.” (RP-001, p. 1; 2020-07-15)")


def test_a_report_is_told_without_quotation_marks() -> None:
    found = answer("What did Cuba say?", hit("Cuba held that the Zenda cable is old.", speaker="Cuba"))
    assert found.text.startswith("RP-001 reports of **Cuba**: Cuba held that the Zenda cable is old. (RP-001")
    assert found.citations[0].kind == "report"


def test_words_quoted_by_a_paper_are_the_speakers() -> None:
    found = answer("What did Cuba say?", hit("Cuba: “The Zenda cable is old.”", speaker="Cuba"))
    assert found.text.startswith("**Cuba**, as quoted in RP-001: “The Zenda cable is old.”")
    assert found.citations[0].kind == "quotation"


def test_a_second_passage_is_quoted_where_it_is_nearly_as_likely() -> None:
    found = answer(
        "Why did the Zenda cable fail?",
        hit("The Zenda cable failed because a crab cut it."),
        hit("That the Zenda cable did fail is owed to its age and to storms.", score=0.9),
    )
    assert len(found.statements) == 2


def test_the_same_words_are_not_quoted_twice() -> None:
    words = "The Zenda cable failed because a crab cut it."
    found = answer("Why did the Zenda cable fail?", hit(words), hit(words, document("RP-002"), score=0.9))
    assert len(found.statements) == 1


def test_the_number_beside_what_is_counted_stands_in_front() -> None:
    text = "The treaty enters into force on the ninetieth day after the fortieth ratification."
    found = answer("How many ratifications does the treaty need to enter into force?", hit(text))
    assert found.text.startswith("**fortieth**")


def test_an_agenda_is_no_date() -> None:
    text = "The review of the cable takes place in 2027, in the light of the 2030 Agenda."
    assert answer("When does the review of the cable take place?", hit(text)).text.startswith("**2027**")


def test_a_list_is_quoted_whole_and_in_order() -> None:
    text = "The purposes of the cable are to:\n(a) Carry news;\n(b) Carry money."
    found = answer("What are the purposes of the cable?", hit(text, document(kind="resolution")))
    assert found.citations[0].quote == text


def test_what_a_sentence_points_back_to_is_quoted_with_it() -> None:
    before = "We note with much regret that " + " ".join(["seven"] * 50) + " crabs were on the cable."
    found = answer(
        "Why did Cuba reject the Zenda cable?",
        hit(
            f"{before} In the light of those concerns we reject the Zenda cable.",
            document(kind="transcript"),
            speaker="Cuba",
        ),
    )
    assert found.citations[0].quote.startswith("We note")


def test_who_spoke_is_named_as_the_record_names_him() -> None:
    record = document(kind="verbatim_record")
    found = answer(
        "Who spoke for Cuba on the Zenda cable?",
        hit("Ms. Rossi (Cuba): The Zenda cable is ours. We keep it.", record, speaker="Cuba"),
    )
    assert found.text.startswith("**Ms. Rossi** — ")
    assert found.citations[0].quote == "Ms. Rossi (Cuba): The Zenda cable is ours."


def test_an_event_is_dated_by_its_day() -> None:
    found = answer(
        "When did the working group adopt its report?",
        hit("On 2 June 2045 the working group on cables 2041–2045 adopted its report."),
    )
    assert found.text.startswith("**2 June 2045**")


def test_what_is_unsure_says_so_and_puts_no_answer_in_front() -> None:
    question = understand("How many ratifications does the treaty need to enter into force?")
    found = evidence(question.text, hit("The treaty enters into force with the fortieth ratification."))
    assert write(question, found).text.startswith("**fortieth**")
    assert write(question, found, probability=0.4).message == ""
    assert write(question, found, probability=0.4).text.startswith("“The treaty enters")
    unsure = write(question, found, probability=0.3)
    assert unsure.text.startswith("“The treaty enters")
    assert "may not answer" in unsure.message


def test_a_second_passage_is_not_cut_to_an_address() -> None:
    long = (
        "At the direction of the members of the Zenda Council, the cable did fail "
        + "again and " * 14
        + "again."
    )
    found = answer(
        "Why did the Zenda cable fail?",
        hit("The Zenda cable failed because a crab cut it."),
        hit(long, score=0.9),
    )
    assert "the cable did fail" in found.citations[1].quote
