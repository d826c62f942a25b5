"""Augmentation by the recording channel, on a synthetic clip."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from core.audio import load
from core.features import utterance_columns
from core.recognizer import loudest_utterance
from core.spectrogram import SpectrogramSettings
from models.training.channel import coding_noise, dynamics, noise_gate

CLIPS = Path(__file__).resolve().parents[2] / "audio"
MANY = 400


@pytest.fixture(scope="module")
def six() -> np.ndarray:
    """Decibel columns of "six", repeated."""
    utterance = loudest_utterance(load(CLIPS / "6_slt_0.flac"))
    assert utterance is not None
    columns = utterance_columns(utterance.samples, SpectrogramSettings())
    return np.repeat(columns[None], MANY, axis=0)


def test_dynamics_keep_the_level_of_the_loudest_sound(six: np.ndarray) -> None:
    changed = dynamics(six, 1.0, np.random.default_rng(1))
    vowel = six[0].max(axis=1).argmax()
    np.testing.assert_allclose(changed[:, vowel], six[:, vowel], atol=0.5)


def test_dynamics_attenuate_fricatives_more_often_than_they_amplify_them(six: np.ndarray) -> None:
    """Measured at the "s" of "six" with the strongest treble within 40 dB of the vowel."""
    changed = dynamics(six, 1.0, np.random.default_rng(1))
    third = six.shape[2] // 3
    above = six[0, :, third:].max(axis=1) - six[0, :, :third].max(axis=1)
    fricative = int(np.argmax(np.where(six[0].max(axis=1) > six.max() - 40, above, -np.inf)))
    assert above[fricative] > 6
    gain = (changed - six)[:, fricative].mean(axis=1)
    assert np.median(gain) < -3
    assert gain.max() > 1
    assert gain.min() < -20


def test_dynamics_apply_the_same_gain_to_all_bands_of_a_column(six: np.ndarray) -> None:
    gain = dynamics(six, 1.0, np.random.default_rng(2)) - six
    assert np.ptp(gain, axis=2).max() < 1e-3
    assert np.ptp(gain, axis=1).max() > 10


def test_dynamics_change_only_a_share_of_the_cuts(six: np.ndarray) -> None:
    changed = dynamics(six, 0.25, np.random.default_rng(3))
    changed_rows = (changed != six).any(axis=(1, 2)).mean()
    assert changed_rows == pytest.approx(0.25, abs=0.08)
    np.testing.assert_array_equal(dynamics(six, 0.0, np.random.default_rng(3)), six)


def test_coding_noise_follows_the_level_of_the_voice(six: np.ndarray) -> None:
    changed = coding_noise(six, 1.0, np.random.default_rng(4))
    assert (changed >= six - 1e-3).all()  # nothing gets softer
    level = six[0].max(axis=1)
    vowel, silence = int(level.argmax()), int(level.argmin())
    assert level[vowel] - level[silence] > 40
    quietest_band = int(six[0, vowel].argmin())
    added = changed[:, vowel, quietest_band]
    below = level[vowel] - added
    assert 5 < np.percentile(below, 1) < np.percentile(below, 99) < 65
    assert np.median(added) > six[0, vowel, quietest_band] + 3
    # Silence stays silent: the noise is below its level.
    assert changed[:, silence].max() < level[vowel] - 40


def test_coding_noise_differs_between_cuts(six: np.ndarray) -> None:
    changed = coding_noise(six, 0.3, np.random.default_rng(5))
    changed_rows = (changed != six).any(axis=(1, 2))
    assert changed_rows.mean() == pytest.approx(0.3, abs=0.08)
    assert len(np.unique(changed[changed_rows].sum(axis=(1, 2)))) == changed_rows.sum()
    np.testing.assert_array_equal(coding_noise(six, 0.0, np.random.default_rng(5)), six)


def test_a_noise_gate_keeps_the_vowel_and_removes_soft_sounds(six: np.ndarray) -> None:
    changed = noise_gate(six, 1.0, np.random.default_rng(6))
    level = six[0].max(axis=1)
    vowel, silence = int(level.argmax()), int(level.argmin())
    assert (changed[:, silence].max(axis=1) <= level[vowel] - 75).all()
    assert (changed[:, vowel].max(axis=1) == six[0, vowel].max()).all()
    np.testing.assert_array_equal(noise_gate(six, 0.0, np.random.default_rng(6)), six)
