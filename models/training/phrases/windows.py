"""Composition of training windows in mel power: strings of words, speech without digits, noise.

A window is wider than the network's input, so that augmentation can shift and stretch it. Each of
its columns has a class of `core.decoding.viterbi`: a state of a word, silence or other speech.
Sounds are mixed by adding their powers, which is correct on average over phases.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache

import numpy as np

from core.audio import Float32Array
from core.decoding.viterbi import OTHER, OTHER_WORD, SILENCE, STATES
from core.spectrogram import SpectrogramSettings
from models.data.index import OTHER as OTHER_LABEL
from models.training.phrases.material import Material
from models.training.phrases.recipe import Shares

Generator = np.random.Generator

WIDTH = 140
"""Columns of a window."""

_BANDS = SpectrogramSettings().n_mels

_FIRST_SOUNDS = ("z", "w", "t", "th", "f", "f", "s", "s", "ei", "n")
_LAST_SOUNDS = ("o", "n", "u", "i", "r", "v", "s", "n", "t", "n")
"""Of the digits 0 to 9."""

_EQUAL_SOUNDS = {("n", "n"), ("s", "s"), ("t", "t"), ("o", "o"), ("v", "f"), ("s", "z")}
"""Last sound of a word and first of the next that become one sound in fluent speech."""

_FADE = np.array([0.1, 0.4, 0.75], np.float32)
"""Power of the first and last columns of a cut-out word."""

_GRAINS = 1 << 21

_LONGEST_OTHER = 90
"""Of longer recordings of other words a part is used, in columns."""


@dataclass(frozen=True, slots=True)
class Style:
    """How a string is said.

    Attributes
    ----------
    pace : tuple of float
        Shortest and longest duration of a word, relative to the word alone.
    gap : tuple of int
        Columns between two words, the least and the one after the most. Negative: they overlap.
    is_fluent : bool
        Whether ends of words are swallowed and equal sounds become one.
    """

    pace: tuple[float, float]
    gap: tuple[int, int]
    is_fluent: bool = False


STYLES = (
    Style((0.5, 1.0), (-5, 3), is_fluent=True),
    Style((0.65, 1.15), (-2, 16)),
    Style((0.65, 1.15), (8, 45)),
)
_STYLE_ODDS = (0.55, 0.25, 0.2)


@dataclass(slots=True)
class Window:
    """A window that is composed.

    Attributes
    ----------
    power : ndarray, shape (WIDTH, n_mels), float32
        Mel power; speech has about 1 in its loudest band.
    classes : ndarray, shape (WIDTH,), int
        Of `core.decoding.viterbi`.
    """

    power: Float32Array = field(default_factory=lambda: np.zeros((WIDTH, _BANDS), np.float32))
    classes: np.ndarray = field(default_factory=lambda: np.full(WIDTH, SILENCE))

    def add(self, position: int, power: Float32Array, speech: tuple[int, int], word: int) -> None:
        """Add a word.

        Parameters
        ----------
        position : int
            Column at which its speech starts; it may lie outside the window.
        power : ndarray, shape (n, n_mels), float32
        speech : tuple of int
            First column of the speech in `power`, and the one after the last.
        word : int
            Index in `core.decoding.viterbi.WORDS`, or `OTHER_WORD`.
        """
        first, last = speech
        faded = power.copy()
        fade = _FADE[: len(power) // 2, None]
        faded[: len(fade)] *= fade
        faded[-len(fade) :] *= fade[::-1]
        begin = position - first
        start, end = max(begin, 0), min(begin + len(power), WIDTH)
        if end > start:
            self.power[start:end] += faded[start - begin : end - begin]
        classes = word_classes(word, last - first)
        start, end = max(position, 0), min(position + last - first, WIDTH)
        if end > start:
            self.classes[start:end] = classes[start - position : end - position]


def word_classes(word: int, columns: int) -> np.ndarray:
    """Classes of the columns of a word: thirds for its states; one class for other speech."""
    if word == OTHER_WORD:
        return np.full(columns, OTHER)
    states = np.minimum(np.arange(columns) * STATES // columns, STATES - 1)
    return STATES * word + states


def compose(
    material: Material, shares: Shares, count: int, rng: Generator
) -> tuple[Float32Array, np.ndarray]:
    """Compose windows of all kinds.

    Returns
    -------
    power : ndarray, shape (count, WIDTH, n_mels), float32
    classes : ndarray, shape (count, WIDTH), int
    """
    kinds = (
        lambda: joined(material, rng),
        lambda: joined(material, rng, is_single=True),
        lambda: joined(material, rng, others=0.5),
        lambda: joined(material, rng, others=1.0),
        lambda: spoken(material, rng),
        lambda: talk(material, rng),
        lambda: noise(material, rng),
    )
    parts = (
        shares.joined,
        shares.single,
        shares.mixed,
        shares.words,
        shares.spoken,
        shares.talk,
        shares.noise,
    )
    odds = np.cumsum(parts)
    windows: list[Window] = []
    for _ in range(count):
        kind = min(int(np.searchsorted(odds, rng.random(), side="right")), len(kinds) - 1)
        windows.append(kinds[kind]())
    return (
        np.stack([window.power for window in windows]),
        np.stack([window.classes for window in windows]),
    )


@dataclass(frozen=True, slots=True)
class _Piece:
    """A word that is cut out of its recording: power, bounds of the speech in it, and the word."""

    power: Float32Array
    speech: tuple[int, int]
    word: int


def joined(
    material: Material, rng: Generator, *, others: float = 0.0, is_single: bool = False
) -> Window:
    """Join words of one speaker to a string.

    Parameters
    ----------
    material : Material
    rng : Generator
    others : float
        Share of other words, by any speaker.
    is_single : bool
        Whether it is one word only.
    """
    speaker = material.draw_speaker(rng)
    style = STYLES[int(rng.choice(len(STYLES), p=_STYLE_ODDS))]
    pace = float(np.exp(rng.uniform(*np.log(style.pace))))
    window = Window()
    position = int(rng.integers(20, 70) if is_single else rng.integers(-70, 60))
    # The voice gets softer from word to word, in decibels.
    declination = 3.0 * rng.uniform(-0.25, 0.03)
    floor: Float32Array | None = None
    before, count = -1, 0
    while position < WIDTH:
        if others >= 1.0 or (others > 0.0 and rng.random() < others):
            take = material.draw_word(rng)
        else:
            take = _next_take(material, speaker, before, rng)
        if floor is None:
            floor = material.levels(take)[0]
        piece = _cut_out(material, take, style, pace, declination * count, rng)
        if style.is_fluent and _is_assimilated(before, piece.word):
            position -= int(rng.integers(0, 6))
        window.add(position, piece.power, piece.speech, piece.word)
        before = piece.word if piece.word != OTHER_WORD else -1
        position += piece.speech[1] - piece.speech[0] + int(rng.integers(*style.gap))
        count += 1
        if is_single or rng.random() < 0.06:  # the string ends here
            break
    assert floor is not None
    room = 10.0 ** ((floor - floor.max()) / 10.0) * 10.0 ** (-rng.uniform(25.0, 60.0) / 10.0)
    window.power += room * grain(rng, WIDTH, _BANDS)
    return window


def _next_take(material: Material, speaker: tuple[str, str], before: int, rng: Generator) -> int:
    """Draw the next digit of a string; repeated digits are more frequent than by chance."""
    takes = material.takes[speaker]
    if before >= 0 and rng.random() < 0.22:
        same = [take for take in takes if material.recordings.label[take] == before]
        return same[rng.integers(len(same))] if same else takes[rng.integers(len(takes))]
    take = takes[rng.integers(len(takes))]
    if rng.random() < 0.3:
        # Another speaker's word. Otherwise the few takes of a speaker would be repeated too often.
        other = material.draw_speaker(rng)
        if other[0] == speaker[0]:
            takes = material.takes[other]
            take = takes[rng.integers(len(takes))]
    return take


def _is_assimilated(before: int, word: int) -> bool:
    """Whether a digit ends with the sound that the next one begins with."""
    if before < 0 or word == OTHER_WORD:
        return False
    return (_LAST_SOUNDS[before], _FIRST_SOUNDS[word]) in _EQUAL_SOUNDS


def _cut_out(
    material: Material, take: int, style: Style, pace: float, gain_db: float, rng: Generator
) -> _Piece:
    """Cut a word out of its recording, at another level and pace."""
    recordings = material.recordings
    first, last = int(recordings.first[take]), int(recordings.last[take])
    label = int(recordings.label[take])
    word = OTHER_WORD if label == OTHER_LABEL else label
    if word == OTHER_WORD and last - first > _LONGEST_OTHER:
        begin = int(rng.integers(first, last - 60))
        first, last = begin, min(begin + int(rng.integers(40, 90)), last)
    length = last - first
    if style.is_fluent and rng.random() < 0.5 and length > 16:
        # An end of the word is swallowed.
        cut = int(rng.integers(0, length // 6 + 1))
        if rng.random() < 0.7:
            last -= cut
        else:
            first += cut
    columns = recordings.of(take)
    begin, end = max(first - 4, 0), min(last + 7, len(columns))
    _, level = material.levels(take)
    decibels = columns[begin:end] - level + rng.normal(0.0, 2.5) + gain_db
    stretch = pace * np.exp(rng.normal(0.0, 0.13))
    spoken_columns = max(round((last - first) * stretch), 9)
    total = max(round(len(decibels) * spoken_columns / (last - first)), spoken_columns + 2)
    start = round((first - begin) * total / (end - begin))
    return _Piece(
        10.0 ** (resampled(decibels, total) / 10.0),
        (start, min(start + spoken_columns, total)),
        word,
    )


def resampled(columns: Float32Array, count: int) -> Float32Array:
    """Interpolate columns linearly, in decibels, to another number of them."""
    times = np.arange(count) * ((len(columns) - 1) / max(count - 1, 1))
    low = times.astype(int)
    high = np.minimum(low + 1, len(columns) - 1)
    share = (times - low)[:, None].astype(np.float32)
    between = columns[low] * (1 - share) + columns[high] * share
    return between.astype(np.float32, copy=False)


def spoken(material: Material, rng: Generator) -> Window:
    """Crop a synthesized string; a room's noise is added."""
    strings = material.strings
    chosen = material.string_numbers[rng.integers(len(material.string_numbers))]
    columns = strings.decibels[strings.offset[chosen] : strings.offset[chosen + 1]]
    columns = columns.astype(np.float32)
    classes = np.full(len(columns), SILENCE)
    for word, first, last in strings.words[
        strings.first_word[chosen] : strings.first_word[chosen + 1]
    ]:
        classes[first:last] = word_classes(int(word), int(last - first))
    start = int(rng.integers(-50, max(len(columns) - 90, 1)))
    window = Window()
    decibels = np.full((WIDTH, _BANDS), -100.0, np.float32)
    _crop(columns, start, decibels)
    _crop(classes, start, window.classes)
    power = 10.0 ** ((decibels - decibels.max()) / 10.0)
    level = 10.0 ** (-rng.uniform(35.0, 65.0) / 10.0)
    steady = level * grain(rng, WIDTH, _BANDS)
    tilt = 10.0 ** (np.linspace(0.0, -rng.uniform(0.0, 20.0), _BANDS) / 10.0)
    window.power = (power + steady * tilt / 5).astype(np.float32)
    return window


def talk(material: Material, rng: Generator) -> Window:
    """Crop a recording of sentences or other words; its loud columns are other speech."""
    if rng.random() < 0.5:
        chosen = int(material.sentences[rng.integers(len(material.sentences))])
    else:
        chosen = material.draw_word(rng)
    columns = material.recordings.of(chosen)
    bounds = int(material.recordings.first[chosen]), int(material.recordings.last[chosen])
    start = int(rng.integers(-60, max(len(columns) - 60, 1)))
    is_speech = _speech_columns(columns, bounds, (start - 20, start + WIDTH + 20))
    window = Window()
    decibels = np.tile(material.levels(chosen)[0], (WIDTH, 1))
    _crop(columns, start, decibels)
    _crop(np.where(is_speech, OTHER, SILENCE), start, window.classes)
    window.power = 10.0 ** ((decibels - decibels.max()) / 10.0)
    return window


def _speech_columns(
    columns: Float32Array, bounds: tuple[int, int], around: tuple[int, int]
) -> np.ndarray:
    """Which columns are speech: loud ones within the bounds, and gaps of up to 110 ms in them."""
    begin, end = max(around[0], 0), min(around[1], len(columns))
    loudness = columns[begin:end].max(axis=1)
    tenth = len(loudness) // 10
    threshold = max(loudness.max() - 32.0, np.partition(loudness, tenth)[tenth] + 6.0)
    is_speech = np.zeros(len(columns), bool)
    is_speech[begin:end] = loudness > threshold
    is_speech[: bounds[0]] = False
    is_speech[bounds[1] :] = False
    loud = np.flatnonzero(is_speech)
    gaps = np.diff(loud)
    for before in np.flatnonzero((gaps > 1) & (gaps < 12)):
        is_speech[loud[before] : loud[before + 1]] = True
    return is_speech


def noise(material: Material, rng: Generator) -> Window:
    """Crop noise."""
    start = int(rng.integers(0, len(material.noise) - WIDTH))
    power = material.noise[start : start + WIDTH]
    return Window(power / (power.max() + np.float32(1e-12)))


def _crop(values: np.ndarray, start: int, into: np.ndarray) -> None:
    """Copy what `into` shows of `values` from `start` on; `start` may be negative."""
    first, last = max(start, 0), min(start + len(into), len(values))
    if last > first:
        into[first - start : last - start] = values[first:last]


def grain(rng: Generator, *shape: int) -> Float32Array:
    """Power of stationary noise in each column and band, relative to its mean: gamma-distributed.

    Taken from a fixed pool, which is ten times as fast as drawing it each time.
    """
    size = int(np.prod(shape))
    start = int(rng.integers(0, _GRAINS - size))
    return _grain_pool()[start : start + size].reshape(shape)


@lru_cache(maxsize=1)
def _grain_pool() -> Float32Array:
    drawn = np.random.default_rng(0).standard_gamma(4.0, _GRAINS)
    return drawn.astype(np.float32) / np.float32(4)
