"""Teach the cross-encoder to put the right passage first: python -m training.train_reranker --help.

It goes on from ``index/models/cross_encoder.onnx`` as ``training.train_cross_encoder`` left it, which knows
sentences of paragraphs and nothing of passages beside one another. Each question by hand comes with the passage
that answers it and others that our own search brings (``training.mined``; near-copies left out); questions that
their passage does not answer come with it alone; and pairs of SQuAD 2.0 and XQuAD keep what was known. The loss
is that of the right passage among the others, of each sentence, and of each passage by itself. What is written is
the running mean of the weights. Figures are of documents that nothing was learned from.
"""

import argparse
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from time import monotonic
from typing import Final, TypeVar

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional

from index.library import Library
from index.models.cross_encoder import LOWER, Excerpt, Window, question_ids, windows_of
from index.models.e5_file import WeightsFile, weights_path
from index.models.states import shared_states
from index.ranking.reading import READ
from settings import Settings
from training.cross_encoder_data import Pair, Pairs
from training.cross_encoder_data import load as load_bench
from training.cross_encoder_export import Learned, export
from training.cross_encoder_net import Text, Upper
from training.hand_questions import HandQuestion, load
from training.mined import kept
from training.reranker_data import Lesson, PassageWindows, Told, lessons
from training.train_cross_encoder import OUT

Thing = TypeVar("Thing")

SEED: Final = 16
QUESTIONS: Final = 8  # read at once
TOGETHER: Final = 2  # such readings a step
WRONG: Final = 5  # passages beside the right one
UNANSWERED: Final = 2  # questions with a passage that does not answer them, beside QUESTIONS
BENCH: Final = 8  # pairs of SQuAD and XQuAD beside QUESTIONS
ROWS: Final = 28  # texts of like length that go through the layers at once
RATE: Final = 1e-4
NEW: Final = 3.0  # times that for what is not a layer
WARM: Final = 0.08  # of a pass, in which the rate rises
ANSWERS: Final = 3.0  # what a sentence that answers counts
SENTENCES, WHOLE = 0.7, 0.4  # what the losses of sentences and of passages by themselves count
MEAN: Final = 0.99  # what of the running mean of the weights stays at a step
JUDGED: Final = 110  # questions of a report on the way
REPORT: Final = 80  # steps


@dataclass(frozen=True, slots=True)
class Row:
    """A question and a window, as they are read, and what is right.

    Attributes:
        question: The states of the question.
        passage: The states of the window.
        answers: Which sentences answer.
        weight: How much the passage by itself counts.
    """

    question: Text
    passage: Text
    answers: Sequence[bool]
    weight: float


class States:
    """What the lower layers make of texts, as the program runs them, kept."""

    def __init__(self) -> None:
        self._lower = shared_states()
        self._kept: dict[tuple[int, ...], Tensor] = {}

    def question(self, text: str) -> Text:
        """A question."""
        return Text(self._of(tuple(question_ids(text))))

    def window(self, window: Window) -> Text:
        """A window of a passage."""
        return Text(self._of(window.ids), window.spans)

    def _of(self, ids: tuple[int, ...]) -> Tensor:
        if ids not in self._kept:
            states = self._lower.of(ids)[0]
            self._kept[ids] = torch.from_numpy(states.astype(np.float16))
        return self._kept[ids]


class Course:
    """What is taught, in batches of rows; the first QUESTIONS groups of a batch are of one question each."""

    def __init__(
        self,
        taught: Sequence[Lesson],
        unanswered: Sequence[tuple[HandQuestion, Window]],
        bench: Pairs,
        texts: PassageWindows,
        states: States,
    ) -> None:
        self._chance = random.Random(SEED)  # noqa: S311 - a sample, not a secret
        self._states, self._texts = states, texts
        self._lessons = self._endless(taught)
        self._unanswered = self._endless(unanswered)
        self._bench = self._endless(bench.epoch(self._chance))

    def _endless(self, things: Sequence[Thing]) -> Iterator[Thing]:
        while True:
            order = list(things)
            self._chance.shuffle(order)
            yield from order

    def batch(self) -> list[list[Row]]:
        """The rows of each question, the right one first, and last the rows that stand alone."""
        groups = [self._of_lesson(next(self._lessons)) for _ in range(QUESTIONS)]
        alone = [self._of_unanswered(*next(self._unanswered)) for _ in range(UNANSWERED)]
        return [*groups, alone + [self._of_pair(next(self._bench)) for _ in range(BENCH)]]

    def _of_lesson(self, lesson: Lesson) -> list[Row]:
        asked = self._states.question(lesson.question.text)
        wrong = (self._chance.choice(self._texts.windows(n)) for n in lesson.some_wrong(WRONG, self._chance))
        told = [(lesson.right, 1.0), *((Told.nothing(window), 0.4) for window in wrong)]
        return [Row(asked, self._states.window(t.window), t.answers, weight) for t, weight in told]

    def _of_unanswered(self, question: HandQuestion, window: Window) -> Row:
        told = Told.nothing(window)
        return Row(self._states.question(question.text), self._states.window(window), told.answers, 1.5)

    def _of_pair(self, pair: Pair) -> Row:
        window = next(windows_of(Excerpt(pair.paragraph.head, pair.paragraph.sentences)))
        passage = self._states.window(window)
        return Row(self._states.question(pair.question), passage, pair.answers[: len(window.spans)], 0.5)


def read(upper: Upper, rows: Sequence[Row]) -> tuple[list[Tensor], Tensor]:
    """The log odds of the sentences of each row, and of each row's passage."""
    order = sorted(range(len(rows)), key=lambda i: len(rows[i].question.states) + len(rows[i].passage.states))
    sentences: list[Tensor] = [torch.empty(0)] * len(rows)
    wholes: list[Tensor] = [torch.empty(0)] * len(rows)
    for start in range(0, len(order), ROWS):
        some = order[start : start + ROWS]
        scores, whole = upper([rows[i].question for i in some], [rows[i].passage for i in some])
        parts = scores.split([len(rows[i].passage.spans) for i in some])
        for i, part, one in zip(some, parts, whole, strict=True):
            sentences[i], wholes[i] = part, one
    return sentences, torch.stack(wholes)


def loss(upper: Upper, groups: Sequence[Sequence[Row]]) -> Tensor:
    """What is to be made small."""
    rows = [row for group in groups for row in group]
    sentences, wholes = read(upper, rows)
    answers = torch.tensor([float(answer) for row in rows for answer in row.answers])
    each = functional.binary_cross_entropy_with_logits(
        torch.cat(sentences), answers, pos_weight=torch.tensor(ANSWERS)
    )
    parts = wholes.split([len(group) for group in groups])[:QUESTIONS]
    first = torch.stack([functional.cross_entropy(part[None], torch.tensor([0])) for part in parts]).mean()
    any_ = torch.tensor([float(any(row.answers)) for row in rows])
    weights = torch.tensor([row.weight for row in rows])
    alone = functional.binary_cross_entropy_with_logits(wholes, any_, weight=weights)
    return SENTENCES * each + first + WHOLE * alone


def teach(upper: Upper, course: Course, steps: int, judge: "Judge") -> None:
    """Teach for so many steps; what is left in ``upper`` is the running mean of the weights."""
    fresh = [value for name, value in upper.named_parameters() if not name.startswith("layers")]
    groups = [{"params": list(upper.layers.parameters()), "lr": RATE}, {"params": fresh, "lr": NEW * RATE}]
    optimiser = torch.optim.AdamW(groups, fused=True, weight_decay=0.02)
    rate = torch.optim.lr_scheduler.LambdaLR(
        optimiser, lambda step: min(1.0, (step + 1) / (WARM * steps)) * (1 - 0.95 * step / steps)
    )
    mean = {name: value.clone() for name, value in upper.state_dict().items()}
    began = monotonic()
    for step in range(steps):
        optimiser.zero_grad()
        for _ in range(TOGETHER):
            (loss(upper, course.batch()) / TOGETHER).backward()
        torch.nn.utils.clip_grad_norm_(upper.parameters(), 1.0)
        optimiser.step()
        rate.step()
        stays = min(MEAN, (2 + step) / (11 + step))
        for name, value in upper.state_dict().items():
            mean[name].mul_(stays).add_(value.detach(), alpha=1 - stays)
        if step % REPORT == REPORT - 1:
            print(f"step {step + 1} of {steps}, {monotonic() - began:.0f} s: {judge.told(upper, JUDGED)}")  # noqa: T201
    upper.load_state_dict(mean)


@dataclass(frozen=True, slots=True)
class Judge:
    """Figures on documents that nothing is learned from."""

    lessons: Sequence[Lesson]
    unanswered: Sequence[tuple[HandQuestion, Window]]
    texts: PassageWindows
    states: States

    @torch.no_grad()
    def told(self, upper: Upper, count: int) -> str:
        """How often a right passage is first, among three and among five; how well answers are told from none."""
        chance = random.Random(SEED)  # noqa: S311
        ranks, has, none = [], [], []
        for lesson in chance.sample(self.lessons, min(count, len(self.lessons))):
            windows = [self.texts.windows(name)[0] for name in lesson.read]
            odds = self._odds(upper, lesson.question, [*windows, lesson.right.window])
            order = [lesson.read[i] for i in np.argsort(-odds[:-1])]
            ranks.append(next((i for i, n in enumerate(order) if n in lesson.question.right), len(order)))
            has.append(odds[-1])
        for question, window in self.unanswered[:count]:
            none.append(self._odds(upper, question, [window])[0])
        shares = " / ".join(f"{np.mean(np.array(ranks) < most):.3f}" for most in (1, 3, 5))
        area = (np.array(has)[:, None] > np.array(none)[None]).mean()
        return f"{shares}, area under the curve {area:.3f}"

    def _odds(
        self, upper: Upper, question: HandQuestion, windows: Sequence[Window]
    ) -> np.ndarray[tuple[int], np.dtype[np.float32]]:
        asked = self.states.question(question.text)
        rows = [Row(asked, self.states.window(w), (False,) * len(w.spans), 1.0) for w in windows]
        odds: np.ndarray[tuple[int], np.dtype[np.float32]] = read(upper, rows)[1].numpy()
        return odds


def main() -> None:
    """Teach, tell and write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--library", type=Path, required=True, help="library of the whole corpus")
    parser.add_argument("--questions", type=Path, required=True, help="questions by hand (.jsonl)")
    parser.add_argument("--mined", type=Path, required=True, help="what training.mined wrote")
    parser.add_argument("--bench", type=Path, required=True, help="the folder of squad2 and xquad")
    parser.add_argument("--steps", type=int, default=480)
    arguments = parser.parse_args()
    torch.manual_seed(SEED)
    torch.set_num_threads(1)
    library = Library(Settings(library=arguments.library))
    asked, found = load(arguments.questions, library.register), kept(arguments.mined)
    texts, states, weights = PassageWindows(library), States(), WeightsFile(weights_path())
    taught, choosing = (lessons(texts, asked, found, part, READ) for part in ("teaching", "choosing"))
    unanswered = {
        part: [(q, texts.windows(q.own[0])[0]) for q in asked if q.part == part and not q.answerable]
        for part in ("teaching", "choosing")
    }
    upper = Upper(weights, LOWER)
    upper.resume(OUT.read_bytes())
    judge = Judge(choosing, unanswered["choosing"], texts, states)
    print(f"before: {judge.told(upper, len(choosing))}")  # noqa: T201
    bench, _ = load_bench(arguments.bench)
    course = Course(taught, unanswered["teaching"], bench, texts, states)
    teach(upper, course, arguments.steps, judge)
    print(f"after: {judge.told(upper, len(choosing))}")  # noqa: T201
    OUT.write_bytes(export(Learned(weights.shape, upper.tensors()), LOWER))
    library.close()


if __name__ == "__main__":
    main()
