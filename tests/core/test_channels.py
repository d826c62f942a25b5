"""Several channels become one without a loss."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import soundfile

from core.audio import load, stream
from core.channels import ChannelMixer, frames_at_once

RATE = 48_000


def voice(seconds: float = 1.0, seed: int = 0) -> np.ndarray:
    """Noise with the spectrum of a voice, louder and softer as in syllables."""
    rng = np.random.default_rng(seed)
    noise = np.convolve(rng.normal(0, 1.0, round(seconds * RATE)), np.hanning(40) / 20, "same")
    moments = np.arange(len(noise)) / RATE
    return (0.1 * noise * (1.0 + np.sin(2 * np.pi * 4.0 * moments))).astype(np.float32)


def hiss(level_db: float, seconds: float = 1.0, seed: int = 1) -> np.ndarray:
    rng = np.random.default_rng(seed)
    return (10 ** (level_db / 20) * rng.normal(0, 1.0, round(seconds * RATE))).astype(np.float32)


def streamed(frames: np.ndarray, block: int = 960) -> np.ndarray:
    mixer = ChannelMixer(RATE, frames.shape[1])
    return np.concatenate(
        [mixer.feed(frames[begin : begin + block]) for begin in range(0, len(frames), block)]
    )


def rms(sound: np.ndarray) -> float:
    return float(np.sqrt(np.mean(sound**2)))


def test_one_channel_is_unchanged() -> None:
    sound = voice()
    np.testing.assert_array_equal(streamed(sound[:, None]), sound)


def test_alike_channels_are_averaged() -> None:
    sound = voice()
    frames = np.stack([sound, 0.6 * sound + hiss(-60)], axis=1)
    np.testing.assert_allclose(streamed(frames), frames.mean(axis=1), atol=1e-6)


def test_independent_channels_are_averaged() -> None:
    frames = np.stack([voice(seed=1), voice(seed=2)], axis=1)
    np.testing.assert_allclose(streamed(frames), frames.mean(axis=1), atol=1e-6)


def test_opposite_phase_is_not_silence() -> None:
    sound = voice()
    mixed = streamed(np.stack([sound, -sound], axis=1))
    assert rms(mixed) == pytest.approx(rms(sound), rel=0.01)


def test_opposite_phase_after_silence_is_not_silence() -> None:
    sound = np.concatenate([hiss(-70), voice()])
    other = np.concatenate([hiss(-70, seed=5), -voice()])
    mixed = streamed(np.stack([sound, other], axis=1))
    # The first block of the voice fades over.
    assert rms(mixed[RATE + 1_920 :]) == pytest.approx(rms(voice()), rel=0.05)


def test_a_microphone_on_the_third_of_four_inputs_is_as_loud_as_alone() -> None:
    sound = voice()
    others = [hiss(-65, seed=seed) for seed in range(3)]
    mixed = streamed(np.stack([others[0], others[1], sound, others[2]], axis=1))
    assert rms(mixed) == pytest.approx(rms(sound), rel=0.01)


def test_hum_and_a_constant_on_an_open_input_do_not_hide_the_voice() -> None:
    moments = np.arange(RATE) / RATE
    hum = (0.2 + 0.05 * np.sin(2 * np.pi * 50 * moments)).astype(np.float32)
    mixer = ChannelMixer(RATE, 2)
    mixer.measure(np.stack([hum, voice()], axis=1))
    np.testing.assert_allclose(mixer.weights, [0.0, 1.0])


def test_a_second_speaker_on_a_silent_channel_is_heard() -> None:
    quiet = hiss(-70)
    first = np.concatenate([voice(seed=1), quiet])
    second = np.concatenate([quiet, voice(seed=2)])
    mixed = streamed(np.stack([first, second], axis=1))
    assert rms(mixed[RATE + 4_800 :]) > 0.45 * rms(voice(seed=2))


def test_zeros_keep_the_mean() -> None:
    mixer = ChannelMixer(RATE, 2)
    assert not mixer.feed(np.zeros((960, 2), np.float32)).any()
    np.testing.assert_allclose(mixer.weights, [0.5, 0.5])


def test_changed_weights_fade_in() -> None:
    mixer = ChannelMixer(RATE, 2)
    sound = voice()
    mixer.feed(np.stack([sound, sound], axis=1))
    for _ in range(20):
        before = mixer.weights
        block = np.stack([sound, np.full_like(sound, 0.5)], axis=1)
        mixed = mixer.feed(block)
        assert mixed[0] == pytest.approx(np.dot(block[0], before), abs=1e-6)
        assert mixed[-1] == pytest.approx(np.dot(block[-1], mixer.weights), abs=1e-6)
        assert np.abs(np.diff(mixed)).max() < 0.05
    np.testing.assert_allclose(mixer.weights, [1.0, 0.0])


@pytest.mark.parametrize("seconds", [1.0, 0.02])
def test_reading_takes_little_memory_whatever_the_header_tells(seconds: float) -> None:
    for rate, channels in ((1_000_000, 1024), (48_000, 2), (8_000, 1), (1, 1)):
        count = frames_at_once(rate, channels, seconds)
        assert count >= 1
        assert count * channels * 4 <= 8_400_000


@pytest.mark.parametrize("gains", [(1, -1), (0, 1), (1, 1), (0, 0, 1, 0), (1, -1, 1)])
def test_files_are_mixed_alike_whole_and_in_blocks(tmp_path: Path, gains: tuple[int, ...]) -> None:
    path = tmp_path / "voice.wav"
    sound = voice()
    soundfile.write(path, sound[:, None] * np.array(gains), RATE, subtype="FLOAT")
    alone = tmp_path / "alone.wav"
    soundfile.write(alone, sound, RATE, subtype="FLOAT")
    expected = load(alone)
    whole = load(path)
    if gains == (1, -1, 1):
        whole = whole * np.sign(np.dot(whole, expected))
    np.testing.assert_allclose(np.abs(whole), np.abs(expected), atol=1e-5)
    blocks = np.concatenate(list(stream(path)))
    assert rms(blocks) == pytest.approx(rms(expected), rel=0.01)
