"""What is left of the recognizer where the model is broken: level, VAD state and picture."""

from __future__ import annotations

from typing import cast

from core.audio import Float32Array
from core.classifier import Classifier
from core.events import Classification, Result, StageTimings, Utterance
from core.recognizer import Recognizer


class _NoModel:
    """Stands where a classifier should; what it answers is never shown."""

    def classify(self, utterance: Utterance) -> tuple[Classification, StageTimings]:
        """Answer nothing."""
        del utterance
        return Classification(0, 0.0, (), 0.0, "unsure", "no model"), StageTimings()


class RecognizerWithoutModel(Recognizer):
    """Hears and measures like any other, and recognizes nothing."""

    def __init__(self) -> None:
        super().__init__(cast(Classifier, _NoModel()))

    def feed(self, samples: Float32Array) -> list[Result]:
        """Take the next block; never a result."""
        super().feed(samples)
        return []

    def flush(self) -> list[Result]:
        """Close what is open; never a result."""
        super().flush()
        return []
