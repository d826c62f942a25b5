"""The speakers of `accuracy`: numbers made of their recordings."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

import numpy as np

from core.audio import SAMPLE_RATE, Float32Array, load
from core.levels import FRAME, frame_levels
from core.levels import level_db as level_db_of
from core.noise import room_noise
from models.data.index import OTHER, Recording
from models.data.recordings import all_recordings
from models.data.splits import assign_folds

DIGITS = 4
BLOCK = SAMPLE_RATE // 50
PAUSES = (0.35, 0.8)
"""Seconds between two words."""

REACTION = (0.7, 1.3)
"""Seconds until a person answers a question."""

BEFORE = 0.7
ROOM_DBFS = -62.0
LOUDNESS = (-30.0, -16.0)
"""Level of the loudest 10 ms of a word, in dBFS."""

SILENT_DB = -55.0
"""A recording whose loudest 10 ms are below this has no word (in Speech Commands)."""

RANGE_DB = 38.0
"""The faintest sound of a word, such as the "s" of "six", below its loudest 10 ms."""

ABOVE_DB = 6.0
"""The faintest sound of a word above the recording's noise."""

MARGIN = SAMPLE_RATE // 10
"""Samples kept before and after the word, for its onset and decay."""

BRIDGED_FRAMES = 20
"""Longest closure inside a word, in frames of 10 ms."""

ROOM_SECONDS = 4
ROOM_BELOW_DB = 34.0
"""Loudest room noise, below the loudest 10 ms of the word."""

ENOUGH = 8
"""A speaker with at least this many recordings speaks whole numbers."""


class Clip(NamedTuple):
    """A recording, and the fold for which its speaker is held out."""

    path: Path
    fold: int


@dataclass(frozen=True, slots=True)
class Voice:
    """The recordings that numbers are made of.

    Attributes
    ----------
    name, corpus : str
    clips : dict
        Digit -> recordings.
    """

    name: str
    corpus: str
    clips: dict[int, list[Clip]]


class Person:
    """Speaks a number into a stream, and answers questions.

    Parameters
    ----------
    voice : Voice
    seed : int
    """

    def __init__(self, voice: Voice, seed: int) -> None:
        self._chance = np.random.default_rng(seed)
        self._voice = voice
        digits = sorted(voice.clips)
        self.number = [int(d) for d in self._chance.choice(digits, DIGITS)]
        self._loudness = self._chance.uniform(*LOUDNESS)
        self._used: dict[int, set[Clip]] = defaultdict(set)
        self._sound: list[Float32Array] = []
        self._room: Float32Array | None = None
        self._given = 0
        self.folds: list[tuple[float, int]] = []
        self._say_all(BEFORE)

    def blocks(self) -> Iterator[Float32Array]:
        """The endless stream: speech and room noise."""
        noise = room_noise(20 * SAMPLE_RATE, int(self._chance.integers(1 << 30)), ROOM_DBFS)
        at = 0
        rest = np.zeros(0, np.float32)
        while True:
            while len(rest) < BLOCK:
                if not self._sound:
                    self._add(self._rest(0.02))
                rest = np.concatenate([rest, self._sound.pop(0)])
            block, rest = rest[:BLOCK], rest[BLOCK:]
            around = noise[at : at + BLOCK]
            at = (at + BLOCK) % (len(noise) - BLOCK)
            yield block + around

    def answer(self, place: int) -> None:
        """Say one digit again, after a reaction time."""
        self._say(self.number[place], self._chance.uniform(*REACTION))

    def repeat(self) -> None:
        """Say the whole number again, after a reaction time."""
        self._say_all(self._chance.uniform(*REACTION))

    def _say_all(self, pause: float) -> None:
        for n, digit in enumerate(self.number):
            self._say(digit, self._chance.uniform(*PAUSES) if n else pause)

    def _say(self, digit: int, pause: float) -> None:
        """Say a digit after a pause of this many seconds."""
        clips = self._voice.clips[digit]
        fresh = [clip for clip in clips if clip not in self._used[digit]] or clips
        clip = fresh[int(self._chance.integers(len(fresh)))]
        self._used[digit].add(clip)
        # The recordings have any level, down to -60 dBFS. A person has one loudness.
        spoken = word(clip.path)
        gain_db = self._loudness - float(frame_levels(spoken).max())
        gain = np.float32(10.0 ** (gain_db / 20.0))
        # A sudden start or end of a recording would be audible. So the pauses before and after it
        # have its room noise, which fades into that of the next recording.
        before, self._room = self._room, room(clip.path) * gain
        if before is None:
            before = self._room
        silence = max(pause - 2 * MARGIN / SAMPLE_RATE, 0.05)
        turn = np.linspace(0.0, 1.0, round(silence * SAMPLE_RATE), dtype=np.float32)
        between = (1.0 - turn) * _part(before, len(turn)) + turn * self._rest(silence)
        self._add(between.astype(np.float32))
        self.folds.append((self._given / SAMPLE_RATE, clip.fold))
        self._add(np.clip(spoken * gain, -1.0, 1.0))

    def _rest(self, seconds: float) -> Float32Array:
        assert self._room is not None
        return _part(self._room, round(seconds * SAMPLE_RATE), self._given)

    def _add(self, sound: Float32Array) -> None:
        self._sound.append(sound)
        self._given += len(sound)


@lru_cache(maxsize=512)
def word(path: Path) -> Float32Array:
    """The word in a recording, with a margin before and after it.

    Some recordings have half a second of silence around the word. With it, a number would be
    slower than anybody speaks. The word is found by its level only, not by the VAD under test.
    """
    sound = load(path)
    levels = frame_levels(sound)
    least = max(float(levels.max()) - RANGE_DB, float(np.percentile(levels, 10.0)) + ABOVE_DB)
    # If the noise is louder than the faintest sound, use only the loud part of the word.
    where = np.flatnonzero(levels > min(least, float(levels.max()) - 6.0))
    # Use only the part with the loudest sound; a later noise is not part of the word.
    parts = np.split(where, np.flatnonzero(np.diff(where) > BRIDGED_FRAMES) + 1)
    part = next(part for part in parts if int(levels.argmax()) in part)
    begin, end = int(part[0]) * FRAME - MARGIN, (int(part[-1]) + 1) * FRAME + MARGIN
    return sound[max(begin, 0) : end]


@lru_cache(maxsize=512)
def room(path: Path) -> Float32Array:
    """A few seconds of room noise with the spectrum of the quietest 0.1 s of a recording."""
    sound = load(path)
    levels = frame_levels(sound)
    span = min(10, len(levels))
    quietest = int(np.argmin(np.convolve(levels, np.ones(span), "valid"))) * FRAME
    quiet = sound[quietest : quietest + span * FRAME]
    # A recording may have nothing but the word: limit the level.
    most_db = float(levels.max()) - ROOM_BELOW_DB
    length = ROOM_SECONDS * SAMPLE_RATE
    bins = np.fft.rfftfreq(length, 1.0 / SAMPLE_RATE)
    known = np.fft.rfftfreq(len(quiet), 1.0 / SAMPLE_RATE)
    spectrum = np.interp(bins, known, np.abs(np.fft.rfft(quiet * np.hanning(len(quiet)))))
    phases = np.random.default_rng(0).uniform(0.0, 2.0 * np.pi, len(bins))
    noise = np.fft.irfft(spectrum * np.exp(1j * phases), length)
    level_db = min(float(level_db_of(quiet)), most_db)
    return (noise * 10.0 ** (level_db / 20.0) / max(float(np.std(noise)), 1e-9)).astype(np.float32)


def _part(noise: Float32Array, length: int, at: int = 0) -> Float32Array:
    """A part of the noise, which is repeated endlessly."""
    return noise[np.arange(at, at + length) % len(noise)]


def find_voices(folds: int, present: Collection[int]) -> list[Voice]:
    """All speakers whose fold has a model.

    Speakers with too few recordings for a number (most of Speech Commands) are combined as
    "crowd": each digit has another speaker, and is classified by the model that holds out this
    speaker.
    """
    everything = all_recordings()
    assigned = assign_folds(everything, folds)
    by_speaker: dict[str, list[Recording]] = defaultdict(list)
    for recording in everything:
        if recording.label != OTHER:
            by_speaker[recording.speaker].append(recording)
    voices: list[Voice] = []
    crowd: list[Recording] = []
    for speaker, recordings in by_speaker.items():
        if assigned[speaker] not in present:
            continue
        if len(recordings) >= ENOUGH:
            corpus = recordings[0].corpus
            voices.append(Voice(speaker, corpus, _by_digit(recordings, assigned)))
        else:
            crowd += recordings
    voices.append(Voice("crowd", "crowd", _by_digit(crowd, assigned)))
    return voices


def _by_digit(recordings: list[Recording], assigned: dict[str, int]) -> dict[int, list[Clip]]:
    clips: dict[int, list[Clip]] = defaultdict(list)
    for recording in recordings:
        if recording.corpus != "speech_commands" or _has_sound(recording.path):
            clip = Clip(recording.path, assigned[recording.speaker])
            clips[recording.label].append(clip)
    return clips


def _has_sound(path: Path) -> bool:
    return float(frame_levels(load(path)).max(initial=-120.0)) > SILENT_DB
