"""Predictions for recordings, through the app's own pipeline, and a cache for them."""

from __future__ import annotations

import hashlib
import json
import multiprocessing
import os
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import ExitStack
from dataclasses import asdict, dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeVar

import numpy as np
from tqdm import tqdm

from core.audio import load
from core.bundle import load_bundle
from core.classifier import Classifier
from core.events import Result
from core.recognizer import recognize_recording
from models.data.index import Recording

PIPELINE = sorted((Path(__file__).resolve().parents[2] / "core").rglob("*.py"))
"""The source files, besides the bundle, that predictions depend on."""

Job = TypeVar("Job")
Row = TypeVar("Row")


@dataclass(frozen=True, slots=True)
class Prediction:
    """The prediction for one recording.

    Attributes
    ----------
    file, corpus, speaker : str
    label : int
        0-9 or `OTHER`.
    digit : int
        The most likely digit, accepted or not; -1 if another recognizer returned none.
    probabilities : list of 10 float
        Empty if a recognizer returns none.
    digitness : float
        Probability of being any digit.
    rejected : str or None
        Rejection code at the bundle's thresholds.
    word : str
        The other word that is said, if it is known.
    """

    file: str
    corpus: str
    speaker: str
    label: int
    digit: int
    probabilities: list[float]
    digitness: float
    rejected: str | None
    word: str = ""

    @property
    def is_right(self) -> bool:
        """Whether the most likely digit is the label."""
        return self.digit == self.label


def predict(recordings: Iterable[Recording], bundle: Path) -> list[Prediction]:
    """Recognize recordings of one word each, as the command ``predict`` does."""
    classifier = cached_classifier(bundle)
    return [
        prediction_of(recording, recognize_recording(load(recording.path), classifier))
        for recording in recordings
    ]


def prediction_of(recording: Recording, result: Result) -> Prediction:
    """Convert the pipeline's result for a recording."""
    return Prediction(
        recording.path.name,
        recording.corpus,
        recording.speaker,
        recording.label,
        int(np.argmax(result.probabilities)),
        [round(p, 6) for p in result.probabilities],
        round(result.digitness, 6),
        result.rejected,
        recording.word,
    )


@lru_cache(maxsize=8)
def cached_classifier(bundle: Path) -> Classifier:
    """A bundle's classifier, loaded once per process."""
    return Classifier(load_bundle(bundle))


def in_parallel(work: Callable[[Job], list[Row]], jobs: Sequence[Job], what: str) -> list[Row]:
    """Run jobs on all cores, and concatenate their rows in the order of the jobs."""
    workers = min(len(jobs), os.cpu_count() or 1)
    bar = tqdm(total=len(jobs), desc=what, unit="part")
    with bar, ExitStack() as stack:
        done = map(work, jobs)
        if workers > 1:
            # A process forked from one with TensorFlow's threads may hang.
            context = multiprocessing.get_context("spawn")
            done = stack.enter_context(ProcessPoolExecutor(workers, context)).map(work, jobs)
        rows: list[Row] = []
        for found in done:
            rows += found
            bar.update()
    return rows


def cached_rows(
    path: Path, key: str, make: Callable[[], list[dict[str, Any]]]
) -> list[dict[str, Any]]:
    """Read rows from a cache, or make them if the key has changed.

    Parameters
    ----------
    path : Path
        JSON lines; the first one is the key.
    key : str
        See `digest`.
    make : callable
        Returns the rows, which must be serializable as JSON.
    """
    if path.exists():
        first, *lines = path.read_text().splitlines() or [""]
        if first == json.dumps({"key": key}):
            return [json.loads(line) for line in lines]
    rows = make()
    path.parent.mkdir(parents=True, exist_ok=True)
    lines = [json.dumps(row) for row in ({"key": key}, *rows)]
    path.write_text("\n".join(lines) + "\n")
    return rows


def digest(*parts: object, files: Iterable[Path] = ()) -> str:
    """A key that changes when the parts or the files' contents do."""
    found = hashlib.sha256(repr(parts).encode())
    for path in sorted(files):
        found.update(path.name.encode() + path.read_bytes())
    return found.hexdigest()


def save(predictions: list[Prediction], path: Path) -> None:
    """Write predictions as JSON lines."""
    path.write_text("".join(json.dumps(asdict(one)) + "\n" for one in predictions))


def read(path: Path) -> list[Prediction]:
    """Read what `save` wrote."""
    return [Prediction(**json.loads(line)) for line in path.read_text().splitlines()]
