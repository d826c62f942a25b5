"""STFT, mel scale, decibels and z-score, for training, the program and the live spectrogram.

The implementation is numpy. Tests compare it with librosa (``tests/core/test_spectrogram.py``). In
librosa's terms it is ``melspectrogram(n_fft=512, win_length=400, hop_length=160, window="hann",
center=False, power=2, htk=False, norm="slaney")`` and ``power_to_db(ref=1, amin=1e-10,
top_db=None)``.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from core.audio import SAMPLE_RATE, Float32Array

AMIN = 1e-10
"""Minimum power: -100 dB."""


@dataclass(frozen=True, slots=True)
class SpectrogramSettings:
    """Settings of the spectrogram. The bundle stores those that the model was trained with.

    Attributes
    ----------
    sample_rate : int
        Hz.
    n_fft, win_length, hop_length : int
        STFT size, window and step, in samples.
    n_mels : int
        Mel bands (Slaney's scale and area normalization, as librosa's default).
    fmin, fmax : float
        Edges of the mel filters, Hz.
    n_frames : int
        Number of columns of the network's input.
    range_db : float
        Dynamic range. Lower values are raised to this distance from the maximum, so that digital
        silence and a quiet room give similar features.
    """

    sample_rate: int = SAMPLE_RATE
    n_fft: int = 512
    win_length: int = 400
    hop_length: int = 160
    n_mels: int = 40
    fmin: float = 60.0
    fmax: float = 7600.0
    n_frames: int = 100
    range_db: float = 50.0

    @property
    def hop_seconds(self) -> float:
        """Step between two columns, in seconds."""
        return self.hop_length / self.sample_rate


def hz_to_mel(frequencies: NDArray[np.float64]) -> NDArray[np.float64]:
    """Slaney's mel scale: linear below 1 kHz, logarithmic above (Auditory Toolbox, 1998)."""
    linear = frequencies / (200.0 / 3)
    log = 15.0 + np.log(np.maximum(frequencies, 1e-9) / 1000.0) / (np.log(6.4) / 27.0)
    return np.where(frequencies >= 1000.0, log, linear)


def mel_to_hz(mels: NDArray[np.float64]) -> NDArray[np.float64]:
    """Inverse of `hz_to_mel`."""
    linear = mels * (200.0 / 3)
    log = 1000.0 * np.exp((np.log(6.4) / 27.0) * (mels - 15.0))
    return np.where(mels >= 15.0, log, linear)


@lru_cache(maxsize=8)
def mel_basis(settings: SpectrogramSettings) -> Float32Array:
    """Triangular mel filters of equal area.

    Returns
    -------
    ndarray, shape (n_fft // 2 + 1, n_mels), float32
        Use it as ``power @ mel_basis(settings)``.
    """
    bins = np.fft.rfftfreq(settings.n_fft, 1.0 / settings.sample_rate)
    ends = hz_to_mel(np.array([settings.fmin, settings.fmax]))
    edges = mel_to_hz(np.linspace(float(ends[0]), float(ends[1]), settings.n_mels + 2))
    rising = (bins[:, None] - edges[:-2]) / np.diff(edges)[:-1]
    falling = (edges[2:] - bins[:, None]) / np.diff(edges)[1:]
    triangles = np.maximum(0.0, np.minimum(rising, falling))
    basis = (triangles * (2.0 / (edges[2:] - edges[:-2]))).astype(np.float32)
    basis.flags.writeable = False
    return basis


@lru_cache(maxsize=8)
def _window(settings: SpectrogramSettings) -> Float32Array:
    """Periodic Hann window, centred in ``n_fft`` samples, as in librosa."""
    n = settings.win_length
    hann = 0.5 - 0.5 * np.cos(2.0 * np.pi * np.arange(n) / n)
    left = (settings.n_fft - n) // 2
    window = np.pad(hann, (left, settings.n_fft - n - left)).astype(np.float32)
    window.flags.writeable = False
    return window


def stft_power(samples: Float32Array, settings: SpectrogramSettings) -> Float32Array:
    """Compute the power spectrum of each column.

    Parameters
    ----------
    samples : ndarray, shape (n,), float32
        Mono sound in [-1, 1]; no padding is added (librosa's ``center=False``).

    Returns
    -------
    ndarray, shape (columns, n_fft // 2 + 1), float32
        There are no columns if `samples` is shorter than ``n_fft``.
    """
    if len(samples) < settings.n_fft:
        return np.zeros((0, settings.n_fft // 2 + 1), np.float32)
    # The same as sliding_window_view(samples, n_fft)[::hop_length], whose checks take longer than
    # the FFT.
    samples = np.ascontiguousarray(samples)
    count = 1 + (len(samples) - settings.n_fft) // settings.hop_length
    step = samples.itemsize
    frames: Float32Array = np.ndarray(
        (count, settings.n_fft), samples.dtype, samples, 0, (settings.hop_length * step, step)
    )
    spectrum = np.fft.rfft(frames * _window(settings), axis=-1)
    return np.square(spectrum.real) + np.square(spectrum.imag)


def mel_power(samples: Float32Array, settings: SpectrogramSettings) -> Float32Array:
    """Mel power of each column, shape (columns, n_mels), float32."""
    return stft_power(samples, settings) @ mel_basis(settings)


def decibels(power: Float32Array) -> Float32Array:
    """Convert power to decibels, at least -100 dB; same shape, float32."""
    return np.float32(10.0) * np.log10(np.maximum(power, np.float32(AMIN)))


def z_score(patch: Float32Array, settings: SpectrogramSettings) -> Float32Array:
    """Limit the range of a spectrogram, and scale it to mean 0 and standard deviation 1.

    Parameters
    ----------
    patch : ndarray, shape (..., columns, bands), float32
        Decibels. Leading axes are a batch.

    Returns
    -------
    ndarray, same shape, float32
        All zeros for a constant spectrogram.
    """
    top = patch.max(axis=(-2, -1), keepdims=True)
    limited = np.maximum(patch, top - np.float32(settings.range_db))
    mean = limited.mean(axis=(-2, -1), keepdims=True)
    deviation = limited.std(axis=(-2, -1), keepdims=True)
    return ((limited - mean) / np.maximum(deviation, np.float32(1e-3))).astype(np.float32)


@dataclass(frozen=True, slots=True)
class Columns:
    """Columns of the live spectrogram.

    Attributes
    ----------
    start : float
        Stream time of the centre of the first column, in seconds.
    step : float
        Time between columns in seconds.
    decibels : ndarray, shape (columns, n_fft // 2 + 1), float32
        STFT power in dB at the linear frequencies ``rfftfreq(n_fft, 1 / sample_rate)``. Multiply
        the power by `mel_basis` for a mel spectrogram.
    """

    start: float
    step: float
    decibels: Float32Array = field(repr=False, compare=False)


class ColumnStream:
    """Computes the columns of `stft_power` for a stream of blocks."""

    def __init__(self, settings: SpectrogramSettings | None = None) -> None:
        self.settings = settings or SpectrogramSettings()
        self._rest = np.zeros(0, np.float32)
        self._position = 0  # stream index of the first sample in _rest

    def feed(self, samples: Float32Array) -> Columns:
        """Process the next block and return the new columns, which may be none.

        Parameters
        ----------
        samples : ndarray, shape (n,), float32
            Mono sound at ``settings.sample_rate``, any length.
        """
        s = self.settings
        pending = np.concatenate([self._rest, samples])
        power = stft_power(pending, s)
        start = (self._position + s.n_fft / 2) / s.sample_rate
        used = len(power) * s.hop_length
        self._rest = pending[used:]
        self._position += used
        return Columns(start, s.hop_seconds, decibels(power))
