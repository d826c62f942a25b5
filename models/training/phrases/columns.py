"""Columns of all recordings and synthesized strings, computed once and kept in ``build/``.

Training windows are composed of these columns. They are computed as `core.decoding.posteriors`
computes those that the app decodes.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, fields
from itertools import repeat
from pathlib import Path
from typing import Any, Self

import numpy as np
from tqdm import tqdm

from core.audio import SAMPLE_RATE, AudioError, Float32Array, load
from core.decoding.viterbi import OTHER_WORD
from core.events import Utterance
from core.features import utterance_columns
from core.recognizer import loudest_utterance, whole_recording
from core.segmenter import Segmenter
from core.spectrogram import SpectrogramSettings
from models.data.index import OTHER, Recording
from models.data.splits import split_of

SHORTEST = 800
"""Shorter recordings are left out, in samples."""

_SHARED_GAP = 7.6
"""Two words this close or closer, in columns, share the gap between them."""


@dataclass(frozen=True, slots=True)
class SpokenString:
    """Synthesized speech with the times of its words.

    Attributes
    ----------
    samples : ndarray, shape (n,), float32
        Mono at ``SAMPLE_RATE``.
    words : tuple of (int, int, int)
        Index in `core.decoding.viterbi.WORDS`, or `OTHER_WORD`; first sample, and the one after the
        last.
    speaker, accent : str
    is_held_out : bool
        Whether the speaker is not for training.
    """

    samples: Float32Array
    words: tuple[tuple[int, int, int], ...]
    speaker: str
    accent: str
    is_held_out: bool

    @property
    def digits(self) -> str | None:
        """The digits that it holds; None if it also holds other words."""
        words = [word for word, _, _ in self.words]
        return None if OTHER_WORD in words else "".join(str(word % 10) for word in words)


class _Saved:
    """Arrays in an uncompressed ``.npz`` file."""

    def save(self, path: Path) -> None:
        """Write to a file, atomically."""
        temporary = path.with_suffix(".part.npz")
        names = [one.name for one in fields(self)]
        np.savez(temporary, **{name: getattr(self, name) for name in names})
        temporary.replace(path)

    @classmethod
    def read(cls, path: Path) -> Self:
        """Read what `save` wrote."""
        with np.load(path, allow_pickle=False) as arrays:
            names = [one.name for one in fields(cls)]
            return cls(*(arrays[name] for name in names))


@dataclass(frozen=True)
class RecordingColumns(_Saved):
    """Columns of recordings, one after the other.

    Attributes
    ----------
    decibels : ndarray, shape (columns, n_mels), float16
    offset : ndarray, shape (n + 1,), int
        First column of each recording, and the number of all columns.
    first, last : ndarray, shape (n,), int
        First column of the speech in a recording, and the one after the last, counted from the
        recording's own first column. Equal if there is no speech.
    label : ndarray, shape (n,), int
        0-9, or `models.data.index.OTHER`.
    speaker, corpus, split, path : ndarray, shape (n,), str
        See `models.data.index.Recording` and `models.data.splits.split_of`.
    """

    decibels: np.ndarray
    offset: np.ndarray
    first: np.ndarray
    last: np.ndarray
    label: np.ndarray
    speaker: np.ndarray
    corpus: np.ndarray
    split: np.ndarray
    path: np.ndarray

    def of(self, recording: int) -> Float32Array:
        """All columns of a recording, shape (n, n_mels), float32."""
        return self.decibels[self.offset[recording] : self.offset[recording + 1]].astype(np.float32)


@dataclass(frozen=True)
class StringColumns(_Saved):
    """Columns of strings, one after the other.

    Attributes
    ----------
    decibels : ndarray, shape (columns, n_mels), float16
    offset : ndarray, shape (n + 1,), int
        First column of each string, and the number of all columns.
    words : ndarray, shape (words, 3), int
        Index in `core.decoding.viterbi.WORDS`, or `OTHER_WORD`; first column in the string, and the
        one after the last.
    first_word : ndarray, shape (n + 1,), int
        Row in `words` of each string's first word, and the number of all words.
    is_held_out : ndarray, shape (n,), bool
    is_recorded : ndarray, shape (n,), bool
        Whether it is said by a person.
    """

    decibels: np.ndarray
    offset: np.ndarray
    words: np.ndarray
    first_word: np.ndarray
    is_held_out: np.ndarray
    is_recorded: np.ndarray


Row = tuple[np.ndarray, int, int]


def from_recordings(
    recordings: Sequence[Recording], settings: SpectrogramSettings
) -> RecordingColumns:
    """Compute the columns of recordings; unreadable and very short ones are left out."""
    with ProcessPoolExecutor() as pool:
        rows = list(
            tqdm(
                pool.map(row_of, recordings, repeat(settings), chunksize=64),
                total=len(recordings),
                desc="columns",
                unit="recording",
            )
        )
    used = [(r, row) for r, row in zip(recordings, rows, strict=True) if row is not None]
    columns = [row[0] for _, row in used]

    def array(values: Iterable[Any]) -> np.ndarray:
        return np.array(list(values))

    return RecordingColumns(
        np.concatenate(columns),
        _offsets(columns),
        array(row[1] for _, row in used),
        array(row[2] for _, row in used),
        array(recording.label for recording, _ in used),
        array(recording.speaker for recording, _ in used),
        array(recording.corpus for recording, _ in used),
        array(split_of(recording) for recording, _ in used),
        array(str(recording.path) for recording, _ in used),
    )


def row_of(recording: Recording, settings: SpectrogramSettings) -> Row | None:
    """Columns of a recording, shape (n, n_mels), float16, with the bounds of its speech."""
    try:
        samples = load(recording.path)
    except AudioError as error:
        print(f"left out: {error}")
        return None
    if len(samples) < SHORTEST:
        return None
    columns = utterance_columns(samples, settings).astype(np.float16)
    if recording.corpus.startswith("noise/"):
        return columns, 0, len(columns)
    bounds = _word_bounds if recording.label != OTHER else _speech_bounds
    start, end = bounds(samples)
    first, last = (round(moment / settings.hop_seconds) for moment in (start, end))
    return columns, max(first, 0), min(last, len(columns))


def _word_bounds(samples: Float32Array) -> tuple[float, float]:
    """Start and end of the one word in a recording, in seconds."""
    word = loudest_utterance(samples) or whole_recording(samples)
    return word.start, word.end


def _speech_bounds(samples: Float32Array) -> tuple[float, float]:
    """Start of the first and end of the last utterance, in seconds; zeros if there is none."""
    segmenter = Segmenter()
    pause = np.zeros(SAMPLE_RATE // 2, np.float32)
    cuts = [cut for part in (pause, samples, pause) for cut in segmenter.feed(part)]
    cuts += segmenter.flush()
    spoken = [cut for cut in cuts if isinstance(cut, Utterance) and cut.is_final]
    if not spoken:
        return 0.0, 0.0
    before = len(pause) / SAMPLE_RATE
    return min(cut.start for cut in spoken) - before, max(cut.end for cut in spoken) - before


def from_strings(strings: Iterable[SpokenString], settings: SpectrogramSettings) -> StringColumns:
    """Compute the columns of synthesized strings."""
    columns: list[np.ndarray] = []
    words: list[list[tuple[int, int, int]]] = []
    held_out: list[bool] = []
    for string in strings:
        columns.append(utterance_columns(string.samples, settings).astype(np.float16))
        words.append(word_columns(string.words, settings.hop_length))
        held_out.append(string.is_held_out)
    return StringColumns(
        np.concatenate(columns),
        _offsets(columns),
        np.array([word for of_string in words for word in of_string]),
        _offsets(words),
        np.array(held_out),
        np.zeros(len(held_out), bool),
    )


def word_columns(
    words: Sequence[tuple[int, int, int]], hop_length: int
) -> list[tuple[int, int, int]]:
    """Bounds of words in columns; words that follow each other closely share the gap.

    Parameters
    ----------
    words : sequence of (int, int, int)
        Word, first sample and the one after the last.
    hop_length : int
        Samples from one column to the next.
    """
    starts = [first / hop_length for _, first, _ in words]
    ends = [last / hop_length for _, _, last in words]
    for n in range(len(words) - 1):
        if starts[n + 1] - ends[n] <= _SHARED_GAP:
            ends[n] = starts[n + 1] = (starts[n + 1] + ends[n]) / 2
    return [
        (word, round(start), round(end))
        for (word, _, _), start, end in zip(words, starts, ends, strict=True)
    ]


def _offsets(parts: Sequence[Any]) -> np.ndarray:
    return np.concatenate([[0], np.cumsum([len(part) for part in parts])]).astype(np.int64)
