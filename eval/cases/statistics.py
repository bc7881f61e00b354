"""Intervals and tests on per-question values; the same seed always, so that a figure can be repeated."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

RESAMPLES = 4000
SEED = 20150716
EXACT_UP_TO = 14  # non-zero differences whose 2^n signs are all tried


@dataclass(frozen=True, slots=True, kw_only=True)
class Interval:
    """A mean with what is known of it.

    Attributes:
        mean: The mean.
        low: Lower end of its 95 % interval.
        high: Upper end.
        ceiling: What it lies below with 95 % confidence: the one-sided bound, for rules that ask one way.
        n: Number of values.
    """

    mean: float
    low: float
    high: float
    ceiling: float
    n: int


def interval(values: Sequence[float]) -> Interval:
    """Mean and percentile bootstrap interval (Efron and Tibshirani, 1993, chapter 13).

    Raises:
        ValueError: no values.
    """
    if not values:
        raise ValueError("An interval needs values")
    sample = np.asarray(values, dtype=np.float64)
    rng = np.random.default_rng(SEED)
    means = sample[rng.integers(0, sample.size, (RESAMPLES, sample.size))].mean(axis=1)
    low, ceiling, high = (float(bound) for bound in np.quantile(means, (0.025, 0.95, 0.975)))
    return Interval(mean=float(sample.mean()), low=low, high=high, ceiling=ceiling, n=sample.size)


def share_interval(values: Sequence[float]) -> Interval:
    """Interval of the mean of values between 0 and 1.

    Where all are 1, or all 0, resampling them tells nothing; the bounds are then those of a binomial share
    (Clopper and Pearson, 1934): 30 quotations of 30 may still mean that one in nine is not verbatim.

    Raises:
        ValueError: no values.
    """
    found = interval(values)
    rare, rarer = 0.05 ** (1 / found.n), 0.025 ** (1 / found.n)
    if min(values) == 1.0:
        return replace(found, low=rarer)
    if max(values) == 0.0:
        return replace(found, ceiling=1 - rare, high=1 - rarer)
    return found


def permutation_p(deltas: Sequence[float]) -> float:
    """Two-sided p of a paired sign-flip permutation test on the mean difference (Fisher, 1935).

    Zero differences carry no sign. Up to 14 others all signs are tried; beyond, 4,000 at random.
    """
    moved = np.asarray([delta for delta in deltas if delta != 0], dtype=np.float64)
    if moved.size == 0:
        return 1.0
    observed = abs(moved.sum()) - 1e-12
    signs = _signs(moved.size)
    extreme = int((np.abs(signs @ moved) >= observed).sum())
    exact = moved.size <= EXACT_UP_TO
    return extreme / len(signs) if exact else (extreme + 1) / (len(signs) + 1)


def holm(p_values: Sequence[float]) -> list[float]:
    """P values corrected for their number, in the same order (Holm, 1979)."""
    order = sorted(range(len(p_values)), key=lambda i: p_values[i])
    corrected = [0.0] * len(p_values)
    highest = 0.0
    for rank, i in enumerate(order):
        highest = max(highest, min(1.0, (len(p_values) - rank) * p_values[i]))
        corrected[i] = highest
    return corrected


def quantile(values: Sequence[float], share: float) -> float:
    """The value below which this share lies; 0 for no values."""
    return float(np.quantile(np.asarray(values), share)) if values else 0.0


def _signs(size: int) -> NDArray[np.float64]:
    if size <= EXACT_UP_TO:
        bits = (np.arange(1 << size)[:, None] >> np.arange(size)) & 1
        return (bits * 2 - 1).astype(np.float64)
    rng = np.random.default_rng(SEED)
    return rng.choice((-1.0, 1.0), size=(RESAMPLES, size))
