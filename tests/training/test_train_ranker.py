import numpy as np

from benchmarks.retrieval.retrieval_sets import Ask
from index.ranking.features import FEATURES
from training.train_ranker import Example, learn


def example(seed: int) -> Example:
    """The answer has more coverage; by chance it has fewer pairs of words, too."""
    chance = np.random.default_rng(seed)
    features = chance.normal(size=(5, len(FEATURES)))
    features[0, FEATURES.index("around")] += 3
    features[0, FEATURES.index("window_around")] -= 3
    ask = Ask(
        id=str(seed),
        text="",
        language="en",
        wanted=(frozenset("a"),),
        documents=frozenset(),
        slices=frozenset(),
    )
    return Example(ask, list("abcde"), features, np.array([1.0, 0, 0, 0, 0]), 1.0)


def test_what_can_only_speak_for_a_passage_does_not_weigh_against_it() -> None:
    weights = dict(zip(FEATURES, learn([example(n) for n in range(20)]), strict=True))
    assert weights["around"] > 0
    assert weights["window_around"] == 0
    assert weights["masthead"] <= 0
