"""Recordings to measure with: Speech Commands if available, else the built-in demo."""

from __future__ import annotations

import json
import os
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from core.audio import SAMPLE_RATE, AudioError, Float32Array, load
from core.bundle_location import DEFAULT_LANGUAGE
from core.recordings.formats import is_recording_name
from desktop.audio.sources import DEMO
from desktop.languages import english_name

REPOSITORY = Path(__file__).resolve().parent.parent.parent

MAX_CLIPS = 100

_DEMO_REPEATS = 3


@dataclass(frozen=True, slots=True)
class Clip:
    """One spoken digit.

    Attributes
    ----------
    digit : int
        The spoken digit.
    samples : ndarray, shape (n,), float32
        Mono at ``SAMPLE_RATE``.
    path : Path or None
        The file; None for words of the demo.
    """

    digit: int
    samples: Float32Array = field(repr=False, compare=False)
    path: Path | None = None


def find_clips(
    environment: dict[str, str] | os._Environ[str] = os.environ, language: str = DEFAULT_LANGUAGE
) -> list[Clip]:
    """Find up to `MAX_CLIPS` clips, evenly spaced in the list of files.

    They are from Speech Commands, in ``SPOKEN_DIGITS_DATA`` or ``../shared/data``. Without these,
    they are the words of the demo, repeated. Clips of another language are in the folder
    ``languages`` there.

    Raises
    ------
    AudioError
        A recording cannot be read, or there is none of the language.
    """
    named = environment.get("SPOKEN_DIGITS_DATA")
    data = Path(named) if named else REPOSITORY.parent / "shared" / "data"
    if language == DEFAULT_LANGUAGE:
        found = sorted((data / "digits" / "speech_commands").rglob("[0-9]_*.flac"))
        if not found:
            return demo_clips() * _DEMO_REPEATS
    else:
        folder = data / "languages" / language
        names = folder.rglob("[0-9]_*")
        found = sorted(path for path in names if is_recording_name(path.name))
        if not found:
            raise AudioError(
                f"there are no recordings of {english_name(language)} digits in {folder}; name the "
                "folder of all recordings in SPOKEN_DIGITS_DATA"
            )
    count = min(MAX_CLIPS, len(found))
    chosen = [found[int(i)] for i in np.linspace(0, len(found) - 1, count)]
    return [Clip(int(path.name[0]), load(path), path) for path in chosen]


def demo_clips() -> list[Clip]:
    """The digits of the demo, each with 0.2 s before and after it."""
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
