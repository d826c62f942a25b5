"""The network's input has the word in its middle, whatever surrounds it."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from core.audio import load
from core.bundle import load_bundle
from core.features import centre_of_word, place, utterance_columns, utterance_features
from core.spectrogram import SpectrogramSettings

SETTINGS = SpectrogramSettings()
CLIPS = Path(__file__).parent.parent / "audio"


def burst(at: float, seconds: float = 1.5, length: float = 0.3) -> np.ndarray:
    rng = np.random.default_rng(0)
    sound = rng.normal(0.0, 1e-4, round(seconds * 16_000))
    first = round(at * 16_000)
    sound[first : first + round(length * 16_000)] *= 1_000
    return sound.astype(np.float32)


@pytest.mark.parametrize("at", [0.0, 0.4, 1.2])
def test_the_word_is_centred(at: float) -> None:
    columns = utterance_columns(burst(at), SETTINGS)
    assert centre_of_word(columns) == pytest.approx((at + 0.15) * 100, abs=2.5)
    shown = utterance_features(burst(at), SETTINGS)
    assert shown.shape == (100, 40)
    loud = np.flatnonzero(shown.mean(axis=1) > 0)
    assert loud.mean() == pytest.approx(50, abs=3)


def test_a_click_does_not_move_the_window() -> None:
    sound = burst(0.3, seconds=3.0)
    sound[40_000:40_040] = 0.9
    assert centre_of_word(utterance_columns(sound, SETTINGS)) == pytest.approx(45, abs=4)


@pytest.mark.parametrize("clip", sorted(CLIPS.glob("*.flac")), ids=lambda clip: clip.stem)
def test_noise_around_the_word_does_not_move_the_window(clip: Path) -> None:
    word = load(clip)
    loud = word[np.abs(word) > 0.05 * np.abs(word).max()]
    quiet = np.pad(word, (1_600, 8_000))
    hiss = np.random.default_rng(3).normal(0.0, loud.std() * 10 ** (-10 / 20), len(quiet))
    noisy = quiet + hiss.astype(np.float32)
    centre = centre_of_word(utterance_columns(quiet, SETTINGS))
    assert centre_of_word(utterance_columns(noisy, SETTINGS)) == pytest.approx(centre, abs=1.0)


def test_missing_columns_are_filled_with_the_noise_floor() -> None:
    columns = np.full((30, 40), -60.0, np.float32)
    columns[10:20] = -20.0
    placed = place(columns, 15, 100)
    assert placed.shape == (100, 40)
    assert (placed[:35] == -60.0).all()
    assert (placed[45:55] == -20.0).all()


@pytest.mark.parametrize("count", [1, 100, 16_000, 48_000])
def test_any_length_gives_finite_features(count: int) -> None:
    sound = np.random.default_rng(1).normal(0, 0.1, count).astype(np.float32)
    shown = utterance_features(sound, SETTINGS)
    assert shown.shape == (SETTINGS.n_frames, SETTINGS.n_mels)
    assert np.isfinite(shown).all()


def test_features_do_not_depend_on_loudness() -> None:
    sound = np.random.default_rng(2).normal(0, 0.1, 12_000).astype(np.float32)
    np.testing.assert_allclose(
        utterance_features(sound, SETTINGS), utterance_features(sound * 0.1, SETTINGS), atol=2e-3
    )


def sounds_with_known_features() -> list[np.ndarray]:
    """A word with silence, cut close, in noise that begins and ends with it, and with an echo."""
    word = load(CLIPS / "7_slt_0.flac")
    loud = np.flatnonzero(np.abs(word) > 0.05 * np.abs(word).max())
    close = word[loud[0] : loud[-1]]
    hiss = np.random.default_rng(3).normal(0.0, 0.3 * close.std(), len(word) + 8_000)
    noisy = np.pad(word, (2_000, 6_000)) + hiss.astype(np.float32)
    echo = np.concatenate([close, np.zeros(2_000, np.float32), 0.3 * close])
    return [word, close, noisy, echo]


def test_the_features_are_those_with_which_the_shipped_model_was_trained() -> None:
    """To change them, train the model again, and store those of these sounds with ``np.save``."""
    settings = load_bundle().spectrogram
    features = [utterance_features(sound, settings) for sound in sounds_with_known_features()]
    stored = np.load(Path(__file__).parent / "known_features.npy")
    np.testing.assert_allclose(np.stack(features), stored, atol=0.01)
