"""Choosing when to answer: temperature and thresholds, on answers about people never heard."""

from __future__ import annotations

import numpy as np

from core.bundle import Thresholds
from core.classifier import softmax
from models.data.index import OTHER
from models.evaluation.evaluate import Judged

FALSE_REJECTIONS = 0.0285
"""Share of true digits that the two thresholds may refuse; what is too long or too quiet comes on
top (docs/decisions/0007)."""

AS_NO_DIGIT = 0.95
"""How much of that is called "not a digit"; the rest is "unsure"."""


def choose_thresholds(judged: list[Judged]) -> Thresholds:
    """Fit the temperature and set the thresholds.

    Parameters
    ----------
    judged : list of Judged
        Out-of-fold answers of bundles whose temperature is 1.

    Returns
    -------
    Thresholds
        The temperature with the least negative log-likelihood of the true digits; thresholds that
        refuse at most `FALSE_REJECTIONS` of them.
    """
    digits = [one for one in judged if one.label != OTHER]
    truth = np.array([one.label for one in digits])
    logs = np.log(np.array([one.probabilities for one in digits]) + 1e-7)
    weight = _weights(digits)
    temperatures = np.geomspace(0.3, 3.0, 60)
    losses = [_loss(logs / t, truth, weight) for t in temperatures]
    temperature = float(temperatures[int(np.argmin(losses))])
    confidence = softmax(logs / temperature).max(axis=1)
    digitness = np.array([one.digitness for one in digits])
    return Thresholds(
        temperature=round(temperature, 3),
        min_digitness=round(_quantile(digitness, weight, FALSE_REJECTIONS * AS_NO_DIGIT), 4),
        min_confidence=round(
            _quantile(confidence, weight, FALSE_REJECTIONS * (1 - AS_NO_DIGIT)), 4
        ),
    )


def _weights(digits: list[Judged]) -> np.ndarray:
    """Each person weighs as the square root of their clips: six men made most recordings."""
    names = np.array([one.speaker for one in digits])
    _, inverse, counts = np.unique(names, return_inverse=True, return_counts=True)
    weight = 1.0 / np.sqrt(counts[inverse])
    return weight / weight.sum()


def _loss(logits: np.ndarray, truth: np.ndarray, weight: np.ndarray) -> float:
    right = softmax(logits)[np.arange(len(truth)), truth]
    return float(-(weight * np.log(right + 1e-9)).sum())


def _quantile(values: np.ndarray, weight: np.ndarray, share: float) -> float:
    order = np.argsort(values)
    return float(values[order][np.searchsorted(np.cumsum(weight[order]), share)])
