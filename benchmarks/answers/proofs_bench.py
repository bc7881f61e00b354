"""How many faithful sentences of a strong model the check lets through, and how many lies told with the same proofs.

python -m benchmarks.answers.proofs_bench REPLIES.jsonl --part learn --out FILE   # to look at, and to mend by
python -m benchmarks.answers.proofs_bench REPLIES.jsonl --part held               # to report; never looked at

The replies' heads have no titles, so a sentence that rightly calls a document by its title is at a disadvantage.
"""

import argparse
import json
import sys
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

from answer.generate.reply import Part, Written
from answer.generate.reply_parser import ReplyParser
from answer.generate.writing import Writing
from answer.verify.proof import find_proof
from answer.verify.verify import NOT_SAID, Rejected, verify
from benchmarks.answers.kept_replies import KeptSentence, document_of, load_replies, sentences_of
from index.hit import Hit
from ingest.document import Document, Passage
from ingest.names.symbols import find_symbols, parse
from language.identify import language_of

NOBODY: Final = "the document itself"  # as the prompts of these replies called it


def main() -> None:
    """Check every sentence, and print the tables."""
    given = _arguments()
    rows = load_replies(given.replies, None if given.part == "both" else given.part)
    judged = list(_judged(rows))
    if given.out:
        told = ({"lie": each.lie, "why": why, "text": each.text, "question": each.question,
                 "proofs": [proof.words for proof in each.proofs]}
                for each, why in judged if bool(each.lie) == (why is None))  # fmt: skip
        given.out.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in told), "utf-8")
    sys.stdout.write(report(judged) + "\n" + played(rows) + "\n")


def _judged(rows: list[dict[str, Any]]) -> Iterator[tuple[KeptSentence, str | None]]:
    """Every sentence with why the check does not let it through; None where it does."""
    hits = {row["id"]: hits_of(row) for row in rows}
    for each in sentences_of(rows):
        there = hits[each.question]
        proofs = [find_proof(proof.words, there[proof.passage]) for proof in each.proofs]
        found = verify(each.text, [proof for proof in proofs if proof], each.language)
        yield each, found.reason if isinstance(found, Rejected) else None


def played(rows: list[dict[str, Any]]) -> str:
    """What a reader sees of the faithful replies, played through parser and verification; a table in Markdown."""
    seen: Counter[str] = Counter()
    for row in rows:
        if row["not_found"]:
            continue
        writing = Writing("llm:kept", hits_of(row), row["language"])
        for part in _parts(row):
            if isinstance(part, Written):
                writing.take(part)
        draft, plain = writing.draft(quoting=True), writing.draft()
        seen["answers"] += 1
        seen["answers with something to show"] += len(draft) > 0
        seen["sentences shown in the model's words"] += len(plain)
        seen["sentences with their proofs in their place"] += writing.replaced()
        seen["sentences lost"] += writing.lost()
    return "\n".join(
        ["| replies played | |", "|---|---|", *(f"| {name} | {n} |" for name, n in seen.items())]
    )


def _parts(row: Mapping[str, Any]) -> list[Part]:
    told = [
        {"text": s["text"], "proofs": [{"passage": p["passage"], "words": p["quote"]} for p in s["proofs"]]}
        for s in row["statements"]
    ]
    parser = ReplyParser()
    whole = {"statements": told, "missing": row.get("partly", ""), "not_found": False}
    return [*parser.feed(json.dumps(whole, ensure_ascii=False)), *parser.close()]


def hits_of(row: Mapping[str, Any]) -> dict[str, Hit]:
    """The passages of a question as a search gives them, by their ids there."""
    return {
        each["id"]: _hit(f"{row['id']}-{each['id']}", each["head"], each["text"]) for each in row["passages"]
    }


def _hit(name: str, head: str, text: str) -> Hit:
    called, speaker = document_of(head), head.rpartition("; speaker: ")[2]
    day = head.rpartition("; speaker:")[0].rpartition(", ")[2]
    symbols = tuple(match.symbol for match in find_symbols(called))
    language = language_of(text)
    document = Document(
        id=called, content_hash="0" * 64, symbols=symbols, title=called, date=None if day == "no date" else day,
        body=parse(symbols[0]).body if symbols else None, language=language, url=None, kind="document",
        format="txt", pages=0,
    )  # fmt: skip
    passage = Passage(
        id=name, document_id=called, ordinal=0, text=text, section=(), paragraph=None,
        speaker=None if speaker == NOBODY else speaker, pages=(), start=0, end=len(text), language=language,
    )  # fmt: skip
    return Hit(passage=passage, document=document, score=1.0)


def report(judged: list[tuple[KeptSentence, str | None]]) -> str:
    """Faithful sentences by language, and lies by kind and by language, as tables in Markdown."""
    rows = [*_table("faithful sentences, by language", judged, lies=False, kind=False),
            *_table("lies, by language", judged, lies=True, kind=False),
            *_table("lies, by kind", judged, lies=True, kind=True)]  # fmt: skip
    return "\n".join(rows)


def _table(title: str, judged: list[tuple[KeptSentence, str | None]], *, lies: bool, kind: bool) -> list[str]:
    told: Counter[str] = Counter()
    passed: Counter[str] = Counter()
    lettered: Counter[str] = Counter()
    for each, why in judged:
        if bool(each.lie) == lies:
            told[each.lie if kind else each.language] += 1
            passed[each.lie if kind else each.language] += why is None
            lettered[each.lie if kind else each.language] += why in (None, NOT_SAID)
    rows = [f"| {title} | told | stand by the letter | let through |", "|---|---|---|---|"]
    rows += [
        f"| {name} | {count} | {lettered[name]} | {passed[name]} |" for name, count in sorted(told.items())
    ]
    whole, through = told.total(), passed.total()
    share = f"{through} ({through / max(1, whole):.0%})"
    return [*rows, f"| **all** | **{whole}** | **{lettered.total()}** | **{share}** |", ""]


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("replies", type=Path, help="the file of replies, JSON lines")
    parser.add_argument("--part", choices=("learn", "held", "both"), default="learn")
    parser.add_argument("--out", type=Path, help="write what is judged wrongly, as JSON lines")
    return parser.parse_args()


if __name__ == "__main__":
    main()
