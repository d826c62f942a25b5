"""Recordings to measure with: real people's where there are any, else the built-in demo."""

from __future__ import annotations

import json
import os
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from core.audio import SAMPLE_RATE, Float32Array, load
from desktop.audio.sources import DEMO

REPOSITORY = Path(__file__).resolve().parent.parent.parent

MAX_CLIPS = 100

_DEMO_REPEATS = 3


@dataclass(frozen=True, slots=True)
class Clip:
    """One spoken digit.

    Attributes
    ----------
    digit : int
        What was said.
    samples : ndarray, shape (n,), float32
        Mono at ``SAMPLE_RATE``.
    path : Path or None
        The file, where it has one of its own.
    """

    digit: int
    samples: Float32Array = field(repr=False, compare=False)
    path: Path | None = None


def find_clips(environment: dict[str, str] | os._Environ[str] = os.environ) -> list[Clip]:
    """Find up to `MAX_CLIPS` clips, spread evenly over those that are there.

    They are Speech Commands' people in ``SPOKEN_DIGITS_DATA`` or ``../shared/data``; without
    either, the words of the demo, several times.

    Raises
    ------
    AudioError
        Where a recording cannot be read.
    """
    named = environment.get("SPOKEN_DIGITS_DATA")
    data = Path(named) if named else REPOSITORY.parent / "shared" / "data"
    found = sorted((data / "digits" / "speech_commands").rglob("[0-9]_*.flac"))
    if not found:
        return demo_clips() * _DEMO_REPEATS
    count = min(MAX_CLIPS, len(found))
    chosen = [found[int(i)] for i in np.linspace(0, len(found) - 1, count)]
    return [Clip(int(path.name[0]), load(path), path) for path in chosen]


def demo_clips() -> list[Clip]:
    """The demo's digits, each with a fifth of a second around it."""
    sound = load(DEMO)
    truth = json.loads(DEMO.with_suffix(".json").read_text(encoding="utf-8"))
    clips: list[Clip] = []
    for word in truth:
        if word["digit"] is None:
            continue
        begin = round((word["start"] - 0.2) * SAMPLE_RATE)
        end = round((word["end"] + 0.2) * SAMPLE_RATE)
        clips.append(Clip(int(word["digit"]), sound[max(0, begin) : end]))
    return clips
