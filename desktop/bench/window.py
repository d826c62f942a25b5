"""Measure the window: start time, cost of a frame, memory.

Each measurement starts a program: the real window with the demo instead of the microphone; an empty
Qt window, as the lower limit; and the drawing method of friture (``np.roll`` and pyqtgraph's
ImageItem) with the same audio, frame rate and size.
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

SIZE = (1280, 800)
STARTS = 10
SECONDS = 12.0

BUDGETS = {
    "visible_s": 0.35,
    "ready_s": 0.5,
    "cpu_percent": 5.0,
    "frame_p99_ms": 25.0,
    "rss_mb": 135.0,
}


@dataclass(frozen=True, slots=True)
class Measured:
    """Measurements of one kind of window.

    Attributes
    ----------
    visible_s : float
        From the start of the process to the first paint event; median.
    ready_s : float or None
        To the first audio after the model is loaded; None for a window without audio.
    cpu_percent : float or None
        Of one core, all threads, while the demo plays at 30 frames per second.
    gui_percent : float or None
        The part of the GUI thread.
    frames_per_s, frame_cpu_ms : float or None
        Frames per second, and CPU time of the GUI thread per frame. On a busy machine there are
        fewer frames, and all other values are unreliable.
    frame_p50_ms, frame_p99_ms : float or None
        Time to process and paint a frame.
    late_p99_ms : float or None
        99th percentile of the time between frames; the target is 33 ms.
    rss_mb : float
        Resident memory in MiB, after the demo or when the window is visible.
    starts : int
    """

    visible_s: float
    ready_s: float | None
    cpu_percent: float | None
    gui_percent: float | None
    frames_per_s: float | None
    frame_cpu_ms: float | None
    frame_p50_ms: float | None
    frame_p99_ms: float | None
    late_p99_ms: float | None
    rss_mb: float
    starts: int


def measure(kind: str, starts: int = STARTS, seconds: float = SECONDS) -> Measured:
    """Measure one kind of window.

    Parameters
    ----------
    kind : {"ours", "bare", "roll"}
    starts : int
        Number of starts for `visible_s` and `ready_s`, after one that fills the disk cache.
    seconds : float
        How long to measure frames.

    Raises
    ------
    RuntimeError
        It does not run; the text is the last line of its output.
    """
    _probe(kind, 0.0)
    quick = [_probe(kind, 0.0) for _ in range(starts)]
    long = _probe(kind, seconds)
    ready = [one["ready_s"] for one in quick if one["ready_s"] is not None]
    return Measured(
        visible_s=round(statistics.median(one["visible_s"] for one in quick), 3),
        ready_s=round(statistics.median(ready), 3) if ready else None,
        cpu_percent=long["cpu_percent"],
        gui_percent=long["gui_percent"],
        frames_per_s=long["frames_per_s"],
        frame_cpu_ms=long["frame_cpu_ms"],
        frame_p50_ms=long["frame_p50_ms"],
        frame_p99_ms=long["frame_p99_ms"],
        late_p99_ms=long["late_p99_ms"],
        rss_mb=long["rss_mb"],
        starts=starts,
    )


def _probe(kind: str, seconds: float) -> dict[str, Any]:
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "OPENBLAS_NUM_THREADS": "1"}
    with tempfile.TemporaryDirectory() as home:
        for name in ("CONFIG", "STATE", "DATA", "CACHE"):
            environment[f"XDG_{name}_HOME"] = str(Path(home) / name.lower())
        begun = time.time()
        done = subprocess.run(
            [sys.executable, "-m", "desktop.bench.window_probe", kind, str(begun), str(seconds)],
            capture_output=True,
            text=True,
            env=environment,
            timeout=120 + seconds,
            check=False,
        )
    lines = done.stdout.splitlines()
    if done.returncode != 0 or not lines:
        words = done.stderr.strip().splitlines() or [f"exit code {done.returncode}"]
        raise RuntimeError(words[-1])
    return json.loads(lines[-1])


def verdicts(ours: Measured) -> dict[str, bool]:
    """Whether each budget is met."""
    values = asdict(ours)
    return {
        name: values[name] <= most for name, most in BUDGETS.items() if values[name] is not None
    }


def report(starts: int = STARTS, seconds: float = SECONDS) -> dict[str, Any]:
    """Measure all three windows."""
    ours = measure("ours", starts, seconds)
    record: dict[str, Any] = {
        "size": list(SIZE),
        "frame_rate": 30,
        "load_average": [round(n, 2) for n in os.getloadavg()] if hasattr(os, "getloadavg") else [],
        "ours": asdict(ours),
        "bare_qt": asdict(measure("bare", starts, 0.0)),
        "budgets": BUDGETS,
        "is_within": verdicts(ours),
    }
    try:
        record["np_roll_imageitem"] = asdict(measure("roll", 1, seconds))
    except RuntimeError as error:
        record["skipped"] = f"np.roll and ImageItem: {error}"
    return record
