"""The spectrogram equals librosa's, and a stream gives the same columns as the whole."""

from __future__ import annotations

import librosa
import numpy as np
import pytest

from core.spectrogram import (
    ColumnStream,
    SpectrogramSettings,
    decibels,
    hz_to_mel,
    mel_basis,
    mel_power,
    mel_to_hz,
    stft_power,
    z_score,
)

SETTINGS = SpectrogramSettings()

# librosa takes seconds to import, and compiles functions when first used.
uses_librosa = pytest.mark.timeout(600)


def noise(seconds: float, seed: int = 0) -> np.ndarray:
    rng = np.random.default_rng(seed)
    return rng.normal(0.0, 0.1, round(seconds * 16_000)).astype(np.float32)


@pytest.mark.slow
@uses_librosa
@pytest.mark.parametrize("n_mels", [40, 64, 96])
def test_mel_spectrogram_matches_librosa(n_mels: int) -> None:
    settings = SpectrogramSettings(n_mels=n_mels)
    sound = noise(1.3) * np.linspace(0.0, 1.0, 20_800, dtype=np.float32) ** 2
    expected = librosa.power_to_db(
        librosa.feature.melspectrogram(
            y=sound,
            sr=settings.sample_rate,
            n_fft=settings.n_fft,
            win_length=settings.win_length,
            hop_length=settings.hop_length,
            n_mels=settings.n_mels,
            fmin=settings.fmin,
            fmax=settings.fmax,
            center=False,
            pad_mode="constant",
        ),
        ref=1.0,
        amin=1e-10,
        top_db=None,
    ).T
    actual = decibels(mel_power(sound, settings))
    assert actual.shape == expected.shape
    np.testing.assert_allclose(actual, expected, atol=1e-3)


@pytest.mark.slow
@uses_librosa
def test_stft_power_matches_librosa() -> None:
    sound = noise(0.7, seed=3)
    expected = np.abs(librosa.stft(sound, n_fft=512, hop_length=160, win_length=400, center=False))
    np.testing.assert_allclose(stft_power(sound, SETTINGS), expected.T**2, rtol=1e-3, atol=1e-5)


@pytest.mark.slow
@uses_librosa
def test_mel_scale_matches_librosa_and_is_invertible() -> None:
    hertz = np.linspace(20.0, 8000.0, 400)
    np.testing.assert_allclose(hz_to_mel(hertz), librosa.hz_to_mel(hertz), rtol=1e-9)
    np.testing.assert_allclose(mel_to_hz(hz_to_mel(hertz)), hertz, rtol=1e-9)


def test_the_cached_mel_basis_is_read_only() -> None:
    with pytest.raises(ValueError, match="read-only"):
        mel_basis(SETTINGS)[0, 0] = 1.0


@pytest.mark.parametrize("block", [1, 160, 441, 5_000])
def test_a_stream_gives_the_same_columns_as_the_whole(block: int) -> None:
    sound = noise(0.4, seed=1)
    stream = ColumnStream(SETTINGS)
    parts = [stream.feed(sound[i : i + block]) for i in range(0, len(sound), block)]
    together = np.concatenate([part.decibels for part in parts])
    np.testing.assert_allclose(together, decibels(stft_power(sound, SETTINGS)), atol=1e-4)


def test_columns_have_the_right_time() -> None:
    stream = ColumnStream(SETTINGS)
    stream.feed(np.zeros(16_000, np.float32))
    click = np.zeros(3_200, np.float32)
    click[1_600] = 1.0  # at 1.1 s
    columns = stream.feed(click)
    loudest = int(columns.decibels.max(axis=1).argmax())
    assert columns.start + loudest * columns.step == pytest.approx(1.1, abs=columns.step)


def test_z_score_has_mean_0_and_deviation_1_and_a_limited_range() -> None:
    patch = np.full((100, 40), -100.0, np.float32)
    patch[40:60] = -20.0
    scored = z_score(patch, SETTINGS)
    assert scored.mean() == pytest.approx(0.0, abs=1e-4)
    assert scored.std() == pytest.approx(1.0, abs=1e-3)
    quieter = np.maximum(patch, -20.0 - SETTINGS.range_db)
    np.testing.assert_array_equal(scored, z_score(quieter, SETTINGS))


def test_z_score_of_a_constant_is_zero() -> None:
    assert not z_score(np.full((100, 40), -30.0, np.float32), SETTINGS).any()


def test_z_score_of_a_batch_equals_that_of_each_patch() -> None:
    batch = np.random.default_rng(0).normal(-40, 10, (3, 100, 40)).astype(np.float32)
    each = np.stack([z_score(one, SETTINGS) for one in batch])
    np.testing.assert_allclose(z_score(batch, SETTINGS), each, atol=1e-5)
