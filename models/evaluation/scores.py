"""Scores from predictions: accuracy by digit, corpus and speaker, rejection, calibration."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

from models.data.index import OTHER
from models.data.splits import split_of_word
from models.evaluation.evaluate import Prediction
from models.evaluation.intervals import intraclass_correlation, korn_graubard, wilson

DIGITS = list(range(10))
BINS = 15
"""Number of bins of equal width for the calibration error (Guo et al., 2017)."""

Rows = list[dict[str, Any]]
Weights = Mapping[str, float]
"""Speaker -> weight of each clip, if only some of the speaker's clips were predicted."""


def by_speaker(
    predictions: list[Prediction], weights: Weights | None = None
) -> tuple[list[float], list[float]]:
    """Correct clips and all clips of each speaker, weighted if `weights` are given."""
    right: dict[str, float] = {}
    count: dict[str, float] = {}
    for one in predictions:
        weight = weights[one.speaker] if weights else 1.0
        right[one.speaker] = right.get(one.speaker, 0.0) + weight * one.is_right
        count[one.speaker] = count.get(one.speaker, 0.0) + weight
    return list(right.values()), list(count.values())


def accuracy_row(
    name: str, predictions: list[Prediction], correlation: float, weights: Weights | None = None
) -> dict[str, Any]:
    """Accuracy without rejection, with intervals for the same and for other speakers."""
    right, count = by_speaker(predictions, weights)
    accuracy = sum(right) / sum(count)
    low, high = wilson(round(accuracy * len(predictions)), len(predictions))
    low_people, high_people = korn_graubard(right, count, correlation)
    return {
        "name": name,
        "speakers": len(count),
        "clips": len(predictions),
        "accuracy": accuracy,
        "low": low,
        "high": high,
        "low_people": low_people,
        "high_people": high_people,
        "rejected": sum(one.rejected is not None for one in predictions) / len(predictions),
    }


def accuracy_rows(predictions: list[Prediction], key: Callable[[Prediction], str]) -> Rows:
    """Accuracy by corpus or by speaker, with numbers of speakers and clips."""
    correlation = intraclass_correlation(*by_speaker(predictions)) if predictions else 0.0
    groups: dict[str, list[Prediction]] = {}
    for one in predictions:
        groups.setdefault(key(one), []).append(one)
    return [accuracy_row(name, groups[name], correlation) for name in sorted(groups)]


def false_acceptance_rows(predictions: list[Prediction]) -> Rows:
    """False acceptance rate of other words and noise, by corpus and by kind."""
    others = [one for one in predictions if one.label == OTHER]
    corpora = sorted({one.corpus for one in others})
    groups = {name: [one for one in others if one.corpus == name] for name in corpora}
    for kind in sorted({corpus.split("/")[0] for corpus in corpora}):
        groups[f"all {kind}"] = [one for one in others if one.corpus.split("/")[0] == kind]
    unheard = [one for one in others if one.word and split_of_word(one.word) == "test"]
    if unheard:
        groups["unheard words"] = unheard
    return [_false_acceptances(name, members) for name, members in groups.items()]


def _false_acceptances(name: str, others: list[Prediction]) -> dict[str, Any]:
    accepted = sum(one.rejected is None for one in others)
    low, high = wilson(accepted, len(others))
    share = accepted / len(others)
    return {"name": name, "clips": len(others), "share": share, "low": low, "high": high}


def digit_rows(predictions: list[Prediction]) -> Rows:
    """Precision, recall, F1, support and AUC of each digit."""
    from sklearn.metrics import precision_recall_fscore_support, roc_auc_score

    truth = np.array([one.label for one in predictions])
    predicted = np.array([one.digit for one in predictions])
    probabilities = np.array([one.probabilities for one in predictions])
    scores = precision_recall_fscore_support(truth, predicted, labels=DIGITS, zero_division=0)
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


def confusion(predictions: list[Prediction]) -> np.ndarray:
    """Confusion matrix at the shipped thresholds.

    Returns
    -------
    ndarray, shape (11, 11), int
        Rows are labels, 0-9 and other; columns are results, 0-9 and rejected.
    """
    counts = np.zeros((11, 11), int)
    for one in predictions:
        counts[one.label, OTHER if one.rejected else one.digit] += 1
    return counts


def calibration(predictions: list[Prediction]) -> dict[str, Any]:
    """Calibration: accuracy by confidence.

    Parameters
    ----------
    predictions : list of Prediction
        Digits only.

    Returns
    -------
    dict
        ``error``: the expected calibration error, 0-1; ``bins``: confidence, accuracy and clips
        of each bin that is not empty.
    """
    confidence = np.array([max(one.probabilities) for one in predictions])
    right = np.array([one.is_right for one in predictions])
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
    error = sum(b["clips"] * abs(b["accuracy"] - b["confidence"]) for b in bins) / len(predictions)
    return {"error": error, "bins": bins}
