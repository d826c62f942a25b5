"""Augmentation of waveforms: voice conversion, speed, reverberation and codecs.

pyworld analyses a voice into pitch, spectral envelope and aperiodicity, and synthesizes it with
another pitch and vocal tract length. So the recordings of FSDD, all of men, also yield voices of
women and children.
"""

from __future__ import annotations

import io
from typing import Any

import numpy as np
import pyworld
import soundfile
import soxr

from core.audio import SAMPLE_RATE, Float32Array

Generator = np.random.Generator

_CODECS = (("MP3", "MPEG_LAYER_III"), ("OGG", "VORBIS"), ("OGG", "OPUS"))
"""Containers and codecs of voice messages."""


class Voice:
    """A recording analysed by WORLD (Morise et al., 2016), to synthesize it with another voice."""

    def __init__(self, samples: Float32Array) -> None:
        sound = samples.astype(np.float64)
        pitch, times = pyworld.dio(sound, SAMPLE_RATE, f0_floor=60.0, f0_ceil=600.0)
        self._pitch = pyworld.stonemask(sound, pitch, times, SAMPLE_RATE)
        self._envelope = pyworld.cheaptrick(sound, self._pitch, times, SAMPLE_RATE)
        self._aperiodicity = pyworld.d4c(sound, self._pitch, times, SAMPLE_RATE)
        voiced = self._pitch[self._pitch > 0]
        self.median_pitch = float(np.median(voiced)) if len(voiced) else 0.0

    def resynthesize(self, pitch: float, formants: float) -> Float32Array:
        """Synthesize it.

        Parameters
        ----------
        pitch : float
            Factor for the fundamental frequency.
        formants : float
            Factor for the frequencies of the envelope; above 1 is a shorter vocal tract.

        Returns
        -------
        ndarray, shape (about n,), float32
        """
        bins = np.arange(self._envelope.shape[1])
        source = np.minimum(bins / formants, bins[-1])
        low = source.astype(int)
        high = np.minimum(low + 1, bins[-1])
        share = source - low
        log = np.log(self._envelope)
        envelope = np.exp(log[:, low] * (1 - share) + log[:, high] * share)
        aperiodicity = (
            self._aperiodicity[:, low] * (1 - share) + self._aperiodicity[:, high] * share
        )
        samples = pyworld.synthesize(
            self._pitch * pitch,
            np.ascontiguousarray(envelope),
            np.ascontiguousarray(aperiodicity),
            SAMPLE_RATE,
        )
        return samples.astype(np.float32)


def convert_voice(voice: Voice, rng: Generator) -> Float32Array:
    """Convert to the voice of a man, a woman or a child, with equal probability.

    Pitches follow Peterson and Barney (1952): about 130 Hz for men, 220 Hz for women and 265 Hz for
    children. Compared with men, the vocal tract is about 15 % shorter in women and 25-30 % in
    children.
    """
    own = voice.median_pitch or 130.0
    kind = rng.integers(3)
    wanted = (130.0, 215.0, 270.0)[kind] * 2.0 ** rng.normal(0.0, 0.22)
    pitch = float(np.clip(wanted / own, 0.45, 2.8))
    own_tract = np.interp(own, [110, 220, 290], [1.0, 1.16, 1.27])
    wanted_tract = np.interp(wanted, [110, 220, 290], [1.0, 1.16, 1.27])
    formants = float(wanted_tract / own_tract * 2.0 ** rng.normal(0.0, 0.07))
    return voice.resynthesize(pitch, float(np.clip(formants, 0.78, 1.4)))


def change_speed(samples: Float32Array, factor: float) -> Float32Array:
    """Change the speed, and with it pitch and formants."""
    return soxr.resample(samples, SAMPLE_RATE * factor, SAMPLE_RATE).astype(np.float32)


def reverberate(samples: Float32Array, rng: Generator) -> Float32Array:
    """Add a room: direct sound, a few early reflections and decaying noise.

    The reverberation time is 0.1-0.7 s, the direct-to-reverberant ratio 0-18 dB. As in real rooms,
    the tail has less high frequencies than the direct sound.
    """
    seconds = rng.uniform(0.1, 0.7)
    count = round(seconds * SAMPLE_RATE)
    time = np.arange(count) / SAMPLE_RATE
    tail = rng.normal(0.0, 1.0, count) * 10.0 ** (-3.0 * time / seconds)
    spectrum = np.fft.rfft(tail)
    frequencies = np.fft.rfftfreq(count, 1.0 / SAMPLE_RATE)
    spectrum /= np.sqrt(1.0 + (frequencies / rng.uniform(1500.0, 6000.0)) ** 2)
    tail = np.fft.irfft(spectrum, count)
    tail[: round(0.002 * SAMPLE_RATE)] = 0.0
    for delay in rng.uniform(0.002, 0.03, 4):
        tail[int(delay * SAMPLE_RATE) % count] += rng.choice([-1, 1]) * 2.0 * np.abs(tail).max()
    ratio_db = rng.uniform(0.0, 18.0)
    tail *= 10.0 ** (-ratio_db / 20.0) / np.sqrt(np.square(tail).sum() + 1e-12)
    tail[0] += 1.0
    size = 1 << (len(samples) + count - 1).bit_length()
    wet = np.fft.irfft(np.fft.rfft(samples, size) * np.fft.rfft(tail, size), size)
    return wet[: len(samples)].astype(np.float32)


def apply_codec(samples: Float32Array, rng: Generator) -> Float32Array:
    """Encode and decode as for a voice message: MP3, Vorbis or Opus, at 8 or 16 kHz."""
    rate = int(rng.choice([8000, 16000]))
    sound: Any = soxr.resample(samples, SAMPLE_RATE, rate) if rate != SAMPLE_RATE else samples
    container, coding = _CODECS[rng.integers(len(_CODECS))]
    buffer = io.BytesIO()
    soundfile.write(
        buffer,
        np.clip(sound, -1, 1),
        rate,
        format=container,
        subtype=coding,
        compression_level=rng.uniform(0.6, 0.95),
    )
    buffer.seek(0)
    decoded, _ = soundfile.read(buffer, dtype="float32")
    if rate != SAMPLE_RATE:
        decoded = soxr.resample(decoded, rate, SAMPLE_RATE)
    decoded = decoded[: len(samples)]
    return np.pad(decoded, (0, len(samples) - len(decoded))).astype(np.float32)
