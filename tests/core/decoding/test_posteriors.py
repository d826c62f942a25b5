"""Posteriors of a growing stretch of sound are those of the whole stretch."""

from __future__ import annotations

import numpy as np
import pytest

from core.decoding.posteriors import ColumnBuffer, Posteriors
from core.features import utterance_columns
from core.spectrogram import SpectrogramSettings

SETTINGS = SpectrogramSettings()
PATCH = 4
CLASSES = 5
PATCHES = SETTINGS.n_frames // PATCH
WEIGHTS = np.random.default_rng(3).normal(0, 0.1, (PATCH * SETTINGS.n_mels, CLASSES))


def network(window: np.ndarray) -> np.ndarray:
    """Judges each patch by itself, so that every window says the same of it but for its z-score."""
    assert window.shape == (SETTINGS.n_frames, SETTINGS.n_mels)
    return (window.reshape(PATCHES, -1) @ WEIGHTS).astype(np.float32)


def posteriors(priors: np.ndarray | None = None, lowest: float = -20.0) -> Posteriors:
    priors = np.zeros(CLASSES, np.float32) if priors is None else priors
    return Posteriors(network, SETTINGS, PATCH, priors, lowest)


def sound(seconds: float, seed: int = 0) -> np.ndarray:
    samples = np.random.default_rng(seed).normal(0.0, 0.1, round(seconds * SETTINGS.sample_rate))
    return samples.astype(np.float32)


@pytest.mark.parametrize("block", [37, 160, 320, 5000])
def test_columns_are_those_of_the_whole_utterance(block: int) -> None:
    samples = sound(1.3)
    buffer = ColumnBuffer(SETTINGS)
    for begin in range(0, len(samples), block):
        buffer.feed(samples[begin : begin + block])
    whole = utterance_columns(samples, SETTINGS)
    assert len(whole) - len(buffer.columns) <= 2  # the last windows are not full yet
    np.testing.assert_allclose(buffer.columns, whole[: len(buffer.columns)], atol=1e-4)


@pytest.mark.parametrize("block", [320, 1280, 16_000])
def test_final_scores_do_not_depend_on_the_blocks(block: int) -> None:
    samples = sound(3.0)
    whole = posteriors()
    whole.feed(samples)
    gradual = posteriors()
    new = [gradual.feed(samples[begin : begin + block]) for begin in range(0, len(samples), block)]
    np.testing.assert_allclose(np.concatenate(new), gradual.final)
    np.testing.assert_allclose(gradual.final, whole.final, atol=1e-4)
    np.testing.assert_allclose(gradual.tail(), whole.tail(), atol=1e-4)


def test_final_and_tail_cover_the_sound() -> None:
    samples = sound(2.0)
    heard = posteriors()
    heard.feed(samples)
    steps = len(heard.final) + len(heard.tail())
    assert steps == len(heard.columns) // PATCH
    assert 0 < len(heard.final) < steps


def test_scores_are_log_posteriors_less_priors() -> None:
    samples = sound(2.0)
    plain, scaled = posteriors(), posteriors(np.arange(CLASSES, dtype=np.float32))
    plain.feed(samples)
    scaled.feed(samples)
    np.testing.assert_allclose(np.exp(plain.final).sum(axis=1), 1.0, atol=1e-4)
    np.testing.assert_allclose(
        plain.final - scaled.final, np.tile(np.arange(5), (len(plain.final), 1)), atol=1e-5
    )


def test_no_log_posterior_is_below_the_lowest() -> None:
    heard = posteriors(lowest=-1.0)
    heard.feed(sound(2.0))
    assert heard.final.min() >= -1.0


def test_less_sound_than_a_column_has_no_step() -> None:
    heard = posteriors()
    assert len(heard.feed(sound(0.005))) == 0
    assert len(heard.tail()) == 0
