"""Whom the learning of a voice is measured on: people, real and made, whom a fold has not heard."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from models.adaptation.cache import Clip, clip_of
from models.data.index import assign_folds
from models.data.recordings import all_recordings
from models.synthesis.accents import ACCENTS, LANGUAGES, Accent, speak

MADE_TAKES = 16
"""Of each digit by each made person: ten to learn from and some to judge."""

LEARNERS = ("fsdd", "iitg", "accent", "language")
"""Corpora whose people have takes enough; of AudioMNIST only speaker 01 said all ten digits."""


def is_learner(speaker: str) -> bool:
    """Whether a speaker said each digit often enough."""
    return speaker.split("/", maxsplit=1)[0] in LEARNERS or speaker == "audiomnist/01"


def clips_of(fold: int, folds: int) -> Iterator[Clip]:
    """What a fold's bundle is judged on: people and noises it has not heard, and made people."""
    everything = all_recordings()
    held_out = assign_folds(everything, folds)
    yield from (clip_of(r) for r in everything if held_out[r.speaker] == fold)
    for kind, people in (("accent", ACCENTS), ("language", LANGUAGES)):
        yield from _made(kind, people[fold::folds])


def _made(kind: str, people: Sequence[Accent]) -> Iterator[Clip]:
    """Made people are in no bundle's training; each is judged by one fold's."""
    for number, take in enumerate(speak(people, MADE_TAKES, kind)):
        yield Clip(f"{number:04d}", kind, take.speaker, take.digit, samples=take.samples)
