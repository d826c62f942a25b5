"""Builds long recordings with reference labels from recordings of single words.

In a scene, each speaker has a part of the recording, with one level, one noise and one room. The
words follow each other with random gaps and are scaled to the scene's signal-to-noise ratio.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np

from core.audio import SAMPLE_RATE, Float32Array, load
from core.levels import frame_levels, level_db
from models.data.index import OTHER, Recording
from models.evaluation.streams.spoken_words import CutWord, cut_word
from models.training.waveforms import reverberate

Generator = np.random.Generator

LEAD_IN = 2.0
"""Seconds of noise before the first word."""

STEADY = ("rain", "sea-waves", "helicopter", "running_tap", "white_noise", "exercise_bike")
"""Prefixes of the names of recordings of stationary noise."""


@dataclass(frozen=True, slots=True)
class Scene:
    """Parameters of a long recording; pairs are the bounds of uniform distributions.

    Attributes
    ----------
    name, about : str
    gap : tuple of float
        Seconds from the end of a word to the start of the next.
    snr_db : tuple of float
        Active level of the words over the noise; drawn for each speaker.
    peak_db : tuple of float
        Peak level of the speech, dBFS; drawn for each speaker.
    reverberant : float
        Share of the speakers with reverberation.
    others : float
        Share of the words that are not digits.
    """

    name: str
    about: str
    gap: tuple[float, float] = (0.4, 1.2)
    snr_db: tuple[float, float] = (20.0, 20.0)
    peak_db: tuple[float, float] = (-20.0, -6.0)
    reverberant: float = 0.0
    others: float = 0.0


SCENES = (
    Scene("reference", "gaps of 0.4 s and more, 20 dB over stationary noise"),
    Scene("quiet", "a quiet room, 30 dB over its noise", snr_db=(30.0, 30.0)),
    Scene("levels", "peak levels from -40 to -3 dBFS", peak_db=(-40.0, -3.0)),
    Scene("reverb", "rooms with reverberation", reverberant=1.0),
    Scene("noise", "5 to 15 dB over noise", snr_db=(5.0, 15.0)),
    Scene("fast", "gaps of 0.15 to 0.4 s", gap=(0.15, 0.4), snr_db=(20.0, 30.0)),
    Scene(
        "words",
        "half of the words are not digits",
        snr_db=(20.0, 30.0),
        reverberant=0.5,
        others=0.5,
    ),
)


@dataclass(frozen=True, slots=True)
class Word:
    """Reference for one word of a long recording.

    Attributes
    ----------
    label : int
        0-9, or `OTHER`.
    start, end : float
        Bounds of the word in seconds, as found by `spoken_words` in the clean recording.
    file, speaker : str
        Its source.
    gap : float
        Seconds since the end of the previous word.
    snr_db, peak_db : float
    """

    label: int
    start: float
    end: float
    file: str
    speaker: str
    gap: float
    snr_db: float
    peak_db: float


def compose(
    scene: Scene,
    speakers: dict[str, list[Recording]],
    others: Sequence[Recording],
    noises: Sequence[Recording],
    rng: Generator,
) -> tuple[Float32Array, list[Word]]:
    """Build a long recording.

    Parameters
    ----------
    scene : Scene
    speakers : dict
        Speaker -> recordings of digits, in any order.
    others, noises : sequence of Recording
        Recordings of other words, and of noise.
    rng : Generator

    Returns
    -------
    samples : ndarray, shape (n,), float32
        Mono at ``SAMPLE_RATE``.
    words : list of Word
        In order, digits and others.
    """
    steady = [n for n in noises if n.path.name.startswith(STEADY) and _is_continuous(n.path)]
    parts: list[Float32Array] = []
    words: list[Word] = []
    offset = 0.0
    for speaker, recordings in speakers.items():
        sound, placed = _part_of(scene, speaker, recordings, others, steady, rng)
        if not any(word.label != OTHER for word in placed):
            continue
        parts.append(sound)
        words += [_later(word, offset) for word in placed]
        offset += len(sound) / SAMPLE_RATE
    return np.concatenate(parts), words


@cache
def _is_continuous(path: Path) -> bool:
    """Whether a noise recording has no silence; some of ESC-10 are padded with zeros."""
    levels = frame_levels(load(path))
    return bool(np.percentile(levels, 2) > np.median(levels) - 20.0)


def _later(word: Word, seconds: float) -> Word:
    return Word(
        word.label,
        word.start + seconds,
        word.end + seconds,
        word.file,
        word.speaker,
        word.gap,
        word.snr_db,
        word.peak_db,
    )


def _part_of(
    scene: Scene,
    speaker: str,
    recordings: Sequence[Recording],
    others: Sequence[Recording],
    noises: Sequence[Recording],
    rng: Generator,
) -> tuple[Float32Array, list[Word]]:
    """The words of one speaker over one noise."""
    snr_db, peak_db = float(rng.uniform(*scene.snr_db)), float(rng.uniform(*scene.peak_db))
    is_reverberant = rng.random() < scene.reverberant
    said: list[tuple[Recording, CutWord]] = []
    for recording in (recordings[i] for i in rng.permutation(len(recordings))):
        while others and rng.random() < scene.others:
            other = others[rng.integers(len(others))]
            if (word := cut_word(other.path, is_digit=False)) is not None:
                said.append((other, word))
        word = cut_word(recording.path, is_digit=True)
        # A noisy recording cannot be mixed at a given SNR.
        if word is not None and word.snr_db > snr_db + 6.0:
            said.append((recording, word))
    gaps = rng.uniform(*scene.gap, len(said) + 1)
    begins, place = [], round(LEAD_IN * SAMPLE_RATE)
    for (_, word), gap in zip(said, gaps, strict=False):
        place += round(gap * SAMPLE_RATE)
        begins.append(place)
        place += word.last - word.first
    speech = np.zeros(place + SAMPLE_RATE, np.float32)
    for (_, word), begin in zip(said, begins, strict=True):
        start = begin - word.first
        speech[start : start + len(word.samples)] += word.samples * 10.0 ** (-word.level_db / 20.0)
    if is_reverberant:
        speech = reverberate(speech, rng)
    noise = make_noise(len(speech), noises, rng) * 10.0 ** (-snr_db / 20.0)
    gain = 10.0 ** (peak_db / 20.0) / max(float(np.abs(speech).max()), 1e-6)
    words = [
        Word(
            recording.label,
            begin / SAMPLE_RATE,
            (begin + word.last - word.first) / SAMPLE_RATE,
            recording.path.name,
            speaker if recording.label != OTHER else recording.speaker,
            float(gap),
            snr_db,
            peak_db,
        )
        for (recording, word), begin, gap in zip(said, begins, gaps, strict=False)
    ]
    return np.clip((speech + noise) * gain, -1.0, 1.0).astype(np.float32), words


def make_noise(length: int, noises: Sequence[Recording], rng: Generator) -> Float32Array:
    """Noise with a level of 0 dB: white, falling like a fan's, or a repeated recording.

    Returns
    -------
    ndarray, shape (length,), float32
    """
    kind = rng.integers(3) if noises else rng.integers(2)
    if kind == 2:
        recorded = load(noises[rng.integers(len(noises))].path)
        times = 1 + length // len(recorded)
        noise = np.tile(np.concatenate([recorded, recorded[::-1]]), times)[:length]
    else:
        # White noise has a flat spectrum; that of a fan falls by 3 to 6 dB per octave.
        size = min(length, 8 * SAMPLE_RATE)
        spectrum = np.fft.rfft(rng.normal(0.0, 1.0, size))
        frequencies = np.maximum(np.fft.rfftfreq(size, 1.0 / SAMPLE_RATE), 40.0)
        slope = rng.uniform(0.5, 1.0) if kind == 1 else 0.0
        noise = np.tile(np.fft.irfft(spectrum / frequencies**slope, size), 1 + length // size)
        noise = noise[:length]
    noise = noise.astype(np.float32)
    return noise * np.float32(10.0 ** (-level_db(noise) / 20.0))
