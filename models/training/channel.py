"""What lies between a mouth and a recording: a microphone, its bandwidth, and its software.

Batches of decibel columns, shape (n, columns, bands), go in and come out; `augment` draws
who passes through what.
"""

from __future__ import annotations

import numpy as np

from core.spectrogram import Float32Array, SpectrogramSettings, hz_to_mel, mel_to_hz

Generator = np.random.Generator


def frequency_response(
    shape: tuple[int, ...], rng: Generator, *, ripple_db: float, tilt_db: float
) -> Float32Array:
    """A frequency response: a tilt and slow ripples over the bands, in dB."""
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
    """Telephone and 8 kHz recordings: bandwidth must not tell the corpus."""
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
    """Soft sounds become softer or louder, and hisses softer still (docs/decisions/0016).

    Automatic gain raises what is soft; a microphone's far side, a low rate and suppressed noise
    leave little of "s", "f" and "th", so that "six" is hardly more than its vowel.

    Parameters
    ----------
    columns : ndarray, shape (n, columns, bands), float32
        Decibels.
    share : float
        Of the batch that is changed.
    rng : Generator
    """
    count, _, bands = columns.shape
    level = columns.max(axis=2, keepdims=True)
    # What lies further down is the room, not the word.
    below = np.minimum(level.max(axis=1, keepdims=True) - level, 40.0)
    ratio = np.exp(rng.uniform(np.log(0.75), np.log(1.6), (count, 1, 1)))
    gain = (1.0 - ratio) * below
    # A hiss is louder above 1 kHz than below: wholly from 6 dB on, not at all from -6 dB.
    third = bands // 3
    tilt = columns[:, :, third:].max(axis=2) - columns[:, :, :third].max(axis=2)
    hiss = np.clip(tilt / 12.0 + 0.5, 0.0, 1.0)[:, :, None]
    gain -= hiss * rng.uniform(0.0, 25.0, (count, 1, 1)) * (rng.random((count, 1, 1)) < 0.6)
    gain *= rng.random((count, 1, 1)) < share
    return (columns + gain).astype(np.float32)


def coding_noise(columns: Float32Array, share: float, rng: Generator) -> Float32Array:
    """Noise that is there only while somebody speaks (docs/decisions/0017).

    Few bits, an overdriven input and codecs add it: it follows the voice at some distance, over
    all bands, and ends with it.

    Parameters
    ----------
    columns : ndarray, shape (n, columns, bands), float32
        Decibels.
    share : float
        Of the batch that is changed.
    rng : Generator
    """
    chosen = np.flatnonzero(rng.random(len(columns)) < share)
    spoken = columns[chosen]
    count, width, bands = spoken.shape
    # A block of a codec is as noisy as its loudest moment.
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
    """What noise suppression leaves: silence in each band wherever it was not loud.

    It takes the soft ends of words with it, "f" and "th" first of all.
    """
    count = len(columns)
    chosen = rng.random((count, 1, 1)) < share
    depth = rng.uniform(16.0, 45.0, (count, 1, 1))
    loudest = columns.max(axis=(1, 2), keepdims=True)
    # The gate hears the whole band; what suppresses noise hears each band.
    by_band = rng.random((count, 1, 1)) < 0.5
    level = np.where(by_band, columns, columns.max(axis=2, keepdims=True))
    closed = chosen & (level < loudest - depth)
    return np.where(closed, np.minimum(columns, loudest - 80.0), columns).astype(np.float32)
