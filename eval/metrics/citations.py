"""Citations: do they exist, do they lead to the right passage, and do they support what is said?

Citation recall and precision are ALCE's (Gao et al., arXiv 2305.14627, section 4), with a span test in place
of its entailment model: passages support a statement when each of its quotations stands in one of them, and
each number of our own words in them or in their references. A citation is precise when the statement is
supported and either the citation supports it alone or the others do not without it.
"""

from typing import Any

from eval.cases.case import Case
from eval.cases.typography import normal, plain
from eval.metrics.faithful import foreign_numbers
from eval.metrics.quotations import quoted, source_texts
from ingest.document import Passage


def right_passage(case: Case) -> float | None:
    """Share of the wanted gold passages that are cited; where they are alternatives, 1 for any."""
    return case.gold_found(case.cited) if case.gold else None


def right_document(case: Case) -> float | None:
    """Share of the citations whose document is that of a gold passage: last year's resolution is not."""
    cited = [
        case.passages[passage_id].document_id for passage_id in case.cited if passage_id in case.passages
    ]
    if not case.gold or not cited:
        return None
    return sum(document_id in case.gold_documents for document_id in cited) / len(cited)


def citation_recall(case: Case) -> float | None:
    """Share of the statements that their cited passages, taken together, support."""
    statements = case.outcome.statements
    if not statements:
        return None
    return sum(supported(case, s, case.sources_of(s)) for s in statements) / len(statements)


def citation_precision(case: Case) -> float | None:
    """Share of the citations, statement by statement, that are needed or support alone."""
    precise: list[bool] = []
    for statement in case.outcome.statements:
        sources = case.sources_of(statement)
        whole = supported(case, statement, sources)
        precise += [
            whole and _relevant(case, statement, sources, i) for i in range(len(statement["citations"]))
        ]
    return sum(precise) / len(precise) if precise else None


def citations_exist(case: Case) -> float | None:
    """1 when every cited passage is current in the register and is referred to as the register has it."""
    if not case.outcome.citations:
        return None
    return float(all(_exists(case, citation) for citation in case.outcome.citations))


def abstains_bare(case: Case) -> float | None:
    """1 when an abstention carries no citation, statement or text, else 0."""
    if case.outcome.answered:
        return None
    return float(not (case.outcome.citations or case.outcome.statements or case.outcome.text))


def supported(case: Case, statement: dict[str, Any], sources: list[Passage]) -> bool:
    """Whether these passages support a statement."""
    texts = source_texts(case, sources)
    spans = [normal(part) for span in quoted(plain(statement["text"])) for part in span.split("[…]")]
    stands = all(any(span in text for text in texts) for span in spans)
    return bool(texts) and stands and not foreign_numbers(case, statement, sources)


def _relevant(case: Case, statement: dict[str, Any], sources: list[Passage], i: int) -> bool:
    if i >= len(sources):
        return False
    others = sources[:i] + sources[i + 1 :]
    return supported(case, statement, [sources[i]]) or not supported(case, statement, others)


def _exists(case: Case, citation: dict[str, Any]) -> bool:
    passage = case.passages.get(citation["passage_id"])
    if passage is None:
        return False
    document = case.documents[passage.document_id]
    told = tuple(citation[name] for name in ("symbol", "date", "paragraph", "pages", "section"))
    return told == (
        document.symbol,
        document.date,
        passage.paragraph,
        list(passage.pages),
        list(passage.section),
    )
