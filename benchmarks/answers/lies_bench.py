"""How many lies about real passages the check of a model's statements lets pass, and how many truths it keeps.

python -m benchmarks.answers.lies_bench --library FOLDER --split dev      # to look at, and to mend by
python -m benchmarks.answers.lies_bench --library FOLDER --split test     # to report; its lies are never looked at

Sentences of a library's passages are turned into lies by rule (benchmarks/answers/lies.py) and put to the check
with the true sentence as their proof, which is the most that a liar can bring. A lie only counts where the sentence
itself is accepted; of those sentences and of plain ways to tell them it is counted how many are kept.
"""

import argparse
import json
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from answer.verify.proof import find_proof
from answer.verify.verify import Rejected, verify
from benchmarks.answers.lies import Truth, hashed, lies_of, uncapitalised
from index.hit import Hit
from ingest.document import Passage
from ingest.register import Register, open_register
from ingest.structure.sentences import sentences
from settings import load_settings

SHORTEST, LONGEST = 8, 45  # words of a sentence
OTHERS: Final = 4  # passages of other documents in the evidence
ENGLISH, EACH = 250, 30  # sentences in English, and in each other language


@dataclass(slots=True)
class Tally:
    """What was told and what was kept."""

    told: Counter[str] = field(default_factory=Counter)
    shown: Counter[str] = field(default_factory=Counter)
    truths: Counter[str] = field(default_factory=Counter)
    kept: Counter[str] = field(default_factory=Counter)
    passed: list[dict[str, str]] = field(default_factory=list)
    lost: list[dict[str, str]] = field(default_factory=list)


def main() -> None:
    """Tell the lies of one half, and print the table."""
    given = _arguments()
    register = open_register(load_settings(library=given.library))
    tally = Tally()
    for truth, evidence in chosen(register, given.split, given.sentences):
        try_out(truth, evidence, tally)
    if given.out:
        rows = [*tally.passed, *tally.lost]
        given.out.write_text(
            "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8"
        )
    sys.stdout.write(report(tally) + "\n")


def chosen(register: Register, split: str, most: int) -> Iterator[tuple[Truth, list[Hit]]]:
    """Sentences of a half with the evidence they are told from; which half a passage is in follows from its id."""
    by_language: dict[str, list[Passage]] = defaultdict(list)
    for document in register.documents():
        for passage in register.document_passages(document.id):
            if (hashed(passage.text) % 2 == 0) == (split == "dev"):
                by_language[passage.language].append(passage)
    for language, passages in sorted(by_language.items()):
        passages.sort(key=lambda passage: hashed("order" + passage.text))
        wanted = most if language == "en" else EACH
        spoken = [p for p in passages if p.speaker][: wanted // 3]
        pool = spoken + [p for p in passages if p not in spoken]
        count = 0
        for i, passage in enumerate(pool):
            truth = _truth(passage, pool[i + 1 : i + 1 + OTHERS])
            if truth is not None and count < wanted:
                count += 1
                yield truth, _evidence(register, passage, pool[i + 1 : i + 1 + OTHERS])


def _truth(passage: Passage, elsewhere: list[Passage]) -> Truth | None:
    found = [" ".join(s.of(passage.text).split()) for s in sentences(passage.text, passage.language)]
    whole = [text for text in found if _is_sentence(text, passage.language)]
    if not whole:
        return None
    text = whole[hashed(passage.text) % len(whole)]
    others = [" ".join(s.of(p.text).split()) for p in elsewhere for s in sentences(p.text, p.language)[:2]]
    return Truth(
        text=text, passage=passage, others=tuple(o for o in found if o != text), elsewhere=tuple(others)
    )


def _is_sentence(text: str, language: str) -> bool:
    if language == "zh":
        return 12 <= len(text) <= 150 and text.endswith("。")
    return (
        SHORTEST <= len(text.split()) <= LONGEST
        and text.endswith(".")
        and text[0].isalpha()
        and (language == "ar" or text[0].isupper())
        and not any(mark in text for mark in '“”"«»[]|')
    )


def _evidence(register: Register, passage: Passage, others: list[Passage]) -> list[Hit]:
    hits: list[Hit] = []
    for found in (passage, *register.neighbours(passage), *others):
        document = register.document(found.document_id)
        if document is not None and found.id not in {hit.passage.id for hit in hits}:
            hits.append(Hit(passage=found, document=document, score=1.0, dense=0.85))
    return hits


def try_out(truth: Truth, evidence: list[Hit], tally: Tally) -> None:
    """Tell a truth in its ways and its lies, and count what is borne out."""
    proof = find_proof(truth.text, evidence[0])
    if proof is None:
        return
    language = truth.passage.language
    for form, text in _told(truth):
        tally.truths[form] += 1
        outcome = verify(text, [proof], language)
        if isinstance(outcome, Rejected):
            tally.lost.append(
                {"lost": form, "text": text, "why": outcome.reason, "passage": truth.passage.text}
            )
        else:
            tally.kept[form] += 1
    if all(isinstance(verify(text, [proof], language), Rejected) for text in (truth.told, truth.text)):
        return
    whole = " ".join(" ".join(hit.passage.text.split()) for hit in evidence).casefold()
    for lie in lies_of(truth):
        if lie.text.casefold().rstrip(".") in whole:
            continue
        tally.told[lie.kind] += 1
        if not isinstance(verify(lie.text, [proof], language), Rejected):
            tally.shown[lie.kind] += 1
            tally.passed.append(
                {"lie": lie.kind, "text": lie.text, "true": truth.text, "passage": truth.passage.text}
            )


def _told(truth: Truth) -> Iterator[tuple[str, str]]:
    """Ways to tell a sentence that are true."""
    language, speaker = truth.passage.language, truth.passage.speaker
    yield "the sentence itself", truth.text
    yield "quoted", f"{speaker}: “{truth.text}”" if speaker else f"“{truth.text}”"
    if language == "en" and speaker:
        yield "“… said that”", truth.told
        yield "“According to …”", f"According to {speaker}, {uncapitalised(truth.text)}"


def report(tally: Tally) -> str:
    """Two tables in Markdown: lies by kind, truths by the way they are told."""
    rows = ["| lie | told | shown |", "|---|---|---|"]
    rows += [f"| {kind} | {tally.told[kind]} | {tally.shown[kind]} |" for kind in tally.told]
    told, shown = tally.told.total(), tally.shown.total()
    rows += [f"| **all** | **{told}** | **{shown}** ({shown / max(1, told):.2%}) |", ""]
    rows += ["| truth | told | kept |", "|---|---|---|"]
    rows += [f"| {form} | {count} | {tally.kept[form]} |" for form, count in tally.truths.items()]
    return "\n".join(rows)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--library", type=Path, help="folder of the library")
    parser.add_argument("--split", choices=("dev", "test"), default="dev", help="which half of the passages")
    parser.add_argument("--sentences", type=int, default=ENGLISH, help="English sentences")
    parser.add_argument(
        "--out", type=Path, help="write what passed, and truths that were lost, as JSON lines"
    )
    return parser.parse_args()


if __name__ == "__main__":
    main()
