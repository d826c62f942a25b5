"""All cuts to learn from, with who speaks in them; built once and kept in the build folder."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, fields
from pathlib import Path

import numpy as np
from tqdm import tqdm

from core.audio import SAMPLE_RATE, Float32Array, load
from core.spectrogram import SpectrogramSettings, mel_power
from models.data.index import OTHER, Recording
from models.training.cuts import Cut, cut, utterances
from models.training.waveforms import Voice, another_person, faster, in_a_room, through_a_codec

Generator = np.random.Generator

PEOPLE = {
    "fsdd": 2,
    "audiomnist": 4,
    "iitg": 3,
    "words/speech_commands": 5,
    "words": 1,
    "made": 1,
}
"""How many other people say each recording of a corpus again; of small corpora, more. Single short
words, which are the likeliest to be taken for digits, are only in Speech Commands."""

DEFAULT_PEOPLE = 8

NOISE_PACES = 5
"""How many other dogs, cocks and babies are made of one by playing it faster or slower."""


@dataclass(frozen=True, slots=True)
class Dataset:
    """Cuts and their labels, one row each.

    Attributes
    ----------
    columns : ndarray, shape (n, WINDOW, n_mels), float16
        Decibels.
    first, last : ndarray, shape (n,), int16
        Bounds of the speech within the columns.
    label : ndarray, shape (n,), uint8
    speaker, corpus : ndarray, shape (n,), str
    is_original : ndarray, shape (n,), bool
        False where the sound was changed to another person or room.
    """

    columns: np.ndarray
    first: np.ndarray
    last: np.ndarray
    label: np.ndarray
    speaker: np.ndarray
    corpus: np.ndarray
    is_original: np.ndarray

    def __len__(self) -> int:
        return len(self.label)

    def where(self, chosen: np.ndarray) -> Dataset:
        """Only the rows chosen by a mask or by indices."""
        return Dataset(*(getattr(self, f.name)[chosen] for f in fields(self)))

    def save(self, path: Path) -> None:
        """Write to an uncompressed ``.npz`` file, whole or not at all."""
        temporary = path.with_suffix(".part.npz")
        np.savez(temporary, **{f.name: getattr(self, f.name) for f in fields(self)})
        temporary.replace(path)

    @staticmethod
    def read(path: Path) -> Dataset:
        """Read what `save` wrote."""
        with np.load(path, allow_pickle=False) as arrays:
            return Dataset(*(arrays[f.name] for f in fields(Dataset)))


@dataclass(frozen=True, slots=True)
class Spoken:
    """A sound with its label: a recording's or a made voice's."""

    samples: Float32Array
    label: int
    speaker: str
    corpus: str


def from_recordings(recordings: list[Recording], settings: SpectrogramSettings) -> Dataset:
    """Cut recordings, and what other people and rooms make of them."""
    jobs = [(recording, settings, seed) for seed, recording in enumerate(recordings)]
    return _collect(_cut_recording, jobs, "recordings")


def from_sounds(sounds: Iterable[Spoken], settings: SpectrogramSettings) -> Dataset:
    """Cut made voices in the same way."""
    jobs = [(spoken, settings, 1_000_000 + seed) for seed, spoken in enumerate(sounds)]
    return _collect(_cut_spoken, jobs, "made voices")


def join(parts: list[Dataset]) -> Dataset:
    """One dataset of several."""
    return Dataset(*(np.concatenate([getattr(p, f.name) for p in parts]) for f in fields(Dataset)))


def noise_columns(recordings: list[Recording], settings: SpectrogramSettings) -> Float32Array:
    """Mel power of noise recordings, one after the other, each at the same mean power.

    Returns
    -------
    ndarray, shape (columns, n_mels), float32
    """
    columns = [mel_power(load(recording.path), settings) for recording in recordings]
    return np.concatenate([c / (c.sum(axis=1).mean() + 1e-12) for c in columns])


Row = tuple[Cut, int, str, str, bool]


def _collect(work: Callable[..., list[Row]], jobs: list[tuple], what: str) -> Dataset:
    rows: list[Row] = []
    with ProcessPoolExecutor() as pool:
        done = pool.map(work, *zip(*jobs, strict=True), chunksize=16)
        for found in tqdm(done, total=len(jobs), desc=what, unit="clip"):
            rows += found
    cuts, labels, speakers, corpora, originals = zip(*rows, strict=True)
    return Dataset(
        np.stack([c.columns for c in cuts]),
        np.array([c.first for c in cuts], np.int16),
        np.array([c.last for c in cuts], np.int16),
        np.array(labels, np.uint8),
        np.array(speakers),
        np.array(corpora),
        np.array(originals),
    )


def _cut_recording(recording: Recording, settings: SpectrogramSettings, seed: int) -> list[Row]:
    spoken = Spoken(load(recording.path), recording.label, recording.speaker, recording.corpus)
    return _cut_spoken(spoken, settings, seed)


def _cut_spoken(spoken: Spoken, settings: SpectrogramSettings, seed: int) -> list[Row]:
    rng = np.random.default_rng(seed)
    rows: list[Row] = []
    heard = utterances(spoken.samples, is_word=spoken.label != OTHER)
    # A long recording of other words is not to outweigh the rest.
    for utterance in heard[:6]:
        speech = (
            utterance.start - utterance.samples_start,
            utterance.end - utterance.samples_start,
        )
        for samples, pace, is_original in _versions(utterance.samples, spoken.corpus, rng):
            bounds = (speech[0] / pace, speech[1] / pace)
            made = cut(samples, bounds, settings)
            rows.append((made, spoken.label, spoken.speaker, spoken.corpus, is_original))
    return rows


def _versions(
    samples: Float32Array, corpus: str, rng: Generator
) -> Iterator[tuple[Float32Array, float, bool]]:
    """The sound itself, then as others, in rooms and through codecs; with the factor of pace."""
    yield samples, 1.0, True
    kind = corpus.split("/", maxsplit=1)[0]
    if len(samples) < SAMPLE_RATE // 10:
        return
    if kind == "noise":
        for pace in rng.uniform(0.7, 1.4, NOISE_PACES):
            yield _somewhere(faster(samples, pace), rng), float(pace), False
        return
    pace = float(rng.choice([0.9, 1.12]))
    yield _somewhere(faster(samples, pace), rng), pace, False
    if rng.random() < 0.5:
        yield through_a_codec(samples, rng), 1.0, False
    voice = Voice(samples)
    for _ in range(PEOPLE.get(corpus, PEOPLE.get(kind, DEFAULT_PEOPLE))):
        yield _somewhere(another_person(voice, rng), rng), 1.0, False


def _somewhere(samples: Float32Array, rng: Generator) -> Float32Array:
    return in_a_room(samples, rng) if rng.random() < 0.5 else samples
