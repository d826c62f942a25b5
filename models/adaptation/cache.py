"""Cached network outputs of all recordings, so that experiments are fast.

Each recording runs once through the app's own pipeline, with the bundle of its speaker's fold.
`models.adaptation.measure` works on these arrays.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from tqdm import tqdm

from core.audio import Float32Array, load
from core.bundle import load_bundle
from core.classifier import Classifier
from core.profiles.takes import COPIES, fault_of, make_take
from core.recognizer import recognize_recording
from models.data.index import OTHER, Recording
from models.evaluation.evaluate import PIPELINE, digest

EARLY = ("silence", "too_long", "too_quiet")
"""Rejection codes that do not depend on the network."""


@dataclass(frozen=True, slots=True)
class Outputs:
    """Outputs of one bundle's network for recordings.

    Attributes
    ----------
    names, corpora, speakers : ndarray of str, shape (n,)
    labels : ndarray of int, shape (n,)
        0-9 or `OTHER`.
    is_early : ndarray of bool, shape (n,)
        Rejected before the network runs.
    is_take : ndarray of bool, shape (n,)
        Usable as a take for enrolment.
    logits : ndarray, shape (n, 1 + COPIES, 11), float32
    hidden : ndarray, shape (n, 1 + COPIES, width), float32
        For each recording's utterance and its augmented copies.
    """

    names: np.ndarray
    corpora: np.ndarray
    speakers: np.ndarray
    labels: np.ndarray
    is_early: np.ndarray
    is_take: np.ndarray
    logits: np.ndarray
    hidden: np.ndarray

    def save(self, path: Path) -> None:
        """Write all arrays."""
        path.parent.mkdir(parents=True, exist_ok=True)
        np.savez(path, **{name: getattr(self, name) for name in self.__slots__})

    @classmethod
    def read(cls, path: Path) -> Outputs:
        """Read what `save` wrote."""
        with np.load(path, allow_pickle=False) as arrays:
            return cls(**{name: arrays[name] for name in cls.__slots__})


@dataclass(frozen=True, slots=True)
class Clip:
    """A recording, either as samples or as a path to load."""

    name: str
    corpus: str
    speaker: str
    label: int
    samples: Float32Array | None = None
    path: Path | None = None

    def sound(self) -> Float32Array:
        """Mono float32 at ``SAMPLE_RATE``."""
        if self.samples is not None:
            return self.samples
        assert self.path is not None
        return load(self.path)


def clip_of(recording: Recording) -> Clip:
    """A clip for a recording of the corpora."""
    r = recording
    return Clip(r.path.name, r.corpus, r.speaker, r.label, path=r.path)


def compute_outputs(clips: Iterable[Clip], bundle: Path, cache: Path) -> Outputs:
    """Run a bundle's network on the clips, or read its outputs from `cache`."""
    loaded = load_bundle(bundle)
    key = digest(loaded.sha256, files=[*PIPELINE, Path(__file__)])
    path = cache / f"{key[:16]}.npz"
    if path.exists():
        return Outputs.read(path)
    classifier = Classifier(loaded)
    rows: list[tuple[Clip, bool, bool, np.ndarray, np.ndarray]] = []
    for clip in tqdm(list(clips), desc=f"outputs of {bundle.name}", unit="clip"):
        result = recognize_recording(clip.sound(), classifier)
        assert result.utterance is not None
        copies = 0 if clip.label == OTHER else COPIES
        take = make_take(clip.label, result.utterance.samples, classifier.embed, copies)
        missing = ((0, COPIES - copies), (0, 0))
        rows.append(
            (
                clip,
                result.rejected in EARLY,
                not fault_of(result.utterance, has_room=False),
                np.pad(take.logits, missing),
                np.pad(take.hidden, missing),
            )
        )
    outputs = Outputs(
        names=np.array([clip.name for clip, *_ in rows]),
        corpora=np.array([clip.corpus for clip, *_ in rows]),
        speakers=np.array([clip.speaker for clip, *_ in rows]),
        labels=np.array([clip.label for clip, *_ in rows]),
        is_early=np.array([row[1] for row in rows]),
        is_take=np.array([row[2] for row in rows]),
        logits=np.stack([row[3] for row in rows]),
        hidden=np.stack([row[4] for row in rows]),
    )
    outputs.save(path)
    return outputs
