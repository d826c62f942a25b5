"""From judged recordings to figures: tables by digit, corpus and person, and calibration."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
from sklearn.metrics import precision_recall_fscore_support, roc_auc_score

from models.data.index import OTHER
from models.evaluation.evaluate import Judged
from models.evaluation.intervals import intraclass_correlation, korn_graubard, wilson

DIGITS = list(range(10))
BINS = 15
"""Of equal width, as Guo et al. (2017) count the calibration error."""

Rows = list[dict[str, Any]]
Weights = Mapping[str, float]
"""Speaker -> what each of their clips counts for, where not all of them were judged."""


def by_speaker(
    judged: list[Judged], weights: Weights | None = None
) -> tuple[list[float], list[float]]:
    """Clips heard right and clips in all, of each person, weighted if need be."""
    right: dict[str, float] = {}
    count: dict[str, float] = {}
    for one in judged:
        weight = weights[one.speaker] if weights else 1.0
        right[one.speaker] = right.get(one.speaker, 0.0) + weight * one.is_right
        count[one.speaker] = count.get(one.speaker, 0.0) + weight
    return list(right.values()), list(count.values())


def accuracy_row(
    name: str, judged: list[Judged], correlation: float, weights: Weights | None = None
) -> dict[str, Any]:
    """Accuracy without rejection, for the same people (low, high) and for further ones."""
    right, count = by_speaker(judged, weights)
    accuracy = sum(right) / sum(count)
    low, high = wilson(round(accuracy * len(judged)), len(judged))
    low_people, high_people = korn_graubard(right, count, correlation)
    return {
        "name": name,
        "speakers": len(count),
        "clips": len(judged),
        "accuracy": accuracy,
        "low": low,
        "high": high,
        "low_people": low_people,
        "high_people": high_people,
        "rejected": sum(one.rejected is not None for one in judged) / len(judged),
    }


def accuracy_rows(judged: list[Judged], key: Callable[[Judged], str]) -> Rows:
    """Accuracy by corpus or by speaker, with the numbers of speakers and clips."""
    correlation = intraclass_correlation(*by_speaker(judged)) if judged else 0.0
    groups: dict[str, list[Judged]] = {}
    for one in judged:
        groups.setdefault(key(one), []).append(one)
    return [accuracy_row(name, groups[name], correlation) for name in sorted(groups)]


def acceptance_rows(judged: list[Judged]) -> Rows:
    """Share of what is no digit that was taken for one, by corpus and by kind."""
    others = [one for one in judged if one.label == OTHER]
    rows: Rows = []
    corpora = sorted({one.corpus for one in others})
    kinds = sorted({corpus.split("/")[0] for corpus in corpora})
    for name in [*corpora, *kinds]:
        refused = [
            one.rejected is not None
            for one in others
            if name in (one.corpus, one.corpus.split("/")[0])
        ]
        taken = refused.count(False)
        low, high = wilson(taken, len(refused))
        rows.append(
            {
                "name": name if name in corpora else f"all {name}",
                "clips": len(refused),
                "share": taken / len(refused),
                "low": low,
                "high": high,
            }
        )
    return rows


def digit_rows(judged: list[Judged]) -> Rows:
    """The origin's table: precision, recall, F1, support and AUC of each digit."""
    truth = np.array([one.label for one in judged])
    said = np.array([one.digit for one in judged])
    probabilities = np.array([one.probabilities for one in judged])
    scores = precision_recall_fscore_support(truth, said, labels=DIGITS, zero_division=0)
    return [
        {
            "digit": digit,
            "precision": float(scores[0][digit]),
            "recall": float(scores[1][digit]),
            "f1": float(scores[2][digit]),
            "support": int(scores[3][digit]),
            "auc": float(roc_auc_score(truth == digit, probabilities[:, digit])),
        }
        for digit in DIGITS
        if (truth == digit).any() and (truth != digit).any()
    ]


def confusion(judged: list[Judged]) -> np.ndarray:
    """What was answered at the shipped thresholds.

    Returns
    -------
    ndarray, shape (11, 11), int
        Row: what was spoken, 0-9 or other; column: the answer, 0-9 or refused.
    """
    counts = np.zeros((11, 11), int)
    for one in judged:
        counts[one.label, OTHER if one.rejected else one.digit] += 1
    return counts


def calibration(judged: list[Judged]) -> dict[str, Any]:
    """How often answers of each confidence are right.

    Parameters
    ----------
    judged : list of Judged
        Digits only.

    Returns
    -------
    dict
        ``error``: the expected calibration error, 0-1; ``bins``: confidence, accuracy and clips
        of each bin that holds any.
    """
    confidence = np.array([max(one.probabilities) for one in judged])
    right = np.array([one.is_right for one in judged])
    index = np.minimum((confidence * BINS).astype(int), BINS - 1)
    bins: Rows = []
    for number in range(BINS):
        inside = index == number
        if inside.any():
            bins.append(
                {
                    "confidence": float(confidence[inside].mean()),
                    "accuracy": float(right[inside].mean()),
                    "clips": int(inside.sum()),
                }
            )
    error = sum(b["clips"] * abs(b["accuracy"] - b["confidence"]) for b in bins) / len(judged)
    return {"error": error, "bins": bins}
