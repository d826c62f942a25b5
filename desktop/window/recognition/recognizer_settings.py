"""Applies the settings to a running recognizer."""

from __future__ import annotations

from dataclasses import replace

from core.recognizer import Recognizer
from core.segmenter_settings import SENSITIVITIES
from desktop.settings import Settings


def apply_settings(recognizer: Recognizer, settings: Settings) -> None:
    """Set sensitivity and confidence threshold; can be called from any thread.

    Both are replaced as whole objects, so the worker sees either the old or the new ones. The
    sensitivity applies from the next block on, the threshold from the next result on.
    """
    recognizer.segmenter.settings = SENSITIVITIES[settings.sensitivity]
    classifier = recognizer.classifier
    thresholds = classifier.bundle.thresholds
    if settings.min_confidence is not None:
        thresholds = replace(thresholds, min_confidence=settings.min_confidence)
    classifier.thresholds = thresholds
