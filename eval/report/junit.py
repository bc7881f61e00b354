"""JUnit XML: each question a test case, for build servers that read no other report."""

import re
from typing import Final
from xml.etree.ElementTree import Element, SubElement, tostring

from eval.gate.run import Run
from eval.report.diagnosis import diagnosis

_NOT_XML: Final = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def junit(run: Run) -> bytes:
    """The run as one test suite, UTF-8; a question that went wrong is a failure, one not asked is skipped."""
    wrong = [diagnosis(result) for result in run.results]
    suite = Element(
        "testsuite",
        name="rapporteur eval",
        tests=str(len(run.results) + len(run.skipped)),
        failures=str(sum(map(bool, wrong))),
        skipped=str(len(run.skipped)),
        time=f"{run.seconds:.3f}",
    )
    for result, reason in zip(run.results, wrong, strict=True):
        case = _case(suite, result.question.kind, result.id, result.outcome.seconds)
        if reason:
            failure = SubElement(case, "failure", message=reason)
            told = result.outcome.text or result.outcome.answer["message"]
            failure.text = _NOT_XML.sub("", f"{result.question.q}\n{told}")
    for item in run.skipped:
        SubElement(_case(suite, "skipped", item.id, 0.0), "skipped", message=item.reason)
    return bytes(tostring(suite, encoding="utf-8", xml_declaration=True))


def _case(suite: Element, kind: str, name: str, seconds: float) -> Element:
    return SubElement(suite, "testcase", classname=kind, name=name, time=f"{seconds:.3f}")
