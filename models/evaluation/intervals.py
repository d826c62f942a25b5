"""How far the truth may lie from a figure: 95 % intervals of shares and of rates.

Clips of one person are alike: thousands of six men's say little about a seventh. So a share of
clips has two intervals. `wilson` takes clips as independent and speaks of *more clips of the same
people*; `korn_graubard` takes people as what was drawn and speaks of *people who were not heard*.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from scipy.stats import beta, chi2, t

Interval = tuple[float, float]

CONFIDENCE = 0.95


def wilson(right: int, count: int, z: float = 1.96) -> Interval:
    """Interval of a share of independent trials (Wilson, 1927)."""
    if count == 0:
        return 0.0, 1.0
    share = right / count
    centre = (share + z * z / (2 * count)) / (1 + z * z / count)
    half = z * np.sqrt(share * (1 - share) / count + (z / (2 * count)) ** 2) / (1 + z * z / count)
    return float(max(0.0, centre - half)), float(min(1.0, centre + half))


def clopper_pearson(right: float, count: float) -> Interval:
    """Exact interval of a share of trials (Clopper and Pearson, 1934); counts may be fractions."""
    tail = (1.0 - CONFIDENCE) / 2
    low = float(beta.ppf(tail, right, count - right + 1)) if right > 0 else 0.0
    high = float(beta.ppf(1 - tail, right + 1, count - right)) if right < count else 1.0
    return low, high


def korn_graubard(
    right: Sequence[float], count: Sequence[float], correlation: float = 0.0
) -> Interval:
    """Interval of a share of clips where people were drawn, not clips.

    The number of clips is divided by the design effect (how much more the share varies between
    people than chance alone would make it) and by what few people cost in certainty, and is then
    treated as Clopper and Pearson do (Korn and Graubard, 1998).

    Parameters
    ----------
    right, count : sequence of float
        Of each person: clips heard right, clips in all.
    correlation : float
        Intraclass correlation to assume where everybody was heard alike (all right or all wrong)
        and none can be measured; see `intraclass_correlation`.

    Returns
    -------
    tuple of float
        (0, 1) for one person, who says nothing of others.
    """
    people = len(count)
    if people < 2:
        return 0.0, 1.0
    rights, counts = np.asarray(right, float), np.asarray(count, float)
    total = counts.sum()
    share = float(rights.sum() / total)
    variance = people / (people - 1) * float(np.square((rights - share * counts) / total).sum())
    if variance > 0:
        effective = min(share * (1.0 - share) / variance, total)
    else:
        mean = float(np.square(counts).sum() / total)
        effective = total / (1.0 + (mean - 1.0) * correlation)
    upper = 1.0 - (1.0 - CONFIDENCE) / 2
    effective *= float((t.ppf(upper, total - 1) / t.ppf(upper, people - 1)) ** 2)
    return clopper_pearson(share * effective, effective)


def intraclass_correlation(right: Sequence[float], count: Sequence[float]) -> float:
    """How much alike a person's clips are, 0-1: the analysis-of-variance estimator.

    Parameters
    ----------
    right, count : sequence of float
        As for `korn_graubard`, of people of all corpora.
    """
    rights, counts = np.asarray(right, float), np.asarray(count, float)
    people, total = len(counts), counts.sum()
    if people < 2 or total <= people:
        return 0.0
    shares = rights / counts
    mean = rights.sum() / total
    between = float((counts * np.square(shares - mean)).sum()) / (people - 1)
    within = float((counts * shares * (1.0 - shares)).sum()) / (total - people)
    size = (total - float(np.square(counts).sum()) / total) / (people - 1)
    spread = between + (size - 1.0) * within
    return min(max((between - within) / spread, 0.0), 1.0) if spread > 0 else 0.0


def poisson(events: int) -> Interval:
    """Exact interval of the expected number of events, where `events` were seen (Garwood, 1936)."""
    tail = (1.0 - CONFIDENCE) / 2
    low = float(chi2.ppf(tail, 2 * events)) / 2 if events else 0.0
    return low, float(chi2.ppf(1 - tail, 2 * events + 2)) / 2
