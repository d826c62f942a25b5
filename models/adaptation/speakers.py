"""The speakers for the evaluation of adaptation: real held-out and synthetic speakers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from models.adaptation.cache import Clip, clip_of
from models.data.recordings import all_recordings
from models.data.splits import assign_folds
from models.synthesis.accents import ACCENTS, LANGUAGES, Accent, speak

SYNTHETIC_TAKES = 16
"""Takes of each digit by each synthetic speaker: ten for adaptation, the rest for evaluation."""

ADAPTED_CORPORA = ("fsdd", "iitg", "accent", "language")
"""Corpora whose speakers have enough takes; in AudioMNIST only speaker 01 has all ten digits."""


def has_enough_takes(speaker: str) -> bool:
    """Whether a speaker has enough takes of each digit."""
    return speaker.split("/", maxsplit=1)[0] in ADAPTED_CORPORA or speaker == "audiomnist/01"


def clips_of(fold: int, folds: int) -> Iterator[Clip]:
    """Clips for a fold's bundle: held-out recordings and synthetic speakers."""
    everything = all_recordings()
    held_out = assign_folds(everything, folds)
    yield from (clip_of(r) for r in everything if held_out.get(r.speaker) == fold)
    for kind, speakers in (("accent", ACCENTS), ("language", LANGUAGES)):
        yield from _synthetic(kind, speakers[fold::folds])


def _synthetic(kind: str, speakers: Sequence[Accent]) -> Iterator[Clip]:
    """Clips of synthetic speakers, who are in no training data; each belongs to one fold."""
    for number, take in enumerate(speak(speakers, SYNTHETIC_TAKES, kind)):
        yield Clip(f"{number:04d}", kind, take.speaker, take.digit, samples=take.samples)
