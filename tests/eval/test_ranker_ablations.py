from eval.ranker_ablations import GROUPS
from index.features import FEATURES


def test_every_feature_is_in_one_group() -> None:
    assert sorted(name for names in GROUPS.values() for name in names) == sorted(FEATURES)
