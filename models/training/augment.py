"""Augmentation of features: tempo, vocal tract length, microphone, room and noise.

All functions work on batches of decibel columns (see `cuts`), and each epoch draws new values.
Sounds are mixed by adding their powers, which is correct on average over phases.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from core.features import place
from core.spectrogram import (
    AMIN,
    Float32Array,
    SpectrogramSettings,
    decibels,
    hz_to_mel,
    mel_to_hz,
    z_score,
)
from models.training import channel
from models.training.recipe import Channels

Generator = np.random.Generator


@dataclass(frozen=True, slots=True)
class Batch:
    """Cuts to augment.

    Attributes
    ----------
    columns : ndarray, shape (n, WINDOW, n_mels), float32
        Decibels.
    first, last : ndarray, shape (n,), int
        Bounds of the speech, in columns.
    """

    columns: Float32Array
    first: np.ndarray
    last: np.ndarray


def augment(
    batch: Batch,
    noise: Float32Array,
    settings: SpectrogramSettings,
    rng: Generator,
    channels: Channels | None = None,
) -> Float32Array:
    """Augment a batch and compute its features.

    Parameters
    ----------
    batch : Batch
    noise : ndarray, shape (columns, n_mels), float32
        Mel power of the noise recordings, concatenated.
    settings : SpectrogramSettings
    rng : Generator
    channels : Channels, optional
        Strength of the augmentations.

    Returns
    -------
    ndarray, shape (n, n_frames, n_mels), float32
        z-scored, the network's input.
    """
    channels = channels or Channels()
    columns = _cut_context(batch, rng)
    columns = _warp(columns, settings, rng)
    columns = columns + channel.frequency_response(columns.shape, rng, ripple_db=4.0, tilt_db=6.0)
    columns = channel.narrow_band(columns, settings, rng)
    columns = channel.dynamics(columns, channels.dynamics, rng)
    columns = channel.coding_noise(columns, channels.coding_noise, rng)
    columns = channel.noise_gate(columns, channels.gated, rng)
    power = 10.0 ** (columns / 10.0)
    power += _noise(power, noise, channels.quietest_noise_db, rng)
    columns = 10.0 * np.log10(np.maximum(power, AMIN)).astype(np.float32)
    columns += channel.frequency_response(columns.shape, rng, ripple_db=1.5, tilt_db=3.0)
    return mask(z_score(columns, settings), rng)


def reverse(batch: Batch, chosen: np.ndarray) -> Batch:
    """Reverse the chosen cuts in time, as examples of speech that is not a digit.

    Parameters
    ----------
    batch : Batch
    chosen : ndarray, shape (n,), bool
    """
    width = batch.columns.shape[1]
    return Batch(
        np.where(chosen[:, None, None], batch.columns[:, ::-1], batch.columns),
        np.where(chosen, width - batch.last, batch.first),
        np.where(chosen, width - batch.first, batch.last),
    )


def replace_by_noise(
    batch: Batch, chosen: np.ndarray, noise: Float32Array, rng: Generator
) -> Batch:
    """Replace the chosen cuts by noise, such as triggers the segmenter.

    Parameters
    ----------
    batch : Batch
    chosen : ndarray, shape (n,), bool
    noise : ndarray, shape (columns, n_mels), float32
        Mel power.
    rng : Generator
    """
    width = batch.columns.shape[1]
    starts = rng.integers(0, len(noise) - width, int(chosen.sum()))
    columns = batch.columns.copy()
    columns[chosen] = decibels(noise[starts[:, None] + np.arange(width)])
    return Batch(columns, batch.first, batch.last)


def unaugmented(columns: np.ndarray, settings: SpectrogramSettings) -> Float32Array:
    """Features of cuts as the app computes them, shape (n, n_frames, n_mels)."""
    middle = columns.shape[1] // 2
    placed = [place(c.astype(np.float32), middle, settings.n_frames) for c in columns]
    return z_score(np.stack(placed), settings)


def _cut_context(batch: Batch, rng: Generator) -> Float32Array:
    """Remove the context before or after some words, sometimes with part of the word.

    This happens in tightly cut recordings, and in the provisional utterance at the first silence. A
    noise gate that opens late can remove the whole "n" of "nine".
    """
    columns = batch.columns
    count, width, bands = columns.shape
    early = rng.random(count) < 0.2
    late = rng.random(count) < 0.4
    begin = np.where(early, batch.first - rng.integers(-7, 20, count), 0)
    end = np.where(late, batch.last + rng.integers(-4, 20, count), width)
    # Without context, a recording's noise floor may be digital silence.
    floor = np.full((count, 1, bands), -100.0, np.float32)
    has_floor = (early | late) & (rng.random(count) >= 0.25)
    # The tenth percentile, estimated from every fourth column.
    some = columns[has_floor, ::4]
    tenth = some.shape[1] // 10
    floor[has_floor] = np.partition(some, tenth, axis=1)[:, tenth : tenth + 1]
    index = np.arange(width)
    outside = (index < begin[:, None]) | (index >= end[:, None])
    return np.where(outside[:, :, None], floor, columns)


def _warp(columns: Float32Array, settings: SpectrogramSettings, rng: Generator) -> Float32Array:
    """Change tempo, position in the window and vocal tract length (VTLP)."""
    count, width, _ = columns.shape
    tempo = np.exp(rng.uniform(np.log(0.82), np.log(1.2), count))
    shift = rng.normal(0.0, 4.0, count).clip(-12, 12)
    offsets = np.arange(settings.n_frames) - settings.n_frames // 2
    times = width // 2 + shift[:, None] + offsets[None, :] * tempo[:, None]
    # The tempo varies within a word by up to a third.
    times += smooth_warp(times, period=(35.0, 110.0), slope=0.33, rng=rng)
    columns = at_times(columns, times.clip(0, width - 1.001))

    return warp_tract(columns, settings, rng, deviation=0.07, limits=(0.84, 1.2))


def warp_tract(
    columns: Float32Array,
    settings: SpectrogramSettings,
    rng: Generator,
    *,
    deviation: float,
    limits: tuple[float, float],
) -> Float32Array:
    """Change the vocal tract length (VTLP; Jaitly and Hinton, 2013).

    Parameters
    ----------
    columns : ndarray, shape (n, columns, n_mels), float32
        Decibels.
    settings : SpectrogramSettings
    rng : Generator
    deviation : float
        Standard deviation of the logarithm of the factor.
    limits : tuple of float
        Smallest and largest factor.
    """
    count, _, bands = columns.shape
    tract = np.exp(rng.normal(0.0, deviation, count)).clip(*limits)
    ends = hz_to_mel(np.array([settings.fmin, settings.fmax]))
    step = (ends[1] - ends[0]) / (bands + 1)
    centres = mel_to_hz(ends[0] + step * np.arange(1, bands + 1))
    mels = hz_to_mel(centres[None, :] * tract[:, None])
    where = (mels - ends[0]) / step - 1.0
    # Formants do not all shift by the same factor from one speaker to the next.
    where += smooth_warp(where, period=(12.0, 40.0), slope=0.15, rng=rng)
    return at_bands(columns, where.clip(0, bands - 1.001))


def smooth_warp(
    places: np.ndarray, *, period: tuple[float, float], slope: float, rng: Generator
) -> np.ndarray:
    """A random sine per row to add to positions without changing their order.

    Parameters
    ----------
    places : ndarray, shape (n, places)
    period : tuple of float
        Shortest and longest, in positions.
    slope : float
        Largest relative change of the distance between two positions; below 1.
    """
    count = len(places)
    length = rng.uniform(*period, (count, 1))
    height = rng.uniform(0.0, slope, (count, 1)) * length / (2 * np.pi)
    return height * np.sin(2 * np.pi * (places / length + rng.random((count, 1))))


def at_times(columns: Float32Array, times: np.ndarray) -> Float32Array:
    """Interpolate each example of a batch at fractional columns, shape (n, places)."""
    row = np.arange(len(columns))[:, None]
    low = times.astype(int)
    share = (times - low).astype(np.float32)[:, :, None]
    at_low = columns[row, low]
    between = at_low + (columns[row, low + 1] - at_low) * share
    return between.astype(np.float32, copy=False)


def at_bands(columns: Float32Array, bands: np.ndarray) -> Float32Array:
    """Interpolate each example of a batch at fractional bands, shape (n, places)."""
    count, places = bands.shape
    row, place = np.arange(count)[:, None], np.arange(places)[None, :]
    low = bands.astype(int)
    share = (bands - low).astype(np.float32)
    mix = np.zeros((count, columns.shape[2], places), np.float32)
    mix[row, low, place] = 1.0 - share
    mix[row, low + 1, place] += share
    return columns @ mix


def _noise(
    power: Float32Array, noise: Float32Array, quietest_db: float, rng: Generator
) -> Float32Array:
    """Power of the noise to add to each example, at a random SNR."""
    count, width, bands = power.shape
    starts = rng.integers(0, len(noise) - width, count)
    chosen = noise[starts[:, None] + np.arange(width)]
    # Stationary noise: gamma-distributed power in each band and column, with a spectral tilt.
    steady = rng.random(count) < 0.35
    hiss = rng.standard_gamma(4.0, 4 * width * bands, dtype=np.float32)
    begin = rng.integers(0, 3 * width * bands, (int(steady.sum()), 1))
    fans = hiss[begin + np.arange(width * bands)].reshape(-1, width, bands)
    tilt = rng.normal(0.0, 1.0, (len(fans), 1, 1)) * np.linspace(-1.5, 1.5, bands)
    chosen[steady] = fans * np.exp(tilt)
    colour = 10.0 ** (
        channel.frequency_response(power.shape, rng, ripple_db=3.0, tilt_db=6.0) / 10.0
    )
    chosen = chosen * colour
    loudness = power.sum(axis=2)
    speech = np.percentile(loudness, 85, axis=1)
    mean = chosen.sum(axis=2).mean(axis=1) + AMIN
    ratio_db = np.where(
        rng.random(count) < 0.75,
        rng.uniform(0.0, quietest_db, count),
        rng.uniform(quietest_db, 80.0, count),
    )
    scale = speech / mean * 10.0 ** (-ratio_db / 10.0)
    return (chosen * scale[:, None, None]).astype(np.float32)


def mask(features: Float32Array, rng: Generator) -> Float32Array:
    """SpecAugment (Park et al., 2019): mask a range of bands and of columns with the mean."""
    count, frames, bands = features.shape
    for length, size, most in ((frames, 1, 16), (bands, 2, 7)):
        width = rng.integers(0, most, count)
        begin = (rng.random(count) * (length - width)).astype(int)
        index = np.arange(length)
        hidden = (index >= begin[:, None]) & (index < (begin + width)[:, None])
        hidden &= (rng.random(count) < 0.5)[:, None]
        shaped = hidden[:, :, None] if size == 1 else hidden[:, None, :]
        features = np.where(shaped, np.float32(0.0), features)
    return features
