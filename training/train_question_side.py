"""Learn the question side of the vectors: python -m training.train_question_side --library … --questions ….

A matrix that is added to the identity: the vector of a question is turned towards those of the passages that
answer, while the vectors of passages stay what they are. It is taught by the softmax over the right passage, the
right passages of the batch and wrong ones among the question's nearest, on the documents for teaching; how often
the right passage is among the nearest is printed for the documents held out.
"""

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import Final

import numpy as np
import torch
from torch.nn import functional

from index.dense.centring import Floats
from index.dense.meaning import centred_vector
from index.dense.question_side import FILE
from index.library import Library
from index.query.query import read
from settings import Settings
from training.hand_questions import HandQuestion, load

SEED: Final = 16
BATCH: Final = 128
EPOCHS: Final = 4  # more learns the documents by heart
RATE: Final = 1e-3
DECAY: Final = 0.1
SHARP: Final = 0.03  # the temperature of the softmax
NEAR: Final = 16  # wrong passages of a question's own, out of the DEPTH nearest
DEPTH: Final = 100
RANKS: Final = (1, 5, 10, 50)


class Space:
    """The vectors of a library's passages and of some questions."""

    def __init__(self, library: Library, asked: Sequence[HandQuestion]) -> None:
        register, vectors = library.register, library.vectors()
        names = [p.id for d in register.documents() for p in register.document_passages(d.id)]
        found = vectors.embeddings(names)
        self.place = {name: i for i, name in enumerate(found)}
        self.passages = torch.from_numpy(np.stack(list(found.values())).astype(np.float32))
        self.asked = [q for q in asked if q.answerable and not self.place.keys().isdisjoint(q.right)]
        self.questions = torch.from_numpy(np.stack([_vector(library, q.text) for q in self.asked]))

    def of(self, part: str) -> list[int]:
        """The questions of a part."""
        return [i for i, question in enumerate(self.asked) if question.part == part]

    def places(self, names: Sequence[str] | frozenset[str]) -> list[int]:
        """Where some passages are."""
        return sorted(self.place[name] for name in names if name in self.place)

    def figures(self, matrix: torch.Tensor, part: str) -> str:
        """How often a right passage is among the first so many."""
        chosen = self.of(part)
        ranks = []
        for row, i in zip(_turned(self.questions[chosen], matrix) @ self.passages.T, chosen, strict=True):
            ranks.append(int((row > row[self.places(self.asked[i].right)].max()).sum()) + 1)
        shares = [np.mean([rank <= most for rank in ranks]) for most in RANKS]
        return f"{part} ({len(chosen)}): " + " / ".join(f"{share:.3f}" for share in shares)


def learned(space: Space) -> torch.Tensor:
    """The matrix."""
    torch.manual_seed(SEED)
    chance = np.random.default_rng(SEED)
    chosen = space.of("teaching")
    nearest = (space.questions[chosen] @ space.passages.T).topk(DEPTH, dim=1).indices
    matrix = torch.zeros(space.passages.shape[1], space.passages.shape[1], requires_grad=True)
    optimiser = torch.optim.AdamW([matrix], lr=RATE, weight_decay=DECAY)
    for _ in range(EPOCHS):
        order = chance.permutation(len(chosen))
        for start in range(0, len(order), BATCH):
            some = order[start : start + BATCH]
            right, wrong = _examples(space, [chosen[i] for i in some], nearest[some], chance)
            optimiser.zero_grad()
            _loss(space, _turned(space.questions[[chosen[i] for i in some]], matrix), right, wrong).backward()
            optimiser.step()
    return matrix.detach()


def _examples(
    space: Space, chosen: Sequence[int], nearest: torch.Tensor, chance: np.random.Generator
) -> tuple[torch.Tensor, torch.Tensor]:
    right, wrong = [], []
    for i, near in zip(chosen, nearest.tolist(), strict=True):
        question = space.asked[i]
        copies = set(space.places(question.copies))
        right.append(chance.choice(space.places(question.own) or space.places(question.right)))
        wrong.append(chance.choice([place for place in near if place not in copies], NEAR, replace=False))
    return torch.tensor(np.array(right)), torch.tensor(np.array(wrong))


def _loss(space: Space, asked: torch.Tensor, right: torch.Tensor, wrong: torch.Tensor) -> torch.Tensor:
    batch = asked @ space.passages[right].T
    twice = (right[:, None] == right[None]) & ~torch.eye(len(right), dtype=torch.bool)
    own = torch.einsum("qd,qnd->qn", asked, space.passages[wrong])
    odds = torch.cat([batch.masked_fill(twice, -1.0), own], 1) / SHARP
    return functional.cross_entropy(odds, torch.arange(len(right)))


def _turned(vectors: torch.Tensor, matrix: torch.Tensor) -> torch.Tensor:
    return functional.normalize(vectors + vectors @ matrix, dim=1)


def _vector(library: Library, text: str) -> Floats:
    query = read(text)
    return np.asarray(centred_vector(library.embedder, query.text, query.language), np.float32)


def main() -> None:
    """Learn, tell and write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--library", type=Path, required=True, help="library of the whole corpus")
    parser.add_argument("--questions", type=Path, required=True, help="questions by hand (.jsonl)")
    arguments = parser.parse_args()
    torch.set_num_threads(1)
    library = Library(Settings(library=arguments.library))
    space = Space(library, load(arguments.questions, library.register))
    library.close()
    matrix = learned(space)
    for part in ("teaching", "choosing", "judging"):
        print(f"before, {space.figures(torch.zeros_like(matrix), part)}")  # noqa: T201
        print(f"after, {space.figures(matrix, part)}")  # noqa: T201
    np.save(FILE, matrix.numpy().astype(np.float16))


if __name__ == "__main__":
    main()
