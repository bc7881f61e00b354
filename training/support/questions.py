"""Pairs made of questions and their answers, and of texts in several languages."""

import json
import random
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from lxml import etree

from ingest.structure.sentences import sentences
from training.support.edits import Edited, Spans, Surroundings, falsified, shortened
from training.support.pairs import ITSELF, LONGEST, Pair, cut

LANGUAGES: Final = ("ar", "en", "es", "ru", "zh")
SHOWN: Final = 600  # characters of a passage that is given whole


def asked(path: Path, held: frozenset[str], chance: random.Random) -> Iterator[Pair]:
    """Questions by hand with their answers, and with others'."""
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    rows = [row for row in rows if row["symbol"] not in held and not row.get("history")]
    answers: dict[str, list[str]] = defaultdict(list)
    for row in rows:
        if row["answerable"]:
            answers[row["kind"]].append(row["answer"])
    passages: dict[str, list[str]] = defaultdict(list)
    for row in rows:
        passages[row["file"]].append(row["passage_text"])
    for row in rows:
        head = f"{row['symbol'] or Path(row['file']).stem}; speaker: {row['speaker'] or ITSELF}"
        text = row["passage_text"][:SHOWN]
        if not row["answerable"]:
            yield _answered(
                row["q"],
                chance.choice(answers.get(row["kind"]) or ["2021"]),
                head,
                text,
                borne=False,
                where=False,
            )
            continue
        if chance.random() < 0.8 or len(row["passage_text"]) > SHOWN:
            spans = sentences(row["passage_text"], "en")
            proofs = [row["passage_text"][s.start : s.end] for s in spans]
            kept = [proof for proof in proofs if any(run in proof for run in row["evidence"])]
            text = " … ".join(kept) or " … ".join(row["evidence"])
        yield _answered(row["q"], row["answer"], head, text, borne=True, where=True)
        yield _wrongly_answered(
            row["q"], row["answer"], head, text, answers[row["kind"]], passages[row["file"]], chance
        )


def _wrongly_answered(
    question: str,
    answer: str,
    head: str,
    text: str,
    answers: Sequence[str],
    passages: Sequence[str],
    chance: random.Random,
) -> Pair:
    """The answer changed, or another's; else another passage of the document."""
    if chance.random() < 0.3:
        other = chance.choice(passages)[:SHOWN]
        if other[:60] not in text and text[:60] not in other and answer not in other:
            return _answered(question, answer, head, other, borne=False, where=False)
    around = Surroundings("en", [text, *chance.sample(answers, min(6, len(answers)))])
    edited: Edited | None = falsified(answer, around, chance) if chance.random() < 0.5 else None
    new = edited.text if edited else chance.choice(answers)
    return _answered(question, new, head, text, borne=new == answer, where=True)


def _answered(question: str, answer: str, head: str, text: str, *, borne: bool, where: bool) -> Pair:
    start = len(question) + 1
    marks: Spans | None = () if borne else ((start, start + len(answer)),) if where else None
    return Pair(f"{question} {answer}", head, text, borne, marks, "asked")


def squad(bench: Path, count: int, chance: random.Random) -> Iterator[Pair]:
    """Questions of SQuAD 2.0 with their answers, and those that cannot be answered with what looks like one."""
    rows = []
    for path in sorted((bench / "squad2").glob("*.json")):
        for article in json.loads(path.read_text(encoding="utf-8"))["data"]:
            for paragraph in article["paragraphs"]:
                found = [each["answers"][0]["text"] for each in paragraph["qas"] if each["answers"]]
                rows += [(article["title"], paragraph["context"], each, found) for each in paragraph["qas"]]
    for title, context, each, answers in chance.sample(rows, min(count, len(rows))):
        head = title.replace("_", " ") if chance.random() < 0.5 else ""
        if each["answers"]:
            answer = each["answers"][0]["text"]
            text = _about(context, each["answers"][0]["answer_start"], "en")
            yield _answered(each["question"], answer, head, text, borne=True, where=True)
            yield _wrongly_answered(each["question"], answer, head, text, answers, [context], chance)
        elif plausible := each.get("plausible_answers"):
            text = _about(context, plausible[0]["answer_start"], "en")
            yield _answered(each["question"], plausible[0]["text"], head, text, borne=False, where=False)


def _about(text: str, at: int, language: str) -> str:
    """The sentence that has a place of a text."""
    spans = sentences(text, language)
    return next((text[span.start : span.end] for span in spans if span.start <= at < span.end), text[:SHOWN])


def across(bench: Path, count: int, chance: random.Random) -> Iterator[Pair]:
    """Sentences and answered questions of XQuAD, with a paragraph in another language."""
    rows: dict[str, list[Mapping[str, Any]]] = {}
    for language in LANGUAGES:
        data = json.loads((bench / "xquad" / f"xquad.{language}.json").read_text(encoding="utf-8"))["data"]
        rows[language] = [paragraph for article in data for paragraph in article["paragraphs"]]
    parts = {language: [cut(p["context"], language) for p in rows[language]] for language in LANGUAGES}
    for _ in range(count):
        ours, theirs = chance.choice(LANGUAGES), chance.choice(("en", "en", *LANGUAGES))
        at = chance.randrange(len(rows["en"]))
        context = rows[theirs][at]["context"]
        if chance.random() < 0.4:
            number = chance.randrange(len(rows[ours][at]["qas"]))
            each, same = (rows[language][at]["qas"][number] for language in (ours, theirs))
            answers = [other["answers"][0]["text"] for other in rows[ours][at]["qas"]]
            answer = each["answers"][0]["text"]
            text = _about(context, same["answers"][0]["answer_start"], theirs)
            yield _answered(each["question"], answer, "", text, borne=True, where=True)
            yield _wrongly_answered(each["question"], answer, "", text, answers, [context], chance)
        elif parts[ours][at] and parts[theirs][at]:
            yield from _across_sentence(parts, ours, theirs, at, context, chance)


def _across_sentence(
    parts: Mapping[str, Sequence[Sequence[str]]],
    ours: str,
    theirs: str,
    at: int,
    context: str,
    chance: random.Random,
) -> Iterator[Pair]:
    """A sentence in one language; the same number of sentences in the other lets its own translation prove it."""
    which = chance.randrange(len(parts[ours][at]))
    text = parts[ours][at][which]
    aligned = len(parts[ours][at]) == len(parts[theirs][at])
    if not aligned and len(context) > 700:
        return
    proof = parts[theirs][at][which] if aligned and chance.random() < 0.9 else context
    nearby = [*parts[ours][at], *parts[ours][at - 1]]
    around = Surroundings(ours, [row for row in nearby if row != text])
    yield Pair(shortened(text, ours, chance), "", proof, borne=True, marks=(), kind="across")
    edited = falsified(text, around, chance)
    if edited and chance.random() < 0.88:
        yield Pair(edited.text, "", proof, borne=False, marks=edited.marks or None, kind="across")
    elif around.others and proof != context:
        yield Pair(chance.choice(around.others), "", proof, borne=False, marks=None, kind="across other")


def declaration(folder: Path, chance: random.Random, repeats: int = 3) -> Iterator[Pair]:
    """The articles of the Universal Declaration of Human Rights, in six languages."""
    rows = {}
    for path in sorted(folder.glob("udhr_*.xml")):
        found = [
            " ".join("".join(node.itertext()).split())
            for node in etree.parse(path).iter()
            if etree.QName(node).localname == "para"
        ]
        rows[path.stem[-2:]] = found
    size = len(rows["en"])
    whole = {language: found for language, found in rows.items() if len(found) == size}
    for _ in range(repeats):
        for at in range(size):
            for ours in whole:
                theirs = chance.choice([language for language in whole if language != ours])
                text, proof = whole[ours][at], whole[theirs][at]
                if len(text) > LONGEST:
                    continue
                around = Surroundings(
                    ours, [row for row in whole[ours][max(at - 3, 0) : at + 4] if row != text]
                )
                yield Pair(text, "", proof, borne=True, marks=(), kind="declaration")
                edited = falsified(text, around, chance)
                if edited:
                    yield Pair(
                        edited.text, "", proof, borne=False, marks=edited.marks or None, kind="declaration"
                    )
