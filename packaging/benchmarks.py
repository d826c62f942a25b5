"""``make bench``: measures everything in one run, and writes docs/benchmarks.md from it.

The run's figures are kept in ``build/benchmarks.json``; the page and its picture are made from that
file alone, so that no figure on it comes from anywhere else. What cannot be measured here (no
package in ``dist/``, no root, a command that this version has not) is named on the page as missing.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from benchmark_picture import draw

REPOSITORY = Path(__file__).resolve().parent.parent
RECORD = REPOSITORY / "build" / "benchmarks.json"
PAGE = REPOSITORY / "docs" / "benchmarks.md"
PICTURE = REPOSITORY / "docs" / "benchmarks.png"
METRICS = REPOSITORY / "models" / "digits" / "report" / "metrics.json"
PACKAGING_PYTHON = REPOSITORY / ".venv-package" / "bin" / "python"

PARTS = {"stages": (), "live": ("--live",), "window": ("--window",)}
"""Runs of ``spoken-digits bench``: their names here, and their options."""

BUSY_LOAD = 1.0
"""Above this, on two cores, others take part of the time."""

_STAGES = {
    "resample": "resample, a block of 20 ms",
    "segment": "segment, a block of 20 ms",
    "spectrogram": "spectrogram",
    "mlp": "MLP",
    "decision": "decision",
    "answer": "**VAD close → digit**",
}
_CORPORA = {
    "speech_commands": "Speech Commands: crowd microphones",
    "fsdd": "FSDD: 8 kHz, six men",
    "iitg": "iitg: students, Indian English",
    "audiomnist": "AudioMNIST, mostly 0-3",
    "inspektral": "inspektral: Italian accent",
}


def last_object(command: Sequence[str]) -> dict[str, Any] | str:
    """The JSON object in a program's last line, or why there is none."""
    done = subprocess.run(command, cwd=REPOSITORY, capture_output=True, text=True, check=False)
    lines = done.stdout.strip().splitlines()
    if done.returncode != 0 or not lines:
        return (done.stderr.strip().splitlines() or [f"exit code {done.returncode}"])[-1]
    try:
        found = json.loads(lines[-1])
    except ValueError:
        return "its answer is no JSON"
    return found if isinstance(found, dict) else "its answer is no JSON object"


def run_all(starts: int) -> dict[str, Any]:
    """Measure, with so many starts of the installed program, and give the run's record."""
    record: dict[str, Any] = {
        "when": dt.datetime.now(dt.UTC).date().isoformat(),
        "commit": subprocess.check_output(
            ["git", "rev-parse", "--short", "HEAD"], cwd=REPOSITORY, text=True
        ).strip(),
        "load": [round(value, 2) for value in os.getloadavg()],
        "missing": {},
        "accuracy": json.loads(METRICS.read_text(encoding="utf-8")),
    }
    for name, options in PARTS.items():
        print(f"measuring: {name}", flush=True)
        found = last_object([sys.executable, "-m", "desktop.cli", "bench", *options, "--json"])
        _keep(record, name, found)
    print("measuring: the installed package", flush=True)
    _keep(record, "package", _measure_package(starts))
    return record


def _keep(record: dict[str, Any], name: str, found: dict[str, Any] | str) -> None:
    if isinstance(found, str):
        record["missing"][name] = found
    else:
        record[name] = found


def _measure_package(starts: int) -> dict[str, Any] | str:
    if not sys.platform.startswith("linux") or os.geteuid() != 0:
        return "needs root, on Linux"
    if not PACKAGING_PYTHON.exists() or not any((REPOSITORY / "dist").glob("*.deb")):
        return "there is no package in dist/: run make package before"
    script = REPOSITORY / "packaging" / "start_time.py"
    done = subprocess.run(
        [str(PACKAGING_PYTHON), str(script), "--starts", str(starts)], cwd=REPOSITORY, check=False
    )
    measured = REPOSITORY / "build" / "measured.json"
    # Code 1 also means "over its budget", which is a figure like any other.
    if done.returncode not in (0, 1) or not measured.exists():
        return "the measurement failed; make measure says why"
    return json.loads(measured.read_text(encoding="utf-8"))


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A table in Markdown."""
    rule = ["---"] * len(head)
    return "\n".join(f"| {' | '.join(row)} |" for row in (head, rule, *rows))


def page(record: Mapping[str, Any]) -> str:
    """The page, from a run's record and nothing else."""
    parts = [*_head(record), *_accuracy(record["accuracy"])]
    for name, make in (("stages", _latency), ("package", _package)):
        if name in record:
            parts += make(record[name])
    for name, title in (("live", "On a live stream"), ("window", "The window")):
        if name in record:
            parts += [f"## {title}", *_whatever(record[name])]
    if record["missing"]:
        parts += ["## Not measured in this run"]
        parts += [table(("what", "why"), sorted(record["missing"].items()))]
    return "\n\n".join(parts) + "\n"


def _head(record: Mapping[str, Any]) -> Iterator[str]:
    stages = record.get("stages", {})
    machine = stages.get("machine", "this machine")
    packages = ", ".join(f"{name} {v}" for name, v in stages.get("packages", {}).items())
    load = "/".join(f"{value:g}" for value in record["load"])
    yield "# Benchmarks"
    yield (
        f"All of one run of `make bench`, {record['when']}, commit {record['commit']}: {machine}; "
        f"Python {stages.get('python', '?')}, {packages}. The machine's load at the start was "
        f"{load}."
        + (
            " **It was busy**: the times are longer than the programs need, the rare ones by far."
            if record["load"][0] > BUSY_LOAD
            else ""
        )
    )
    yield "To repeat it:\n\n```\nmake package\nmake package ARGS=--unpruned\nmake bench\n```"


def _accuracy(metrics: Mapping[str, Any]) -> Iterator[str]:
    rows = [
        (
            _CORPORA.get(str(one["name"]), str(one["name"])),
            str(one["speakers"]),
            f"{one['clips']:,}",
            (f"**{100 * one['accuracy']:.1f} %** ({100 * one['low']:.1f}-{100 * one['high']:.1f})"),
            f"{100 * one['rejected']:.1f} %",
        )
        for one in metrics["corpora"]
    ]
    yield "## How right it is"
    yield (
        "Each recording was judged by a model that had never heard its speaker (`make evaluate`). "
        "Without rejection, with the 95 % interval; and what is refused at the shipped thresholds."
    )
    yield table(("recordings of strangers", "people", "clips", "right", "refused"), rows)


def _latency(stages: Mapping[str, Any]) -> Iterator[str]:
    rows = [
        (_STAGES[name], *(f"{one[f'{p}_ms']:.2f}" for p in ("p50", "p95", "p99")))
        for name, one in stages["stages"].items()
    ]
    rows += [
        (f"word's end → {name}", *(f"{one[f'{p}_ms']:.0f}" for p in ("p50", "p95", "p99")))
        for name, one in stages["word_end"].items()
    ]
    yield "## How fast it is"
    yield table(("milliseconds", "p50", "p95", "p99"), rows)
    rivals = [
        (
            one["name"],
            f"{100 * one['accuracy']:.1f} %",
            f"{one['p50_ms']:.2f}",
            f"{one['p99_ms']:.2f}",
            str(one["clips"]),
        )
        for one in stages["clip_scores"]
    ]
    if baseline := stages.get("baseline"):
        label = f"baseline, `model.predict` ({baseline['size_mb']:.0f} MB of weights)"
        times = (f"{baseline['p50_ms']:.2f}", f"{baseline['p99_ms']:.2f}")
        rivals.append((label, "", *times, ""))
    rivals += [
        (f"{one['name']}: not measured, {one['reason']}", "", "", "", "")
        for one in stages["skipped"]
    ]
    yield (
        "The same clips, one by one. Some of these people may have been trained on, by any of "
        "these: how right each is on strangers is in the README."
    )
    yield table(("recognizer", "right", "p50 ms", "p99 ms", "clips"), rivals)
    yield f"![The times of the stages and of the rivals]({PICTURE.name})"


def _package(measured: Mapping[str, Any]) -> Iterator[str]:
    columns = {
        "unpacked_mb": "unpacked, MB",
        "deb_mb": ".deb, MB",
        "visible_s": "visible, s",
        "ready_s": "ready to hear, s",
        "resident_mb": "resident, MB",
        "proportional_mb": "of it its own (PSS), MB",
    }
    rows = [
        (name, *(f"{one[key]:g}" if key in one else "" for key in columns))
        for name, one in measured["programs"].items()
    ]
    budgets = measured["budgets"]
    rows.append(("budget", *(f"{budgets[key]:g}" if key in budgets else "" for key in columns)))
    starts = max(one["starts"] for one in measured["programs"].values())
    yield "## The installed program"
    yield (
        f"Version {measured['version']}, medians of {starts} warm starts in an empty Debian "
        "without network, seen from outside: the screen changes, the sound server reports the "
        "recording. "
        f"{measured['system']}; load {'/'.join(f'{v:g}' for v in measured['load'])}."
    )
    yield table(("program", *columns.values()), rows)


def _whatever(record: Mapping[str, Any]) -> Iterator[str]:
    """A table of the distributions in a record, and one of its other figures."""
    spreads = list(_spreads(record))
    if spreads:
        rows = [(name, *(f"{one[p]:g}" for p in ("p50", "p95", "p99"))) for name, one in spreads]
        yield table(("", "p50", "p95", "p99"), rows)
    taken = tuple(f"{name}." for name, _ in spreads)
    rest = [row for row in _flat(record) if not row[0].startswith(taken or ("\n",))]
    yield table(("figure", "value"), rest)


def _spreads(values: Any, name: str = "") -> Iterator[tuple[str, dict[str, float]]]:
    if isinstance(values, dict):
        if {"p50", "p95", "p99"} <= values.keys():
            yield name, values
            return
        for key, value in values.items():
            yield from _spreads(value, f"{name}.{key}" if name else str(key))


def _flat(values: Any, name: str = "") -> Iterator[tuple[str, str]]:
    """Each figure of nested objects, by its path."""
    if isinstance(values, dict):
        for key, value in values.items():
            yield from _flat(value, f"{name}.{key}" if name else str(key))
    elif isinstance(values, float):
        yield name, f"{values:.3g}"
    elif isinstance(values, int | str):
        yield name, str(values)


def main() -> int:
    """Measure unless a record is named, and write the page."""
    parser = argparse.ArgumentParser(prog="make bench", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--from", dest="record", type=Path, help="a run's record, measured before")
    parser.add_argument("--starts", type=int, default=10, help="of the installed program")
    options = parser.parse_args()
    if options.record:
        record = json.loads(options.record.read_text(encoding="utf-8"))
    else:
        record = run_all(options.starts)
        RECORD.parent.mkdir(exist_ok=True)
        RECORD.write_text(json.dumps(record, indent=1) + "\n", encoding="utf-8")
    PAGE.write_text(page(record), encoding="utf-8")
    if "stages" in record:
        draw(record["stages"], _STAGES, PICTURE)
    for name, why in record["missing"].items():
        print(f"not measured: {name}: {why}")
    source = options.record or RECORD.relative_to(REPOSITORY)
    print(f"{PAGE.relative_to(REPOSITORY)}, from {source}")
    return 0 if "stages" in record else 1


if __name__ == "__main__":
    sys.exit(main())
