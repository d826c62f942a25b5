"""A person's wishes about the hearing, brought to the recognizer that runs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from core.recognizer import Recognizer
from core.segmenter import SegmenterSettings
from desktop.settings import Sensitivity, Settings

PRESETS: Mapping[Sensitivity, SegmenterSettings] = {
    # Loud rooms: a word must stand out more, and last longer before it counts.
    "calm": replace(SegmenterSettings(), gate_db=13.0, onset_frames=5, min_level_db=-56.0),
    "normal": SegmenterSettings(),
    # Quiet voices and microphones: the detector hears more readily.
    "keen": replace(SegmenterSettings(), aggressiveness=2, gate_db=6.0, min_level_db=-72.0),
}


def tune(recognizer: Recognizer, settings: Settings) -> None:
    """Let a recognizer hear as the settings say; from any thread.

    Both are replaced as wholes, so that the worker sees the old ones or the new ones; they hold
    from the next utterance on.
    """
    recognizer.segmenter.settings = PRESETS[settings.sensitivity]
    classifier = recognizer.classifier
    own = classifier.bundle.thresholds
    least = settings.min_confidence
    classifier.thresholds = own if least is None else replace(own, min_confidence=least)
