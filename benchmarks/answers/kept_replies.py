"""Replies of a strong model with their proofs, and lies that look like them; in two parts that share no document.

One line of the file is one question: its passages (head and text), sentences that the passages bear out, each with
the words that prove it, and sentences with one thing wrong and the same words.
"""

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, Literal

Part = Literal["learn", "held"]

LEARN: Final = 3  # of five parts of the documents, by the hash of their names; the others only measure


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptProof:
    """Words of a passage that a sentence was proved with.

    Attributes:
        passage: The passage's id in its question.
        head: What the prompt told of it: symbol or title, date, speaker.
        words: The proof.
        text: The whole passage.
    """

    passage: str
    head: str
    words: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptSentence:
    """A sentence of a reply.

    Attributes:
        text: The sentence.
        language: Language of the question, which is the sentence's but for a few lies.
        proofs: Its proofs.
        lie: What is wrong with it; empty where it is faithful.
        question: Id of the question.
    """

    text: str
    language: str
    proofs: tuple[KeptProof, ...]
    lie: str
    question: str


def sentences_of(rows: Sequence[Mapping[str, Any]]) -> Iterator[KeptSentence]:
    """Every faithful sentence and every lie of some questions."""
    for row in rows:
        passages = {each["id"]: each for each in row["passages"]}
        told = [*((each, "") for each in row["statements"]), *((each, each["kind"]) for each in row["lies"])]
        for each, lie in told:
            proofs = tuple(
                KeptProof(
                    passage=proof["passage"],
                    head=passages[proof["passage"]]["head"],
                    words=proof["quote"],
                    text=passages[proof["passage"]]["text"],
                )
                for proof in each["proofs"]
            )
            yield KeptSentence(
                text=each["text"], language=row["language"], proofs=proofs, lie=lie, question=row["id"]
            )


def load_replies(path: Path, part: Part | None = None) -> list[dict[str, Any]]:
    """The questions of one part, or of both.

    Questions that prove by a document in common are in one part, and so are those joined by others.

    Args:
        path: The file, JSON lines.
        part: "learn" is looked at and learned from, "held" only measures.
    """
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    if part is None:
        return rows
    group = _groups(rows)
    return [row for row in rows if (_hashed(group[row["id"]]) % 5 < LEARN) == (part == "learn")]


def document_of(head: str) -> str:
    """The document that a passage's head names: what stands before its date."""
    return head.rpartition("; speaker:")[0].rpartition(", ")[0]


def _groups(rows: Sequence[Mapping[str, Any]]) -> dict[str, str]:
    """The first name, by alphabet, of all documents and questions that a question hangs together with."""
    parent: dict[str, str] = {}

    def root(name: str) -> str:
        parent.setdefault(name, name)
        while parent[name] != name:
            parent[name] = parent[parent[name]]
            name = parent[name]
        return name

    for row in rows:
        heads = {each["id"]: each["head"] for each in row["passages"]}
        proved = [proof["passage"] for each in row["statements"] for proof in each["proofs"]]
        for document in {document_of(heads[passage]) for passage in proved}:
            first, second = sorted((root(f"document {document}"), root(f"question {row['id']}")))
            parent[second] = first
    return {row["id"]: root(f"question {row['id']}") for row in rows}


def _hashed(text: str) -> int:
    return int.from_bytes(hashlib.sha256(text.encode()).digest()[:8], "big")
