"""Pairs that teach: both kinds of each sentence, and no document that measures."""

import json
import random
from pathlib import Path

from training.support.edits import Surroundings
from training.support.kept import names_held, replies
from training.support.pairs import of_sentence

TEXT = "Requests all 14 ports to report to the harbour authority before the end of the year, as necessary."


def test_each_sentence_is_taught_true_and_false() -> None:
    for seed in range(30):
        around = Surroundings("en", ("The shipyard was sold to a foreign bank, without a tender.",))
        true, false = of_sentence(TEXT, ((), ()), around, "L/1", "own", random.Random(seed))
        assert true.borne
        assert true.marks == ()
        assert not false.borne
        assert false.sentence != false.words
        for start, end in false.marks or ():
            assert 0 <= start < end <= len(false.sentence)


def _rows(path: Path) -> Path:
    rows = [
        {
            "id": f"q{number}", "language": "en", "not_found": False,
            "passages": [{"id": "p1", "head": f"L/{number}, 2031; speaker: the document itself", "text": "The pier is closed in winter."}],
            "statements": [{"text": "The pier is closed in winter.", "proofs": [{"passage": "p1", "quote": "The pier is closed in winter"}]}],
            "lies": [{"text": "The pier is closed in summer.", "kind": "time changed", "proofs": [{"passage": "p1", "quote": "The pier is closed in winter"}]}],
        }
        for number in range(40)
    ]  # fmt: skip
    path.write_text("\n".join(map(json.dumps, rows)), "utf-8")
    return path


def test_a_lie_is_marked_where_it_departs_from_the_faithful_sentence(tmp_path: Path) -> None:
    told = [pair for _, pair in replies(_rows(tmp_path / "replies.jsonl"), "learn")]
    lies = [pair for pair in told if not pair.borne]
    assert lies
    assert len(lies) == len(told) - len(lies)
    for lie in lies:
        assert "".join(lie.sentence[start:end] for start, end in lie.marks or ()) in ("summ", "summer", "sum")


def test_the_measuring_part_shares_no_document(tmp_path: Path) -> None:
    path = _rows(tmp_path / "replies.jsonl")
    taught = {pair.head.partition(",")[0] for _, pair in replies(path, "learn")}
    assert taught
    assert names_held(path)
    assert not taught & names_held(path)
