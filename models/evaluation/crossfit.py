"""Rejection and confidence as people met them whose answers chose no threshold.

The shipped temperature and thresholds are chosen on the very answers that the report counts. Here
each fold is judged by those that the other folds' answers choose, so that nobody's own answers
flatter them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np

from core.bundle import Thresholds
from core.classifier import softmax
from models.data.index import OTHER
from models.evaluation.calibrate import choose_thresholds
from models.evaluation.evaluate import Judged

CHOSEN = ("not_a_digit", "too_short", "unsure")
"""What the thresholds refuse; whatever else is refused, is refused before them."""


def crossfit(judged: Sequence[Judged], folds: Mapping[str, int], used: Thresholds) -> list[Judged]:
    """Decide anew, for each fold by the thresholds of the others.

    Parameters
    ----------
    judged : sequence of Judged
        Out of fold, all at the same thresholds.
    folds : mapping
        Speaker -> fold.
    used : Thresholds
        Those they were judged at.

    Returns
    -------
    list of Judged
        In the order given.
    """
    plain = [_at(one, used.temperature) for one in judged]
    fold_of = [folds[one.speaker] for one in judged]
    chosen: dict[int, Thresholds] = {}
    for fold in sorted(set(fold_of)):
        others = [one for one, its in zip(plain, fold_of, strict=True) if its != fold]
        if not any(one.label != OTHER for one in others):
            return list(judged)  # with one fold of digits there is nobody else to ask
        chosen[fold] = choose_thresholds(others)
    return [_decided(one, chosen[fold]) for one, fold in zip(plain, fold_of, strict=True)]


def _at(one: Judged, factor: float) -> Judged:
    """The probabilities with their logits multiplied: by T, what was divided by T is undone."""
    logits = factor * np.log(np.array(one.probabilities) + 1e-7)
    return replace(one, probabilities=[float(p) for p in softmax(logits)])


def _decided(one: Judged, thresholds: Thresholds) -> Judged:
    settled = _at(one, 1.0 / thresholds.temperature)
    if one.rejected is not None and one.rejected not in CHOSEN:
        return settled
    rejected = None
    if one.digitness < thresholds.min_digitness:
        rejected = "not_a_digit"
    elif max(settled.probabilities) < thresholds.min_confidence:
        rejected = "unsure"
    return replace(settled, rejected=rejected)
