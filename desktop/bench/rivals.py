"""Measure other recognizers and the baseline, each in its own process, if they are installed."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from desktop.bench.clips import REPOSITORY, Clip
from desktop.bench.stages import ClipScore

RIVALS = {
    "spelling_cnn": ("onnxruntime", "librosa"),
    "pocketsphinx": ("pocketsphinx",),
}
"""Recognizers of ``recognize.py``, and the packages that each needs."""

_TIMEOUT = 600.0


@dataclass(frozen=True, slots=True)
class Skipped:
    """A recognizer that could not be measured, and why."""

    name: str
    reason: str


@dataclass(frozen=True, slots=True)
class BaselineTime:
    """Time of the original network, untrained, with ``keras.Model.predict``.

    Attributes
    ----------
    p50_ms, p95_ms, p99_ms : float
        One prediction.
    parameters : int
    size_mb : float
    """

    p50_ms: float
    p95_ms: float
    p99_ms: float
    parameters: int
    size_mb: float


def peers_directory() -> Path:
    """Folder of the other recognizers: ``SPOKEN_DIGITS_PEERS`` or ``../shared/peers``."""
    named = os.environ.get("SPOKEN_DIGITS_PEERS")
    return Path(named) if named else REPOSITORY.parent / "shared" / "peers"


def score_rivals(clips: Sequence[Clip]) -> list[ClipScore | Skipped]:
    """Run the other recognizers on the clips."""
    return [_score(name, packages, clips) for name, packages in RIVALS.items()]


def _score(name: str, packages: Sequence[str], clips: Sequence[Clip]) -> ClipScore | Skipped:
    script = peers_directory() / "recognize.py"
    if not script.exists():
        return Skipped(name, "../shared/peers is missing; set SPOKEN_DIGITS_PEERS")
    missing = [package for package in packages if find_spec(package) is None]
    if missing:
        return Skipped(name, f"needs {', '.join(missing)} (the extra 'rivals')")
    files = [str(clip.path) for clip in clips if clip.path is not None]
    if not files:
        return Skipped(name, "needs clips in files (SPOKEN_DIGITS_DATA)")
    answer = _last_json([str(script), name, *files, "--json"])
    if isinstance(answer, str):
        return Skipped(name, answer)
    return ClipScore(
        name,
        int(answer["files"]),
        float(answer["accuracy"]),
        float(answer["p50_ms"]),
        float(answer["p99_ms"]),
    )


def time_baseline() -> BaselineTime | Skipped:
    """Time the baseline, if TensorFlow and the repository are available."""
    name = "baseline"
    if find_spec("tensorflow") is None:
        return Skipped(name, "needs tensorflow (the extra 'train')")
    if not (REPOSITORY / "models" / "evaluation" / "baseline.py").exists():
        return Skipped(name, "needs the repository (models/evaluation/baseline.py)")
    answer = _last_json(["-m", "models.evaluation.baseline", "--time", "--json"])
    if isinstance(answer, str):
        return Skipped(name, answer)
    return BaselineTime(
        float(answer["p50_ms"]),
        float(answer["p95_ms"]),
        float(answer["p99_ms"]),
        int(answer["parameters"]),
        float(answer["size_mb"]),
    )


def _last_json(arguments: Sequence[str]) -> dict[str, Any] | str:
    """The JSON in the last line that a Python program prints, or the reason why there is none."""
    try:
        done = subprocess.run(
            [sys.executable, *arguments],
            cwd=REPOSITORY,
            capture_output=True,
            text=True,
            timeout=_TIMEOUT,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return f"did not finish within {_TIMEOUT:.0f} s"
    except OSError as error:
        return f"does not run ({error.strerror or error})"
    lines = done.stdout.strip().splitlines()
    if done.returncode != 0 or not lines:
        why = done.stderr.strip().splitlines() or ["no output"]
        return f"failed ({why[-1]})"
    try:
        return json.loads(lines[-1])
    except ValueError:
        return "did not print JSON"
