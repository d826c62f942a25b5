"""What microphones and their software do to a word's sounds, on the recipe's own voices."""

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
    """ "Six", many times over: decibels of its columns."""
    heard = loudest_utterance(load(CLIPS / "6_slt_0.flac"))
    assert heard is not None
    columns = utterance_columns(heard.samples, SpectrogramSettings())
    return np.repeat(columns[None], MANY, axis=0)


def test_the_loudest_sound_of_a_word_stays_as_loud(six: np.ndarray) -> None:
    changed = dynamics(six, 1.0, np.random.default_rng(1))
    vowel = six[0].max(axis=1).argmax()
    np.testing.assert_allclose(changed[:, vowel], six[:, vowel], atol=0.5)


def test_hisses_become_softer_more_often_than_louder(six: np.ndarray) -> None:
    """The sharpest hiss within 40 dB of the vowel: an "s" of "six"."""
    changed = dynamics(six, 1.0, np.random.default_rng(1))
    third = six.shape[2] // 3
    above = six[0, :, third:].max(axis=1) - six[0, :, :third].max(axis=1)
    hiss = int(np.argmax(np.where(six[0].max(axis=1) > six.max() - 40, above, -np.inf)))
    assert above[hiss] > 6
    gain = (changed - six)[:, hiss].mean(axis=1)
    assert np.median(gain) < -3
    assert gain.max() > 1
    assert gain.min() < -20


def test_the_order_of_bands_in_a_column_stays(six: np.ndarray) -> None:
    """All bands of a moment move alike: no spectrum is invented."""
    gain = dynamics(six, 1.0, np.random.default_rng(2)) - six
    assert np.ptp(gain, axis=2).max() < 1e-3
    assert np.ptp(gain, axis=1).max() > 10


def test_only_a_share_of_cuts_is_changed(six: np.ndarray) -> None:
    changed = dynamics(six, 0.25, np.random.default_rng(3))
    touched = (changed != six).any(axis=(1, 2)).mean()
    assert touched == pytest.approx(0.25, abs=0.08)
    np.testing.assert_array_equal(dynamics(six, 0.0, np.random.default_rng(3)), six)


def test_coding_noise_comes_and_goes_with_the_voice(six: np.ndarray) -> None:
    changed = coding_noise(six, 1.0, np.random.default_rng(4))
    assert (changed >= six - 1e-3).all()  # nothing is taken away
    level = six[0].max(axis=1)
    vowel, silence = int(level.argmax()), int(level.argmin())
    assert level[vowel] - level[silence] > 40
    quietest_band = int(six[0, vowel].argmin())
    added = changed[:, vowel, quietest_band]
    below = level[vowel] - added
    assert 5 < np.percentile(below, 1) < np.percentile(below, 99) < 65
    assert np.median(added) > six[0, vowel, quietest_band] + 3
    # What is silent stays so: the noise there lies below the silence's own level.
    assert changed[:, silence].max() < level[vowel] - 40


def test_coding_noise_is_another_in_each_cut(six: np.ndarray) -> None:
    changed = coding_noise(six, 0.3, np.random.default_rng(5))
    touched = (changed != six).any(axis=(1, 2))
    assert touched.mean() == pytest.approx(0.3, abs=0.08)
    assert len(np.unique(changed[touched].sum(axis=(1, 2)))) == touched.sum()
    np.testing.assert_array_equal(coding_noise(six, 0.0, np.random.default_rng(5)), six)


def test_a_noise_gate_leaves_the_vowel_and_takes_what_is_soft(six: np.ndarray) -> None:
    changed = noise_gate(six, 1.0, np.random.default_rng(6))
    level = six[0].max(axis=1)
    vowel, silence = int(level.argmax()), int(level.argmin())
    assert (changed[:, silence].max(axis=1) <= level[vowel] - 75).all()
    assert (changed[:, vowel].max(axis=1) == six[0, vowel].max()).all()
    np.testing.assert_array_equal(noise_gate(six, 0.0, np.random.default_rng(6)), six)
