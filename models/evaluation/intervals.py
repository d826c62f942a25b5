"""Confidence intervals (95 %) of proportions and rates.

Clips of one speaker are correlated: thousands of clips of six speakers say little about a seventh.
So an accuracy has two intervals. `wilson` treats clips as independent and applies to *more clips of
the same speakers*; `korn_graubard` treats speakers as the sample and applies to *other speakers*.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

Interval = tuple[float, float]

CONFIDENCE = 0.95


def wilson(right: int, count: int, z: float = 1.96) -> Interval:
    """Interval of a proportion of independent trials (Wilson, 1927)."""
    if count == 0:
        return 0.0, 1.0
    share = right / count
    centre = (share + z * z / (2 * count)) / (1 + z * z / count)
    half = z * np.sqrt(share * (1 - share) / count + (z / (2 * count)) ** 2) / (1 + z * z / count)
    return float(max(0.0, centre - half)), float(min(1.0, centre + half))


def clopper_pearson(right: float, count: float) -> Interval:
    """Exact interval of a proportion (Clopper and Pearson, 1934); counts may be fractional."""
    from scipy.stats import beta

    tail = (1.0 - CONFIDENCE) / 2
    low = float(beta.ppf(tail, right, count - right + 1)) if right > 0 else 0.0
    high = float(beta.ppf(1 - tail, right + 1, count - right)) if right < count else 1.0
    return low, high


def korn_graubard(
    right: Sequence[float], count: Sequence[float], correlation: float = 0.0
) -> Interval:
    """Interval of a proportion of clips in a sample of speakers (Korn and Graubard, 1998).

    The number of clips is divided by the design effect (the variance between speakers relative to
    that of independent clips) and corrected for the number of speakers (Student's t). The interval
    is that of Clopper and Pearson for this effective number.

    Parameters
    ----------
    right, count : sequence of float
        Correct clips and all clips of each speaker.
    correlation : float
        Intraclass correlation to assume if it cannot be measured because all speakers have the same
        accuracy, such as 100 %; see `intraclass_correlation`.

    Returns
    -------
    tuple of float
        (0, 1) for a single speaker.
    """
    from scipy.stats import t

    speakers = len(count)
    if speakers < 2:
        return 0.0, 1.0
    rights, counts = np.asarray(right, float), np.asarray(count, float)
    total = counts.sum()
    share = float(rights.sum() / total)
    variance = speakers / (speakers - 1) * float(np.square((rights - share * counts) / total).sum())
    if variance > 0:
        effective = min(share * (1.0 - share) / variance, total)
    else:
        mean = float(np.square(counts).sum() / total)
        effective = total / (1.0 + (mean - 1.0) * correlation)
    upper = 1.0 - (1.0 - CONFIDENCE) / 2
    effective *= float((t.ppf(upper, total - 1) / t.ppf(upper, speakers - 1)) ** 2)
    return clopper_pearson(share * effective, effective)


def intraclass_correlation(right: Sequence[float], count: Sequence[float]) -> float:
    """Intraclass correlation of a speaker's clips, 0-1: the analysis-of-variance estimator.

    Parameters
    ----------
    right, count : sequence of float
        As for `korn_graubard`, for speakers of all corpora.
    """
    rights, counts = np.asarray(right, float), np.asarray(count, float)
    speakers, total = len(counts), counts.sum()
    if speakers < 2 or total <= speakers:
        return 0.0
    shares = rights / counts
    mean = rights.sum() / total
    between = float((counts * np.square(shares - mean)).sum()) / (speakers - 1)
    within = float((counts * shares * (1.0 - shares)).sum()) / (total - speakers)
    size = (total - float(np.square(counts).sum()) / total) / (speakers - 1)
    spread = between + (size - 1.0) * within
    return min(max((between - within) / spread, 0.0), 1.0) if spread > 0 else 0.0


def poisson(events: int) -> Interval:
    """Exact interval of the expected number of events, given the observed (Garwood, 1936)."""
    from scipy.stats import chi2

    tail = (1.0 - CONFIDENCE) / 2
    low = float(chi2.ppf(tail, 2 * events)) / 2 if events else 0.0
    return low, float(chi2.ppf(1 - tail, 2 * events + 2)) / 2
