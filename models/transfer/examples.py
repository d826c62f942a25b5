"""Training examples of a language: its digits, and everything else as "other"."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np

from core.audio import load
from core.spectrogram import SpectrogramSettings
from models.data.index import LANGUAGES, OTHER, Recording
from models.languages.lexicon import Language
from models.training.dataset import (
    Dataset,
    LabelledSound,
    from_recordings,
    from_sounds,
    join,
)
from models.training.waveforms import Voice, convert_voice

ENGLISH = f"{LANGUAGES}/en"
"""Corpus of English digits, which are other words here."""

_MOST = {
    "digits": 6_000,
    "made/": 6_000,
    "words/": 6_000,
    f"{LANGUAGES}/": 3_000,
    "sentences/": 500,
    "noise/": 4_000,
}
"""Most English examples of each kind; ``digits`` are those of people, ``made/`` synthetic words."""

_VOICES = 2
"""Other voices of each digit of the language, which has few speakers."""


def recordings_of(language: Language, recordings: Iterable[Recording]) -> list[Recording]:
    """The recordings of the corpora of a language, labelled with their digits."""
    corpora = {corpus.name for corpus in language.corpora}
    return [
        replace(one, corpus=corpus_name(language, corpus), label=int(one.path.name[0]))
        for one in recordings
        if one.corpus == f"{LANGUAGES}/{language.code}"
        and (corpus := one.path.parent.parent.name) in corpora
    ]


def corpus_name(language: Language, corpus: str) -> str:
    """Name of a corpus in the training examples, such as ``languages/de/heidelberg``."""
    return f"{LANGUAGES}/{language.code}/{corpus}"


def prepare(
    language: Language,
    recordings: list[Recording],
    synthetic: list[LabelledSound],
    english: Path,
    folder: Path,
) -> Path:
    """Write all examples into `folder`, unless they are there; return their path.

    Parameters
    ----------
    language : Language
    recordings : list of Recording
        As returned by `recordings_of`.
    synthetic : list of LabelledSound
    english : Path
        The examples of the English model, ``build/cuts.npz``.
    folder : Path
    """
    path = folder / "cuts.npz"
    if not path.exists():
        settings = SpectrogramSettings()
        digits = [sound for sound in synthetic if sound.label != OTHER]
        parts = [
            _cached(folder / "synthetic.npz", lambda: from_sounds(synthetic, settings)),
            _cached(
                folder / "synthetic_voices.npz",
                lambda: from_sounds(in_other_voices(digits), settings),
            ),
        ]
        if recordings:
            sounds = map(_sound, recordings)
            parts += [
                _cached(folder / "recorded.npz", lambda: from_recordings(recordings, settings)),
                _cached(
                    folder / "voices.npz", lambda: from_sounds(in_other_voices(sounds), settings)
                ),
            ]
        join([*parts, as_others(Dataset.read(english), language)]).save(path)
    return path


def _cached(path: Path, make: Callable[[], Dataset]) -> Dataset:
    if not path.exists():
        make().save(path)
    return Dataset.read(path)


def _sound(recording: Recording) -> LabelledSound:
    return LabelledSound(load(recording.path), recording.label, recording.speaker, recording.corpus)


def in_other_voices(sounds: Iterable[LabelledSound]) -> Iterator[LabelledSound]:
    """Each sound in the voices of other men, women and children."""
    for number, one in enumerate(sounds):
        rng = np.random.default_rng([500, number])
        voice = Voice(one.samples)
        for _ in range(_VOICES):
            yield replace(one, samples=convert_voice(voice, rng))


def as_others(english: Dataset, language: Language) -> Dataset:
    """Some of the English examples, all labelled as other; without those of the language."""
    is_digit = english.label != OTHER
    is_made = np.char.startswith(english.corpus, "made/")
    foreign = np.char.startswith(english.corpus, f"{LANGUAGES}/")
    kinds = {
        "digits": is_digit & ~is_made,
        f"{LANGUAGES}/": foreign & (english.corpus != f"{LANGUAGES}/{language.code}"),
        "made/": is_made & ~is_digit,
    }
    rng = np.random.default_rng(11)
    chosen: list[np.ndarray] = []
    for kind, most in _MOST.items():
        members = kinds.get(kind, np.char.startswith(english.corpus, kind) & ~is_digit)
        found = np.flatnonzero(members)
        chosen.append(rng.permutation(found)[:most])
    others = english.where(np.sort(np.concatenate(chosen)))
    was_digit = others.label != OTHER
    return replace(
        others,
        label=np.full_like(others.label, OTHER),
        corpus=np.where(was_digit, ENGLISH, others.corpus),
    )
