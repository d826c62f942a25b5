"""Cross-fitted rejection and calibration: thresholds for each fold come from the other folds.

The shipped temperature and thresholds are chosen from the same predictions that the report counts,
which makes its figures optimistic. Cross-fitting removes this bias.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np

from core.bundle import Thresholds
from core.classifier import softmax
from models.data.index import OTHER
from models.evaluation.calibrate import choose_thresholds
from models.evaluation.evaluate import Prediction

THRESHOLD_CODES = ("not_a_digit", "too_short", "unsure")
"""Rejection codes that depend on the thresholds; other checks come before them."""


def crossfit(
    predictions: Sequence[Prediction], folds: Mapping[str, int], used: Thresholds
) -> list[Prediction]:
    """Apply temperature and thresholds again, for each fold those chosen from the other folds.

    Parameters
    ----------
    predictions : sequence of Prediction
        Out of fold, all with the same thresholds.
    folds : mapping
        Speaker -> fold.
    used : Thresholds
        The thresholds of these predictions.

    Returns
    -------
    list of Prediction
        In the order given.
    """
    unscaled = [_scale_logits(one, used.temperature) for one in predictions]
    fold_of = [folds[one.speaker] for one in predictions]
    chosen: dict[int, Thresholds] = {}
    for fold in sorted(set(fold_of)):
        others = [one for one, its in zip(unscaled, fold_of, strict=True) if its != fold]
        if not any(one.label != OTHER for one in others):
            return list(predictions)  # all digits are in one fold
        chosen[fold] = choose_thresholds(others)
    return [_apply(one, chosen[fold]) for one, fold in zip(unscaled, fold_of, strict=True)]


def _scale_logits(one: Prediction, factor: float) -> Prediction:
    """Multiply the logits by a factor; the factor T undoes the temperature T."""
    logits = factor * np.log(np.array(one.probabilities) + 1e-7)
    return replace(one, probabilities=[float(p) for p in softmax(logits)])


def _apply(one: Prediction, thresholds: Thresholds) -> Prediction:
    scaled = _scale_logits(one, 1.0 / thresholds.temperature)
    if one.rejected is not None and one.rejected not in THRESHOLD_CODES:
        return scaled
    rejected = None
    if one.digitness < thresholds.min_digitness:
        rejected = "not_a_digit"
    elif max(scaled.probabilities) < thresholds.min_confidence:
        rejected = "unsure"
    return replace(scaled, rejected=rejected)
