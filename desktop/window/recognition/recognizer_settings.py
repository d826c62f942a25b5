"""A person's wishes about the hearing, brought to the recognizer that runs."""

from __future__ import annotations

from dataclasses import replace

from core.recognizer import Recognizer
from core.segmenter_settings import SENSITIVITIES
from desktop.settings import Settings


def tune(recognizer: Recognizer, settings: Settings) -> None:
    """Let a recognizer hear as the settings say; from any thread.

    Both are replaced as wholes, so that the worker sees the old ones or the new ones; they hold
    from the next utterance on.
    """
    recognizer.segmenter.settings = SENSITIVITIES[settings.sensitivity]
    classifier = recognizer.classifier
    own = classifier.bundle.thresholds
    least = settings.min_confidence
    classifier.thresholds = own if least is None else replace(own, min_confidence=least)
