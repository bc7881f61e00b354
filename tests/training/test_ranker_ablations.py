from index.ranking.features import FEATURES
from training.ranker_ablations import GROUPS


def test_every_feature_is_in_one_group() -> None:
    assert sorted(name for names in GROUPS.values() for name in names) == sorted(FEATURES)
