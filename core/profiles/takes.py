"""A take: one utterance of a known digit, from which a voice is learnt.

Here it is judged whether a take can be used, and each is multiplied by copies that differ as the
same person's next take will: in pace, tone and noise.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from core.audio import SAMPLE_RATE, Float32Array
from core.classifier import TOO_SHORT, is_brief, unfit
from core.events import Utterance
from core.levels import SILENCE_DB, frame_levels

COPIES = 4
"""How many copies are made of each take, beside itself."""

CLIPPED_SHARE = 0.002
"""A take of which more samples than this meet full scale was too loud."""

MIN_SNR_DB = 15.0
"""The loudest 10 ms of a take must stand so far above the room's noise."""

_FFT_BLOCK = 1024

_DB_PER_OCTAVE = 1.0 / (20.0 * math.log10(2.0))
"""Exponent of the frequency that raises the spectrum by 1 dB an octave."""

Embed = Callable[[Float32Array], tuple[Float32Array, Float32Array]]
"""Sound -> the network's logits, shape (11,), and hidden layer, shape (width,)."""


@dataclass(frozen=True, slots=True)
class Take:
    """What the network makes of one utterance of a known digit, and of its copies.

    Attributes
    ----------
    digit : int
        What was said, 0-9.
    logits : ndarray, shape (1 + copies, 11), float32
        Of the take itself first.
    hidden : ndarray, shape (1 + copies, width), float32
    """

    digit: int
    logits: Float32Array
    hidden: Float32Array


def make_take(digit: int, samples: Float32Array, embed: Embed, copies: int = COPIES) -> Take:
    """Let the network hear an utterance and its copies.

    Parameters
    ----------
    digit : int
    samples : ndarray, shape (n,), float32
        The utterance as the segmenter cut it.
    embed : callable
        `core.classifier.Classifier.embed`.
    copies : int
    """
    rows = [embed(sound) for sound in (samples, *vary(samples, copies))]
    return Take(digit, np.stack([row[0] for row in rows]), np.stack([row[1] for row in rows]))


def fault_of(utterance: Utterance, *, has_room: bool = True) -> str:
    """Why an utterance is no good take, for people; empty where it is one.

    Parameters
    ----------
    utterance : Utterance
    has_room : bool
        Whether the room was heard beside the word: not so in recordings that are cut tight, whose
        noise is then not judged.
    """
    _, reason = TOO_SHORT if is_brief(utterance) else unfit(utterance)
    if reason:
        return reason
    if float((np.abs(utterance.samples) >= 0.999).mean()) > CLIPPED_SHARE:
        return "too loud: move back or lower the microphone's gain"
    loudest_db = float(frame_levels(utterance.samples).max(initial=SILENCE_DB))
    if has_room and loudest_db - utterance.floor_db < MIN_SNR_DB:
        return "too noisy: come nearer, or find a quieter place"
    return ""


def vary(samples: Float32Array, count: int) -> list[Float32Array]:
    """Copies of a sound, the same at every call: other paces, tones and noises."""
    rng = np.random.default_rng(len(samples))
    loudest_db = float(frame_levels(samples).max(initial=SILENCE_DB))
    return [_varied(samples, loudest_db, rng) for _ in range(count)]


def _varied(samples: Float32Array, loudest_db: float, rng: np.random.Generator) -> Float32Array:
    pace = float(rng.uniform(0.92, 1.08))
    times = np.arange(0.0, len(samples) - 1, pace)
    sound = np.interp(times, np.arange(len(samples)), samples)
    # Of whole blocks: a length of large prime factors takes the transform several times as long.
    length = -(-len(sound) // _FFT_BLOCK) * _FFT_BLOCK
    frequencies = np.maximum(np.fft.rfftfreq(length, 1.0 / SAMPLE_RATE), 60.0)
    tilt = (frequencies / 1000.0) ** (float(rng.normal(0.0, 1.2)) * _DB_PER_OCTAVE)
    sound = np.fft.irfft(np.fft.rfft(sound, length) * tilt, length)[: len(sound)]
    noise_db = loudest_db - float(rng.uniform(20.0, 45.0))
    sound += rng.standard_normal(len(sound), np.float32) * 10.0 ** (noise_db / 20.0)
    return sound.astype(np.float32)
