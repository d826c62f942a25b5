"""Augmentation by the recording channel: microphone, bandwidth and signal processing.

All functions take and return batches of decibel columns, shape (n, columns, bands).
"""

from __future__ import annotations

import numpy as np

from core.spectrogram import Float32Array, SpectrogramSettings, hz_to_mel, mel_to_hz

Generator = np.random.Generator


def frequency_response(
    shape: tuple[int, ...], rng: Generator, *, ripple_db: float, tilt_db: float
) -> Float32Array:
    """A random frequency response in dB: a tilt and slow ripples over the bands."""
    count, _, bands = shape
    x = np.linspace(-1.0, 1.0, bands)
    response = rng.normal(0.0, tilt_db / 2, (count, 1)) * x
    for cycles in (1, 2, 3):
        phase = rng.uniform(0, 2 * np.pi, (count, 1))
        size = rng.normal(0.0, ripple_db / 2, (count, 1))
        response = response + size * np.sin(np.pi * cycles * x + phase)
    return response[:, None, :].astype(np.float32)


def narrow_band(
    columns: Float32Array, settings: SpectrogramSettings, rng: Generator
) -> Float32Array:
    """Limit the bandwidth at random, so that the network cannot infer the corpus from it."""
    count, _, bands = columns.shape
    ends = hz_to_mel(np.array([settings.fmin, settings.fmax]))
    centres = mel_to_hz(np.linspace(ends[0], ends[1], bands + 2)[1:-1])
    narrow = rng.random((count, 1)) < 0.4
    edge = np.where(narrow, rng.uniform(3300.0, 7000.0, (count, 1)), 1e6)
    octaves = np.maximum(np.log2(centres / edge), 0.0)
    loss = octaves * rng.uniform(60.0, 400.0, (count, 1))
    low = np.where(rng.random((count, 1)) < 0.25, rng.uniform(100.0, 350.0, (count, 1)), 1.0)
    loss += np.maximum(np.log2(low / centres), 0.0) * rng.uniform(6.0, 30.0, (count, 1))
    return columns - np.minimum(loss, 70.0)[:, None, :].astype(np.float32)


def dynamics(columns: Float32Array, share: float, rng: Generator) -> Float32Array:
    """Make soft sounds softer or louder, and fricatives softer (docs/decisions/0016).

    Automatic gain control amplifies soft sounds. Distance, a low sampling rate and noise
    suppression weaken "s", "f" and "th", until little more than the vowel is left of "six".

    Parameters
    ----------
    columns : ndarray, shape (n, columns, bands), float32
        Decibels.
    share : float
        Share of the batch that is changed.
    rng : Generator
    """
    count, _, bands = columns.shape
    level = columns.max(axis=2, keepdims=True)
    # Anything softer is the room, not the word.
    below = np.minimum(level.max(axis=1, keepdims=True) - level, 40.0)
    ratio = np.exp(rng.uniform(np.log(0.75), np.log(1.6), (count, 1, 1)))
    gain = (1.0 - ratio) * below
    # A fricative is louder above 1 kHz than below: weight 1 from 6 dB, 0 at -6 dB and less.
    third = bands // 3
    tilt = columns[:, :, third:].max(axis=2) - columns[:, :, :third].max(axis=2)
    fricative = np.clip(tilt / 12.0 + 0.5, 0.0, 1.0)[:, :, None]
    gain -= fricative * rng.uniform(0.0, 25.0, (count, 1, 1)) * (rng.random((count, 1, 1)) < 0.6)
    gain *= rng.random((count, 1, 1)) < share
    return (columns + gain).astype(np.float32)


def coding_noise(columns: Float32Array, share: float, rng: Generator) -> Float32Array:
    """Add noise that follows the level of the voice (docs/decisions/0017).

    Coarse quantization, clipping and codecs add such noise, over all bands.

    Parameters
    ----------
    columns : ndarray, shape (n, columns, bands), float32
        Decibels.
    share : float
        Share of the batch that is changed.
    rng : Generator
    """
    chosen = np.flatnonzero(rng.random(len(columns)) < share)
    spoken = columns[chosen]
    count, width, bands = spoken.shape
    # The noise of a codec block depends on its loudest frame.
    level = spoken.max(axis=2)
    around = np.pad(level, ((0, 0), (2, 2)), mode="edge")
    level = np.max([around[:, shift : shift + width] for shift in range(5)], axis=0)
    below = rng.uniform(15.0, 45.0, (count, 1, 1))
    tilt = rng.normal(0.0, 4.0, (count, 1, 1)) * np.linspace(-1.0, 1.0, bands)
    grain = 10.0 * np.log10(rng.standard_gamma(4.0, spoken.shape, dtype=np.float32) / 4.0 + 1e-6)
    noise = level[:, :, None] - below + tilt + grain
    changed = columns.copy()
    changed[chosen] = 10.0 * np.log10(10.0 ** (spoken / 10.0) + 10.0 ** (noise / 10.0))
    return changed


def noise_gate(columns: Float32Array, share: float, rng: Generator) -> Float32Array:
    """Replace everything but loud sounds by silence, as noise gates and noise suppression do.

    They also remove soft ends of words, such as "f" and "th".
    """
    count = len(columns)
    chosen = rng.random((count, 1, 1)) < share
    depth = rng.uniform(16.0, 45.0, (count, 1, 1))
    loudest = columns.max(axis=(1, 2), keepdims=True)
    # A gate compares the total level, noise suppression the level of each band.
    by_band = rng.random((count, 1, 1)) < 0.5
    level = np.where(by_band, columns, columns.max(axis=2, keepdims=True))
    closed = chosen & (level < loudest - depth)
    return np.where(closed, np.minimum(columns, loudest - 80.0), columns).astype(np.float32)
