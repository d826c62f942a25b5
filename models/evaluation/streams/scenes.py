"""Long recordings whose truth is known: people say digits in rooms, in noise, among other words.

Each person of a scene has a stretch of their own, with one distance to the microphone, one noise
and one room; the words come one after the other with random gaps. Every word is laid over the
noise at the ratio that its scene asks for, whatever its own recording's level was.
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
from models.evaluation.streams.spoken_words import Spoken, cut_word
from models.training.waveforms import in_a_room

Generator = np.random.Generator

LEAD_IN = 2.0
"""Seconds of the room before somebody speaks in it."""

STEADY = ("rain", "sea-waves", "helicopter", "running_tap", "white_noise", "exercise_bike")
"""Recordings of noise that goes on, by the begin of their names."""


@dataclass(frozen=True, slots=True)
class Scene:
    """What a long recording is like; pairs are the ends of a uniform draw.

    Attributes
    ----------
    name, about : str
    gap : tuple of float
        Seconds from a word's last sound to the next one's first.
    snr_db : tuple of float
        The words' active level over the noise; drawn for each person.
    peak_db : tuple of float
        Loudest sample of the speech, dBFS; drawn for each person.
    rooms : float
        Share of the people who speak in a room with an echo.
    others : float
        Share of the words that are no digits.
    """

    name: str
    about: str
    gap: tuple[float, float] = (0.4, 1.2)
    snr_db: tuple[float, float] = (20.0, 20.0)
    peak_db: tuple[float, float] = (-20.0, -6.0)
    rooms: float = 0.0
    others: float = 0.0


SCENES = (
    Scene("bar", "gaps of 0.4 s and more, 20 dB over steady noise"),
    Scene("still", "a still room, 30 dB over its noise", snr_db=(30.0, 30.0)),
    Scene("levels", "from a whisper's level to full scale", peak_db=(-40.0, -3.0)),
    Scene("rooms", "rooms with an echo", rooms=1.0),
    Scene("noise", "5 to 15 dB over noise", snr_db=(5.0, 15.0)),
    Scene("quick", "gaps of 0.15 to 0.4 s", gap=(0.15, 0.4), snr_db=(20.0, 30.0)),
    Scene("talk", "half of the words are no digits", snr_db=(20.0, 30.0), rooms=0.5, others=0.5),
)


@dataclass(frozen=True, slots=True)
class Word:
    """Truth about one word of a long recording.

    Attributes
    ----------
    label : int
        0-9, or `OTHER`.
    start, end : float
        Bounds of its sound in seconds, as `spoken_words` finds them in the clean recording.
    file, speaker : str
        Where it comes from.
    gap : float
        Seconds since the last sound of the word before.
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
    people: dict[str, list[Recording]],
    others: Sequence[Recording],
    noises: Sequence[Recording],
    rng: Generator,
) -> tuple[Float32Array, list[Word]]:
    """Build a long recording.

    Parameters
    ----------
    scene : Scene
    people : dict
        Speaker -> the recordings of digits to be said, in any order.
    others, noises : sequence of Recording
        Where other words, and the noise beside hiss and fans, are taken from.
    rng : Generator

    Returns
    -------
    samples : ndarray, shape (n,), float32
        Mono at ``SAMPLE_RATE``.
    words : list of Word
        In order, digits and others.
    """
    steady = [n for n in noises if n.path.name.startswith(STEADY) and _goes_on(n.path)]
    parts: list[Float32Array] = []
    words: list[Word] = []
    offset = 0.0
    for speaker, recordings in people.items():
        sound, said = _stretch(scene, speaker, recordings, others, steady, rng)
        if not any(word.label != OTHER for word in said):
            continue
        parts.append(sound)
        words += [_later(word, offset) for word in said]
        offset += len(sound) / SAMPLE_RATE
    return np.concatenate(parts), words


@cache
def _goes_on(path: Path) -> bool:
    """Whether a recording of noise has no silence in it; some of ESC-10's are filled with zeros."""
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


def _stretch(
    scene: Scene,
    speaker: str,
    recordings: Sequence[Recording],
    others: Sequence[Recording],
    noises: Sequence[Recording],
    rng: Generator,
) -> tuple[Float32Array, list[Word]]:
    """One person's words over one noise."""
    snr_db, peak_db = float(rng.uniform(*scene.snr_db)), float(rng.uniform(*scene.peak_db))
    has_echo = rng.random() < scene.rooms
    said: list[tuple[Recording, Spoken]] = []
    for recording in (recordings[i] for i in rng.permutation(len(recordings))):
        while others and rng.random() < scene.others:
            other = others[rng.integers(len(others))]
            if (word := cut_word(other.path, is_digit=False)) is not None:
                said.append((other, word))
        word = cut_word(recording.path, is_digit=True)
        # What is noisy by itself cannot be laid over noise at a given ratio.
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
    if has_echo:
        speech = in_a_room(speech, rng)
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
    """Noise of level 0 dB: hiss, a fan, or a recording repeated.

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
        # Hiss is level over the spectrum; a fan falls by 3 to 6 dB an octave.
        size = min(length, 8 * SAMPLE_RATE)
        spectrum = np.fft.rfft(rng.normal(0.0, 1.0, size))
        frequencies = np.maximum(np.fft.rfftfreq(size, 1.0 / SAMPLE_RATE), 40.0)
        slope = rng.uniform(0.5, 1.0) if kind == 1 else 0.0
        noise = np.tile(np.fft.irfft(spectrum / frequencies**slope, size), 1 + length // size)
        noise = noise[:length]
    noise = noise.astype(np.float32)
    return noise * np.float32(10.0 ** (-level_db(noise) / 20.0))
