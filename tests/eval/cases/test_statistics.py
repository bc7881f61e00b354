from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eval.cases.statistics import holm, interval, permutation_p, quantile, share_interval


def test_interval_of_equal_values_has_no_width() -> None:
    found = interval([0.5] * 20)
    assert (found.mean, found.low, found.high, found.ceiling, found.n) == (0.5, 0.5, 0.5, 0.5, 20)


def test_interval_covers_the_mean_about_as_wide_as_theory_says() -> None:
    found = interval([0.0, 1.0] * 50)
    assert found.high - found.low == pytest.approx(2 * 1.96 * 0.05, rel=0.1)


def test_interval_needs_values() -> None:
    with pytest.raises(ValueError, match="needs values"):
        interval([])


def test_permutation_is_exact_for_few_differences() -> None:
    deltas = [1.0, 1.0, 1.0, -0.5, 0.0]
    moved = [delta for delta in deltas if delta]
    sums = [sum(s * d for s, d in zip(signs, moved, strict=True)) for signs in product((1, -1), repeat=4)]
    assert permutation_p(deltas) == sum(abs(total) >= 2.5 for total in sums) / 16


def test_permutation_of_no_difference_and_of_a_plain_one() -> None:
    assert permutation_p([0.0] * 30) == 1.0
    assert permutation_p([1.0] * 30) < 0.001


def test_holm_is_the_textbook_example() -> None:
    assert holm([0.01, 0.04, 0.03, 0.005]) == pytest.approx([0.03, 0.06, 0.06, 0.02])


@given(st.lists(st.floats(0, 1), max_size=12))
def test_holm_only_raises_and_keeps_the_order(ps: list[float]) -> None:
    corrected = holm(ps)
    assert all(q >= p and q <= 1 for p, q in zip(ps, corrected, strict=True))
    pairs = sorted(zip(ps, corrected, strict=True))
    assert [q for _, q in pairs] == sorted(q for _, q in pairs)


def test_quantile() -> None:
    assert quantile([1, 2, 3], 0.5) == 2
    assert quantile([], 0.5) == 0


def test_all_right_is_not_certainty() -> None:
    assert share_interval([1.0] * 30).low == pytest.approx(0.8843, abs=1e-4)  # Clopper and Pearson, 30 of 30
    assert share_interval([0.0] * 30).high == pytest.approx(0.1157, abs=1e-4)
    mixed = [1.0] * 29 + [0.0]
    assert share_interval(mixed) == interval(mixed)
