"""What went wrong with a question, so that a person knows what to mend."""

from eval.gate.run import Result


def diagnosis(result: Result) -> str:
    """What went wrong first along the way of the answer; empty where nothing did."""
    return _broken_promise(result) or (
        _unanswered(result) if not result.outcome.answered else _answered(result)
    )


def _broken_promise(result: Result) -> str:
    promises = {
        "no_error": "the system failed",
        "speakers_right": "wrong speaker",
        "quotations_verbatim": "quotation not verbatim",
        "citations_exist": "invented citation",
        "abstains_bare": "citation on an abstention",
    }
    return next((told for name, told in promises.items() if result.values.get(name, 1.0) < 1.0), "")


def _unanswered(result: Result) -> str:
    if result.question.answerable:
        return "false refusal" + ("" if _retrieved(result) else " (and not retrieved)")
    return "" if result.values["status_right"] == 1.0 else f"abstained, but not as “{result.question.status}”"


def _answered(result: Result) -> str:
    if not result.question.answerable:
        return "should have refused"
    if result.values.get("neighbours_absent", 1.0) < 1.0:
        return "says what belongs to a neighbour"
    if result.values["right_passage"] < 1.0:
        return "retrieved but not chosen" if _retrieved(result) else "not retrieved"
    return "wrong span" if result.values.get("facts_found", 1.0) < 1.0 else ""


def _retrieved(result: Result) -> bool:
    return result.values["recall_at_20"] == 1.0
