"""Choice of temperature and rejection thresholds from predictions for validation speakers."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

import numpy as np

from core.bundle import BUNDLE_FILE, Thresholds
from core.classifier import softmax
from models.data.index import OTHER
from models.evaluation.evaluate import Prediction

FALSE_REJECTION_RATE = 0.025
"""Share of digits that the two thresholds may reject (docs/decisions/0007).

Utterances that are too long or too quiet are rejected in addition.
"""

NOT_A_DIGIT_SHARE = 0.95
"""Part of the false rejections with the reason "not a digit"; the rest is "unsure"."""


def choose_thresholds(
    predictions: list[Prediction], rejected: float = FALSE_REJECTION_RATE
) -> Thresholds:
    """Fit the temperature and set the thresholds.

    Parameters
    ----------
    predictions : list of Prediction
        For speakers whom the model has not heard, with temperature 1.
    rejected : float
        Share of digits that the thresholds may reject.

    Returns
    -------
    Thresholds
        The temperature minimizes the negative log-likelihood of the digits. The thresholds reject
        at most that share of them.
    """
    digits = [one for one in predictions if one.label != OTHER]
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
        min_digitness=round(_quantile(digitness, weight, rejected * NOT_A_DIGIT_SHARE), 4),
        min_confidence=round(_quantile(confidence, weight, rejected * (1 - NOT_A_DIGIT_SHARE)), 4),
    )


def write_thresholds(bundle: Path, thresholds: Thresholds) -> None:
    """Replace the thresholds of a bundle, unless it has these."""
    path = bundle / BUNDLE_FILE
    described: dict[str, Any] = json.loads(path.read_text())
    if described["thresholds"] != asdict(thresholds):
        described["thresholds"] = asdict(thresholds)
        path.write_text(json.dumps(described, indent=2) + "\n")


def _weights(digits: list[Prediction]) -> np.ndarray:
    """A speaker's weight is the square root of their clips: six speakers made most recordings."""
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
