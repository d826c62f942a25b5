"""Settings that are applied to a running recognizer work like those that it was made with."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from core.audio import SAMPLE_RATE, Float32Array, load
from core.bundle import load_bundle
from core.classifier import Classifier
from core.recognizer import Recognizer
from core.segmenter_settings import SENSITIVITIES
from desktop.settings import Settings
from desktop.window.recognition.recognizer_settings import apply_settings

CLIPS = Path(__file__).parents[3] / "audio"
BLOCK = SAMPLE_RATE // 50

HIGH = SENSITIVITIES["high"]
HIGH_IN_NORMAL_MODE = replace(HIGH, aggressiveness=SENSITIVITIES["normal"].aggressiveness)


@pytest.fixture
def classifier() -> Classifier:
    return Classifier(load_bundle())


@pytest.fixture(scope="module")
def quiet_voice() -> Float32Array:
    """Five quiet words in background noise, which the modes of webrtcvad judge differently."""
    names = ("0_awb_0", "1_slt_0", "2_slt_0", "6_awb_0", "3_slt_0")
    words = np.concatenate([load(CLIPS / f"{name}.flac") for name in names])
    noise = np.random.default_rng(0).normal(0.0, 10.0 ** (-50.0 / 20.0), len(words))
    return (0.1 * words + noise).astype(np.float32)


def speech(recognizer: Recognizer, sound: Float32Array) -> list[bool]:
    """Whether speech is detected, after each block."""
    detected: list[bool] = []
    for begin in range(0, len(sound), BLOCK):
        recognizer.feed(sound[begin : begin + BLOCK])
        detected.append(recognizer.activity.is_speech)
    return detected


def test_the_sensitivity_includes_the_mode_of_the_voice_detector(
    classifier: Classifier, quiet_voice: Float32Array
) -> None:
    expected = speech(Recognizer(classifier, HIGH), quiet_voice)
    assert speech(Recognizer(classifier, HIGH_IN_NORMAL_MODE), quiet_voice) != expected
    changed = Recognizer(classifier)
    apply_settings(changed, Settings(sensitivity="high"))
    assert speech(changed, quiet_voice) == expected


def test_a_change_in_the_middle_of_the_stream_applies(
    classifier: Classifier, quiet_voice: Float32Array
) -> None:
    changed, same_mode = Recognizer(classifier), Recognizer(classifier)
    assert speech(changed, quiet_voice) == speech(same_mode, quiet_voice)
    apply_settings(changed, Settings(sensitivity="high"))
    same_mode.segmenter.settings = HIGH_IN_NORMAL_MODE
    assert speech(changed, quiet_voice) != speech(same_mode, quiet_voice)


def test_the_threshold_of_the_settings_replaces_that_of_the_model(classifier: Classifier) -> None:
    recognizer, of_model = Recognizer(classifier), classifier.bundle.thresholds
    apply_settings(recognizer, Settings(min_confidence=0.9))
    assert classifier.thresholds == replace(of_model, min_confidence=0.9)
    apply_settings(recognizer, Settings())
    assert classifier.thresholds == of_model
