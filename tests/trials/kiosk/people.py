"""The speakers of `accuracy`: numbers made of their recordings.

A number is spoken with pauses or in one breath. For the latter, the words are joined as in
`models.evaluation.strings.said`: they touch or overlap, and are up to 1.4 times as fast. That has
real voices and microphones, but not the pronunciation of fluent speech.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Literal

import numpy as np

from core.audio import SAMPLE_RATE, Float32Array, load
from core.levels import FRAME, frame_levels
from core.levels import level_db as level_db_of
from core.noise import room_noise
from models.evaluation.strings.stretch import stretch

Style = Literal["pauses", "one breath"]

DIGITS = 4
BLOCK = SAMPLE_RATE // 50
PAUSES = (0.35, 0.8)
"""Seconds between two words."""

GAPS = (-640, 480)
"""Samples between two words in one breath; negative if they overlap."""

PACES = (0.97, 1.4)
"""How much faster words are in one breath."""

AROUND = (640, 960)
"""Samples kept before and after a word in one breath."""

FADE = 320

REACTION = (0.7, 1.3)
"""Seconds until a person answers a question."""

BEFORE = 0.7
ROOM_DBFS = -62.0
LOUDNESS = (-30.0, -16.0)
"""Level of the loudest 10 ms of a word, in dBFS."""

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
    clips: dict[int, list[Path]]


class Person:
    """Speaks a number into a stream, and answers questions.

    Parameters
    ----------
    voice : Voice
    seed : int
    style : {"pauses", "one breath"}
        How the number is spoken. The same seed gives the same number.
    """

    def __init__(self, voice: Voice, seed: int, style: Style = "pauses") -> None:
        self._chance = np.random.default_rng(seed)
        self._voice = voice
        digits = sorted(voice.clips)
        self.number = [int(d) for d in self._chance.choice(digits, DIGITS)]
        self._loudness = self._chance.uniform(*LOUDNESS)
        self._pace = float(np.exp(self._chance.uniform(*np.log(PACES))))
        self._style = style
        self._used: dict[int, set[Path]] = defaultdict(set)
        self._sound: list[Float32Array] = []
        self._room: Float32Array | None = None
        self._given = 0
        self._say(self.number, BEFORE)

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
        self._say(self.number[place : place + 1], self._chance.uniform(*REACTION))

    def go_on(self, place: int) -> None:
        """Say the rest of the number, from this digit on, after a reaction time."""
        self._say(self.number[place:], self._chance.uniform(*REACTION))

    def repeat(self) -> None:
        """Say the whole number again, after a reaction time."""
        self._say(self.number, self._chance.uniform(*REACTION))

    def _say(self, digits: Sequence[int], pause: float) -> None:
        """Say digits after a pause of this many seconds."""
        if self._style == "one breath" and len(digits) > 1:
            self._say_joined(digits, pause)
            return
        for n, digit in enumerate(digits):
            path = self._clip(digit)
            spoken = word(path)
            self._pause(path, self._gain(spoken), self._chance.uniform(*PAUSES) if n else pause)
            self._add(np.clip(spoken * self._gain(spoken), -1.0, 1.0))

    def _say_joined(self, digits: Sequence[int], pause: float) -> None:
        """Say digits in one breath."""
        paths = [self._clip(digit) for digit in digits]
        self._pause(paths[0], self._gain(word(paths[0])), pause)
        longest = sum(len(word(path)) for path in paths) / PACES[0] + len(paths) * GAPS[1]
        joined = np.zeros(round(longest) + sum(AROUND), np.float32)
        position = end = AROUND[0]
        for path in paths:
            spoken, first, last = self._quick(path)
            begin = max(position - first, 0)
            joined[begin : begin + len(spoken)] += spoken
            end = max(end, begin + len(spoken))
            position = begin + last + int(self._chance.integers(*GAPS))
        self._add(np.clip(joined[:end], -1.0, 1.0))

    def _quick(self, path: Path) -> tuple[Float32Array, int, int]:
        """A word at this person's pace, with the first sample of its speech and its end."""
        spoken = word(path)
        begin, end = _speech(path)
        first = min(MARGIN, begin)
        last = first + end - begin
        begin, end = max(first - AROUND[0], 0), min(last + AROUND[1], len(spoken))
        quick = stretch(spoken[begin:end] * self._gain(spoken), self._pace)
        fade = min(FADE, len(quick) // 3)
        quick[:fade] *= np.linspace(0.0, 1.0, fade, dtype=np.float32)
        quick[-fade:] *= np.linspace(1.0, 0.0, fade, dtype=np.float32)
        return quick, round((first - begin) / self._pace), round((last - begin) / self._pace)

    def _clip(self, digit: int) -> Path:
        """A recording of a digit, one not used before if there is one."""
        clips = self._voice.clips[digit]
        fresh = [clip for clip in clips if clip not in self._used[digit]] or clips
        clip = fresh[int(self._chance.integers(len(fresh)))]
        self._used[digit].add(clip)
        return clip

    def _gain(self, spoken: Float32Array) -> np.float32:
        # The recordings have any level, down to -60 dBFS. A person has one loudness.
        gain_db = self._loudness - float(frame_levels(spoken).max())
        return np.float32(10.0 ** (gain_db / 20.0))

    def _pause(self, path: Path, gain: np.float32, pause: float) -> None:
        """Pause before a recording.

        A sudden start or end of a recording would be audible. So a pause begins with the background
        noise of the recording before it and fades into that of the next one.
        """
        before, self._room = self._room, room(path) * gain
        if before is None:
            before = self._room
        silence = max(pause - 2 * MARGIN / SAMPLE_RATE, 0.05)
        turn = np.linspace(0.0, 1.0, round(silence * SAMPLE_RATE), dtype=np.float32)
        between = (1.0 - turn) * _part(before, len(turn)) + turn * self._rest(silence)
        self._add(between.astype(np.float32))

    def _rest(self, seconds: float) -> Float32Array:
        assert self._room is not None
        return _part(self._room, round(seconds * SAMPLE_RATE), self._given)

    def _add(self, sound: Float32Array) -> None:
        self._sound.append(sound)
        self._given += len(sound)


@lru_cache(maxsize=512)
def word(path: Path) -> Float32Array:
    """The word in a recording, with a margin before and after it."""
    begin, end = _speech(path)
    return load(path)[max(begin - MARGIN, 0) : end + MARGIN]


@lru_cache(maxsize=512)
def _speech(path: Path) -> tuple[int, int]:
    """The first sample of the word in a recording, and the one after its last.

    Some recordings have half a second of silence around the word. With it, a number would be
    slower than anybody speaks. The word is found by its level only, not by the VAD under test.
    """
    levels = frame_levels(load(path))
    least = max(float(levels.max()) - RANGE_DB, float(np.percentile(levels, 10.0)) + ABOVE_DB)
    # If the noise is louder than the faintest sound, use only the loud part of the word.
    where = np.flatnonzero(levels > min(least, float(levels.max()) - 6.0))
    # Use only the part with the loudest sound; a later noise is not part of the word.
    parts = np.split(where, np.flatnonzero(np.diff(where) > BRIDGED_FRAMES) + 1)
    part = next(part for part in parts if int(levels.argmax()) in part)
    return int(part[0]) * FRAME, (int(part[-1]) + 1) * FRAME


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
