"""The training examples with labels and speakers; computed once and kept in ``build/``."""

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
from models.training.waveforms import Voice, apply_codec, change_speed, convert_voice, reverberate

Generator = np.random.Generator

CONVERTED_VOICES = {
    "speech_commands": 0.3,
    "fsdd": 1.0,
    "heidelberg": 1.5,
    "iitg": 2.0,
    "audiomnist": 2.0,
    "words/speech_commands": 2.0,
    "words": 0.5,
    "sentences": 0.0,
    "languages": 0.5,
    "made": 0.2,
    "made/fluent": 0.0,
}
"""Mean number of voice conversions of each recording of a corpus or of a kind of corpus.

Corpora of few speakers get more. Single short words, the most likely false acceptances, are mostly
in Speech Commands.
"""

DEFAULT_VOICES = 4.0

NOISE_SPEEDS = 2
"""Number of speed-changed copies of each noise recording."""


@dataclass(frozen=True, slots=True)
class Dataset:
    """Cuts and their labels, one row per cut.

    Attributes
    ----------
    columns : ndarray, shape (n, WINDOW, n_mels), float16
        Decibels.
    first, last : ndarray, shape (n,), int16
        Bounds of the speech, in columns.
    label : ndarray, shape (n,), uint8
    speaker, corpus : ndarray, shape (n,), str
    is_original : ndarray, shape (n,), bool
        False for augmented sounds.
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
        """The rows chosen by a mask or by indices."""
        return Dataset(*(getattr(self, f.name)[chosen] for f in fields(self)))

    def save(self, path: Path) -> None:
        """Write to an uncompressed ``.npz`` file, atomically."""
        temporary = path.with_suffix(".part.npz")
        np.savez(temporary, **{f.name: getattr(self, f.name) for f in fields(self)})
        temporary.replace(path)

    @staticmethod
    def read(path: Path) -> Dataset:
        """Read what `save` wrote."""
        with np.load(path, allow_pickle=False) as arrays:
            return Dataset(*(arrays[f.name] for f in fields(Dataset)))


@dataclass(frozen=True, slots=True)
class LabelledSound:
    """Samples with label, speaker and corpus: a recording, or synthetic speech."""

    samples: Float32Array
    label: int
    speaker: str
    corpus: str


def from_recordings(recordings: list[Recording], settings: SpectrogramSettings) -> Dataset:
    """Cut recordings and augmented versions of them: other voices, rooms and codecs."""
    jobs = [(recording, settings, seed) for seed, recording in enumerate(recordings)]
    return _collect(_cut_recording, jobs, "recordings")


def from_sounds(sounds: Iterable[LabelledSound], settings: SpectrogramSettings) -> Dataset:
    """Cut synthetic speech in the same way."""
    jobs = [(sound, settings, 1_000_000 + seed) for seed, sound in enumerate(sounds)]
    return _collect(_cut_sound, jobs, "synthetic speech")


def join(parts: list[Dataset]) -> Dataset:
    """Concatenate datasets."""
    return Dataset(*(np.concatenate([getattr(p, f.name) for p in parts]) for f in fields(Dataset)))


def noise_columns(recordings: list[Recording], settings: SpectrogramSettings) -> Float32Array:
    """Mel power of noise recordings, concatenated, each normalized to the same mean power.

    Returns
    -------
    ndarray, shape (columns, n_mels), float32
    """
    columns = [mel_power(load(recording.path), settings) for recording in recordings]
    # Recordings shorter than a column are left out.
    return np.concatenate([c / (c.sum(axis=1).mean() + 1e-12) for c in columns if len(c)])


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
    sound = LabelledSound(
        load(recording.path), recording.label, recording.speaker, recording.corpus
    )
    return _cut_sound(sound, settings, seed)


def _cut_sound(sound: LabelledSound, settings: SpectrogramSettings, seed: int) -> list[Row]:
    rng = np.random.default_rng(seed)
    rows: list[Row] = []
    found = utterances(sound.samples, is_word=sound.label != OTHER)
    # Limited, so that long recordings of other words do not outweigh the rest.
    for utterance in found[:6]:
        speech = (
            utterance.start - utterance.samples_start,
            utterance.end - utterance.samples_start,
        )
        for samples, speed, is_original in _versions(utterance.samples, sound.corpus, rng):
            bounds = (speech[0] / speed, speech[1] / speed)
            columns = cut(samples, bounds, settings)
            rows.append((columns, sound.label, sound.speaker, sound.corpus, is_original))
    return rows


def _versions(
    samples: Float32Array, corpus: str, rng: Generator
) -> Iterator[tuple[Float32Array, float, bool]]:
    """The sound itself and augmented versions, each with its speed factor."""
    yield samples, 1.0, True
    kind = corpus.split("/", maxsplit=1)[0]
    if len(samples) < SAMPLE_RATE // 10:
        return
    if kind == "noise":
        for speed in rng.uniform(0.7, 1.4, NOISE_SPEEDS):
            yield _maybe_reverberate(change_speed(samples, speed), rng), float(speed), False
        return
    speed = float(rng.choice([0.9, 1.12]))
    yield _maybe_reverberate(change_speed(samples, speed), rng), speed, False
    if rng.random() < 0.5:
        yield apply_codec(samples, rng), 1.0, False
    mean = CONVERTED_VOICES.get(corpus, CONVERTED_VOICES.get(kind, DEFAULT_VOICES))
    conversions = int(mean + rng.random())
    if conversions:
        voice = Voice(samples)  # the analysis takes most of the time
        for _ in range(conversions):
            yield _maybe_reverberate(convert_voice(voice, rng), rng), 1.0, False


def _maybe_reverberate(samples: Float32Array, rng: Generator) -> Float32Array:
    return reverberate(samples, rng) if rng.random() < 0.5 else samples
