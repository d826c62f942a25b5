"""Augmentation of composed windows, and their features and targets."""

from __future__ import annotations

import numpy as np

from core.audio import Float32Array
from core.decoding.decoder import PATCH
from core.decoding.viterbi import CLASSES
from core.spectrogram import AMIN, SpectrogramSettings, decibels, z_score
from models.training import channel
from models.training.augment import at_times, mask, smooth_warp, warp_tract
from models.training.phrases.windows import grain
from models.training.recipe import Channels

Generator = np.random.Generator

_LOUD = 25
"""The level of a window's speech is the mean power of so many of its loudest columns."""

_NO_NOISE_DB = 60.0


def augment(
    power: Float32Array,
    classes: np.ndarray,
    noise: Float32Array,
    settings: SpectrogramSettings,
    channels: Channels,
    rng: Generator,
) -> tuple[Float32Array, Float32Array]:
    """Augment windows and compute their features and targets.

    Parameters
    ----------
    power : ndarray, shape (n, WIDTH, n_mels), float32
        Mel power.
    classes : ndarray, shape (n, WIDTH), int
        The class of each column.
    noise : ndarray, shape (columns, n_mels), float32
        Mel power of the noise recordings, concatenated.
    settings : SpectrogramSettings
    channels : Channels
    rng : Generator

    Returns
    -------
    features : ndarray, shape (n, n_frames, n_mels), float32
        z-scored, the network's input.
    targets : ndarray, shape (n, n_frames / PATCH, CLASSES), float32
        Shares of each patch's columns with each class.
    """
    columns, classes = _change_tempo(decibels(power), classes, settings, rng)
    columns = warp_tract(columns, settings, rng, deviation=0.08, limits=(0.82, 1.22))
    columns = columns + channel.frequency_response(columns.shape, rng, ripple_db=4.0, tilt_db=6.0)
    columns = channel.narrow_band(columns, settings, rng)
    columns = channel.dynamics(columns, channels.dynamics, rng)
    columns = channel.coding_noise(columns, channels.coding_noise, rng)
    columns = channel.noise_gate(columns, channels.gated, rng)
    columns = _with_noise(columns, noise, channels.quietest_noise_db, rng)
    columns += channel.frequency_response(columns.shape, rng, ripple_db=1.5, tilt_db=3.0)
    return mask(z_score(columns, settings), rng), targets_of(classes)


def targets_of(classes: np.ndarray) -> Float32Array:
    """Share of each class in the columns of each patch.

    Parameters
    ----------
    classes : ndarray, shape (n, columns), int

    Returns
    -------
    ndarray, shape (n, columns / PATCH, CLASSES), float32
    """
    count, columns = classes.shape
    is_class = classes[:, :, None] == np.arange(CLASSES)
    patches = is_class.reshape(count, columns // PATCH, PATCH, CLASSES)
    return patches.mean(axis=2, dtype=np.float32)


def _change_tempo(
    columns: Float32Array, classes: np.ndarray, settings: SpectrogramSettings, rng: Generator
) -> tuple[Float32Array, np.ndarray]:
    """Change tempo and position, of columns and classes alike; crop to the network's input."""
    count, width, _ = columns.shape
    tempo = np.exp(rng.uniform(np.log(0.8), np.log(1.25), count))
    shift = rng.normal(0.0, 3.0, count).clip(-9, 9)
    offsets = np.arange(settings.n_frames) - settings.n_frames // 2
    times = width // 2 + shift[:, None] + offsets[None, :] * tempo[:, None]
    times += smooth_warp(times, period=(35.0, 110.0), slope=0.3, rng=rng)
    times = times.clip(0, width - 1.001)
    nearest = np.round(times).astype(int)
    return at_times(columns, times), np.take_along_axis(classes, nearest, 1)


def _with_noise(
    columns: Float32Array, noise: Float32Array, quietest_db: float, rng: Generator
) -> Float32Array:
    """Add noise to each window, at a random SNR; columns are in decibels."""
    count, width, _ = columns.shape
    power = 10.0 ** (columns / 10.0)
    starts = rng.integers(0, len(noise) - width, count)
    chosen = noise[starts[:, None] + np.arange(width)]
    # Stationary noise with the spectrum of the recording.
    is_steady = rng.random(count) < 0.4
    steady = grain(rng, *chosen.shape) * chosen.mean(axis=1, keepdims=True)
    chosen = np.where(is_steady[:, None, None], steady, chosen)
    speech = np.sort(power.sum(axis=2), axis=1)[:, -_LOUD:].mean(axis=1)
    ratio_db = np.where(
        rng.random(count) < 0.75, rng.uniform(0.0, quietest_db, count), _NO_NOISE_DB
    )
    mean = chosen.sum(axis=2).mean(axis=1) + 1e-12
    scale = speech / mean * 10.0 ** (-ratio_db / 10.0)
    mixed = np.maximum(power + chosen * scale[:, None, None], AMIN)
    return (10.0 * np.log10(mixed)).astype(np.float32)
