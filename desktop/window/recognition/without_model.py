"""A recognizer for use without a model: it provides level, VAD state and spectrogram only."""

from __future__ import annotations

from types import SimpleNamespace
from typing import cast

from core.audio import Float32Array
from core.bundle_location import DEFAULT_LANGUAGE
from core.classifier import Classifier
from core.events import Classification, Event, StageTimings, Utterance
from core.recognizer import Recognizer


class _NoModel:
    """Takes the place of a classifier; its results are never shown."""

    phrases = None
    adapter = None
    bundle = SimpleNamespace(language=DEFAULT_LANGUAGE)

    def classify(self, utterance: Utterance) -> tuple[Classification, StageTimings]:
        """Return a placeholder result."""
        del utterance
        return Classification(0, 0.0, (), 0.0, "unsure", "no model"), StageTimings()


class RecognizerWithoutModel(Recognizer):
    """Processes audio like `Recognizer`, but never returns a result."""

    def __init__(self) -> None:
        super().__init__(cast(Classifier, _NoModel()))

    def feed(self, samples: Float32Array) -> list[Event]:
        """Process a block; return no results."""
        super().feed(samples)
        return []

    def flush(self) -> list[Event]:
        """Close the current utterance; return no results."""
        super().flush()
        return []
