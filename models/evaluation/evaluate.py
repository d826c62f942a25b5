"""How right the model is for people it has never heard, through the app's own pipeline.

Each recording is judged by a bundle that has not heard its speaker: a fold's, or the shipped one
for people who are in none of its training folders.
"""

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

PIPELINE = sorted((Path(__file__).resolve().parents[2] / "core").glob("*.py"))
"""What a recording goes through on its way to an answer, besides the bundle."""

Job = TypeVar("Job")
Row = TypeVar("Row")


@dataclass(frozen=True, slots=True)
class Judged:
    """What was said of one recording.

    Attributes
    ----------
    file, corpus, speaker : str
    label : int
        0-9 or `OTHER`.
    digit : int
        The likeliest digit, accepted or not; -1 where a rival heard none.
    probabilities : list of 10 float
        Empty where a rival gives none.
    digitness : float
        Probability of being a digit at all.
    rejected : str or None
        Why it was refused at the bundle's thresholds.
    """

    file: str
    corpus: str
    speaker: str
    label: int
    digit: int
    probabilities: list[float]
    digitness: float
    rejected: str | None

    @property
    def is_right(self) -> bool:
        """Whether the likeliest digit is the one spoken."""
        return self.digit == self.label


def judge(recordings: Iterable[Recording], bundle: Path) -> list[Judged]:
    """Run recordings of one word each through the pipeline, as ``predict`` does."""
    classifier = ready(bundle)
    return [
        judged(recording, recognize_recording(load(recording.path), classifier))
        for recording in recordings
    ]


def judged(recording: Recording, result: Result) -> Judged:
    """What the pipeline said of a recording."""
    return Judged(
        recording.path.name,
        recording.corpus,
        recording.speaker,
        recording.label,
        int(np.argmax(result.probabilities)),
        [round(p, 6) for p in result.probabilities],
        round(result.digitness, 6),
        result.rejected,
    )


@lru_cache(maxsize=8)
def ready(bundle: Path) -> Classifier:
    """A bundle's classifier, made once a process."""
    return Classifier(load_bundle(bundle))


def in_parallel(work: Callable[[Job], list[Row]], jobs: Sequence[Job], what: str) -> list[Row]:
    """Do jobs on all cores, and join their rows in the jobs' order."""
    workers = min(len(jobs), os.cpu_count() or 1)
    bar = tqdm(total=len(jobs), desc=what, unit="part")
    with bar, ExitStack() as stack:
        done = map(work, jobs)
        if workers > 1:
            # A process forked from one that holds TensorFlow's threads may hang: each begins anew.
            context = multiprocessing.get_context("spawn")
            done = stack.enter_context(ProcessPoolExecutor(workers, context)).map(work, jobs)
        rows: list[Row] = []
        for found in done:
            rows += found
            bar.update()
    return rows


def kept(path: Path, key: str, make: Callable[[], list[dict[str, Any]]]) -> list[dict[str, Any]]:
    """Rows kept from the last time, or made anew when what they depend on has changed.

    Parameters
    ----------
    path : Path
        JSON lines; the first holds the key.
    key : str
        See `digest`.
    make : callable
        Gives the rows, of what JSON can hold.
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


def save(judged: list[Judged], path: Path) -> None:
    """Keep what was judged, a line of JSON each."""
    path.write_text("".join(json.dumps(asdict(one)) + "\n" for one in judged))


def read(path: Path) -> list[Judged]:
    """Read what `save` wrote."""
    return [Judged(**json.loads(line)) for line in path.read_text().splitlines()]
