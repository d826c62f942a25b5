"""Digits and other words synthesized with Kokoro, fluently and one by one, with all their times.

Kokoro's graph computes how long each phoneme lasts; with that as a second output, the times of the
words are exact. The speakers are those of `models.synthesis.speakers`, and more with a Chinese
accent. Both networks learn from these lines: the phrase network from all of them, the network for
single words from their words.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import lru_cache
from itertools import repeat
from pathlib import Path

import numpy as np
import soxr
from tqdm import tqdm

from core.audio import SAMPLE_RATE, Float32Array
from core.decoding.viterbi import OTHER_WORD, WORDS
from models.data.index import OTHER
from models.synthesis.kokoro import FRAME_SECONDS, RATE, kokoro, voices_folder, write_model
from models.synthesis.lexicon import MORE_CHINESE, OH
from models.synthesis.speakers import (
    NATIVE,
    Speaker,
    accented_speakers,
    draw,
    mixed_speakers,
    natives,
    read_styles,
)
from models.synthesis.words import common_words, near_words, spoken_signs
from models.training.dataset import LabelledSound
from models.training.phrases.columns import SpokenString

Generator = np.random.Generator

HELD_OUT = 20
"""Every such speaker is not for training, but for the choice of the decoder's settings."""

_STRINGS = 4
_TALKS = 2
"""Strings of digits and lines of other talk of each speaker."""

_LISTED = 9
"""Other words in the list of a speaker."""

_PAUSES = (", ", ". ", "! ", "? ", "; ; ")
"""What stands after a word in a list; each is said with another intonation."""

_UNIT = round(FRAME_SECONDS * SAMPLE_RATE)
"""Unit of the durations, in samples."""

_PAUSE = round(0.06 * SAMPLE_RATE)
_MARGIN = round(0.15 * SAMPLE_RATE)
"""A word between pauses at least this long is cut out with this much sound or silence around it."""

_LENGTHS = (2, 3, 4, 5, 6, 7, 8, 9, 10)
_LENGTH_ODDS = (0.06, 0.12, 0.18, 0.14, 0.16, 0.12, 0.10, 0.06, 0.06)

_OH = len(WORDS) - 1


@dataclass(frozen=True, slots=True)
class SpokenLine:
    """A line to synthesize.

    Attributes
    ----------
    words : tuple of (int, str)
        Index in `core.decoding.viterbi.WORDS`, or `OTHER_WORD`, and phonemes in Kokoro's alphabet.
    separators : tuple of str
        What stands after each word but the last.
    end : str
        What stands after the last word.
    speed : float
    """

    words: tuple[tuple[int, str], ...]
    separators: tuple[str, ...]
    end: str
    speed: float

    def signs(self) -> list[tuple[str, int]]:
        """All signs in order, each with the number of its word, -1 between words."""
        signs: list[tuple[str, int]] = []
        for number, (_, phonemes) in enumerate(self.words):
            signs += [(sign, number) for sign in phonemes]
            is_last = number == len(self.words) - 1
            signs += [(sign, -1) for sign in (self.end if is_last else self.separators[number])]
        return signs


def synthesize_strings(cache: Path) -> Iterator[SpokenString]:
    """Synthesize the strings of all speakers, or read them from `cache`.

    Yields
    ------
    SpokenString
        In the order of the speakers.
    """
    folder = voices_folder()
    cache.mkdir(parents=True, exist_ok=True)
    write_model(cache)
    speakers = all_speakers(read_styles(folder))
    numbers = range(len(speakers))
    with ProcessPoolExecutor() as pool:
        done = pool.map(_synthesize_speaker, numbers, speakers, repeat(cache))
        for path in tqdm(done, total=len(speakers), desc="strings", unit="speaker"):
            yield from read_strings(path)


def single_words(strings: Iterable[SpokenString]) -> Iterator[LabelledSound]:
    """Cut all words out of strings; held-out speakers are left out."""
    for string in strings:
        if not string.is_held_out:
            yield from _words_of(string)


def _words_of(string: SpokenString) -> Iterator[LabelledSound]:
    """Words between pauses with half of the pauses; the others, between zeros, as "made/fluent"."""
    starts = [first for _, first, _ in string.words]
    ends = [last for _, _, last in string.words]
    before = np.array([starts[0], *np.subtract(starts[1:], ends[:-1])])
    after = np.array([*before[1:], len(string.samples) - ends[-1]])
    for number, (word, first, last) in enumerate(string.words):
        label = OTHER if word == OTHER_WORD else word % 10
        if min(before[number], after[number]) >= _PAUSE:
            begin = first - min(before[number] // 2, _MARGIN)
            end = last + min(after[number] // 2, _MARGIN)
            corpus = "made/native" if string.accent == NATIVE else "made/accent"
            yield LabelledSound(string.samples[begin:end], label, string.speaker, corpus)
        elif last > first:
            alone = np.pad(string.samples[first:last], _MARGIN)
            yield LabelledSound(alone, label, string.speaker, "made/fluent")


def all_speakers(styles: dict[str, np.ndarray]) -> list[Speaker]:
    """All speakers of strings."""
    more = mixed_speakers(styles, (MORE_CHINESE,), seed=9, least_share=0.3)
    return [*natives(styles), *accented_speakers(styles), *more]


def lines_of(speaker: Speaker, number: int) -> list[SpokenLine]:
    """The lines of the speaker with this number."""
    rng = np.random.default_rng([300, number])
    strings = [_string(speaker, rng) for _ in range(_STRINGS)]
    talks = [_talk(speaker, rng) for _ in range(_TALKS)]
    return [*strings, *talks, _list_of_digits(speaker, rng), _list_of_words(rng)]


def _list_of_digits(speaker: Speaker, rng: Generator) -> SpokenLine:
    """All digits in random order, each said alone; sometimes "oh" is one more."""
    words = [(int(digit), draw(speaker.digits[digit], rng)) for digit in rng.permutation(10)]
    if rng.random() < 0.3:
        words.insert(int(rng.integers(10)), (_OH, OH))
    return list_line(words, rng)


def _list_of_words(rng: Generator) -> SpokenLine:
    """Other words, each said alone; most resemble digits."""
    lists = (_near(), _common(), _signs())
    kinds = rng.choice(3, _LISTED, p=[0.55, 0.25, 0.2])
    return list_line([(OTHER_WORD, str(rng.choice(lists[kind]))) for kind in kinds], rng)


def list_line(words: list[tuple[int, str]], rng: Generator) -> SpokenLine:
    """A line of words that are each said alone, with pauses and varying intonation."""
    # Kokoro hurries through a list; a word that is really said alone is longer.
    speed = float(rng.uniform(0.5, 0.95))
    pauses = tuple(str(pause) for pause in rng.choice(_PAUSES, len(words)))
    return SpokenLine(tuple(words), pauses, pauses[-1].strip(), speed)


def _string(speaker: Speaker, rng: Generator) -> SpokenLine:
    """Digits, fluent or in groups; some speakers say "oh" and leave out stresses."""
    speed = float(np.exp(rng.uniform(np.log(0.8), np.log(1.75))))
    says_oh = rng.random() < 0.4
    is_flat = rng.random() < 0.25
    words: list[tuple[int, str]] = []
    for digit in _digits(rng):
        word, phonemes = digit, draw(speaker.digits[digit], rng)
        if digit == 0 and says_oh and rng.random() < 0.8:
            word, phonemes = _OH, OH
        if is_flat and rng.random() < 0.6:
            phonemes = phonemes.replace("ˈ", "")
        words.append((word, phonemes))
    kind = rng.choice(3, p=[0.72, 0.13, 0.15])
    groups = {0: len(words) + 1, 1: 1, 2: 3}[int(kind)]
    separators = tuple(" " if (n + 1) % groups else ", " for n in range(len(words)))
    end = str(rng.choice([".", "", ",", "?"], p=[0.6, 0.25, 0.1, 0.05]))
    return SpokenLine(tuple(words), separators, end, speed)


def _digits(rng: Generator) -> list[int]:
    """Digits of a number; repeated ones are more frequent than by chance."""
    digits: list[int] = []
    for _ in range(int(rng.choice(_LENGTHS, p=_LENGTH_ODDS))):
        repeats = bool(digits) and rng.random() < 0.2
        digits.append(digits[-1] if repeats else int(rng.integers(10)))
    return digits


def _talk(speaker: Speaker, rng: Generator) -> SpokenLine:
    """Other words, half of them common ones, with a few digits among them."""
    speed = float(rng.uniform(0.85, 1.4))
    words: list[tuple[int, str]] = []
    for _ in range(int(rng.integers(5, 10))):
        kind = rng.random()
        if kind < 0.5:
            words.append((OTHER_WORD, str(rng.choice(_common()))))
        elif kind < 0.85:
            words.append((OTHER_WORD, str(rng.choice(_near()))))
        else:
            digit = int(rng.integers(10))
            words.append((digit, draw(speaker.digits[digit], rng)))
    separators = tuple(str(rng.choice([" ", ", "], p=[0.85, 0.15])) for _ in words)
    return SpokenLine(tuple(words), separators, ".", speed)


@lru_cache(maxsize=1)
def _common() -> list[str]:
    return list(common_words().values())


@lru_cache(maxsize=1)
def _near() -> list[str]:
    return list(near_words().values())


@lru_cache(maxsize=1)
def _signs() -> list[str]:
    return list(spoken_signs().values())


def _synthesize_speaker(number: int, speaker: Speaker, cache: Path) -> Path:
    """Synthesize the lines of a speaker into a file, unless it exists."""
    path = cache / f"{number:04d}.npz"
    if not path.exists():
        lines = lines_of(speaker, number)
        save_strings(path, say_lines(speaker, lines, cache, is_held_out=number % HELD_OUT == 0))
    return path


def say_lines(
    speaker: Speaker, lines: list[SpokenLine], cache: Path, *, is_held_out: bool
) -> list[SpokenString]:
    """Synthesize lines; those with signs that Kokoro does not know are left out.

    Parameters
    ----------
    speaker : Speaker
    lines : list of SpokenLine
    cache : Path
        Folder of the model (`models.synthesis.kokoro.write_model`).
    is_held_out : bool
        Whether training must not hear the speaker.
    """
    _, vocabulary = kokoro(cache)
    return [
        SpokenString(
            *_synthesize(line, speaker.style, cache),
            f"made/{speaker.name}",
            speaker.accent,
            is_held_out,
        )
        for line in lines
        if is_pronounceable(line, vocabulary)
    ]


def is_pronounceable(line: SpokenLine, vocabulary: dict[str, int]) -> bool:
    """Whether Kokoro has all signs of a line."""
    return all(sign in vocabulary for sign, _ in line.signs())


def _synthesize(
    line: SpokenLine, style: np.ndarray, cache: Path
) -> tuple[Float32Array, tuple[tuple[int, int, int], ...]]:
    """Samples of a line, and its words with their first sample and the one after the last."""
    session, vocabulary = kokoro(cache)
    tokens = [vocabulary[sign] for sign, _ in line.signs()]
    inputs = {
        "tokens": np.array([[0, *tokens, 0]], np.int64),
        "style": style[len(tokens) - 1],
        "speed": np.array([line.speed], np.float32),
    }
    sound, durations = session.run(None, inputs)
    samples = soxr.resample(sound.ravel().astype(np.float32), RATE, SAMPLE_RATE)
    return samples.astype(np.float32), word_times(line, durations.ravel())


def word_times(line: SpokenLine, durations: np.ndarray) -> tuple[tuple[int, int, int], ...]:
    """The words of a line, each with its first sample and the one after the last.

    Parameters
    ----------
    line : SpokenLine
    durations : ndarray, shape (signs + 2,)
        Duration of each sign in units, and of the silence before and after them.
    """
    edges = np.concatenate([[0], np.cumsum(durations)]) * _UNIT
    owner = np.array([-1, *(number for _, number in line.signs()), -1])
    times: list[tuple[int, int, int]] = []
    for number, (word, _) in enumerate(line.words):
        own = np.flatnonzero(owner == number)
        times.append((word, int(edges[own[0]]), int(edges[own[-1] + 1])))
    return tuple(times)


def save_strings(path: Path, strings: list[SpokenString]) -> None:
    """Write a speaker's strings to an ``.npz`` file, atomically, with 16-bit samples."""
    temporary = path.with_suffix(".part.npz")
    np.savez(
        temporary,
        pcm=(np.clip(np.concatenate([s.samples for s in strings]), -1, 1) * 32767).astype(np.int16),
        lengths=[len(string.samples) for string in strings],
        words=np.array([(n, *word) for n, string in enumerate(strings) for word in string.words]),
        speaker=strings[0].speaker,
        accent=strings[0].accent,
        is_held_out=strings[0].is_held_out,
    )
    temporary.replace(path)


def read_strings(path: Path) -> list[SpokenString]:
    """Read what `save_strings` wrote."""
    with np.load(path, allow_pickle=False) as arrays:
        words = arrays["words"]
        pieces = np.split(arrays["pcm"], np.cumsum(arrays["lengths"])[:-1])
        return [
            SpokenString(
                piece.astype(np.float32) / np.float32(32767),
                tuple((int(w), int(a), int(b)) for _, w, a, b in words[words[:, 0] == number]),
                str(arrays["speaker"]),
                str(arrays["accent"]),
                bool(arrays["is_held_out"]),
            )
            for number, piece in enumerate(pieces)
        ]
