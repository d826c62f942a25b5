"""``make bench``: runs all benchmarks and writes docs/benchmarks.md.

The results are stored in ``build/benchmarks.json``. The page and its plot are generated only from
this file. The page names what could not be measured, for example without a package in ``dist/`` or
without root.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from tests.trials.benchmarks.page import PICTURE_NAME, STAGES, page
from tests.trials.benchmarks.picture import draw

REPOSITORY = Path(__file__).resolve().parents[3]
RECORD = REPOSITORY / "build" / "benchmarks.json"
PAGE = REPOSITORY / "docs" / "benchmarks.md"
PICTURE = PAGE.with_name(PICTURE_NAME)
REPORT = REPOSITORY / "models" / "digits" / "report"
METRICS, STRINGS = REPORT / "metrics.json", REPORT / "strings.json"
PACKAGING_PYTHON = REPOSITORY / ".venv-package" / "bin" / "python"

PARTS = {"stages": (), "live": ("--live",), "window": ("--window",)}
"""Runs of ``spoken-digits bench``: name and options."""

SERVED = ("recordings", "flask", "connections", "streams")
"""Parts of ``make serve-trial``."""

SERVED_SECONDS = 20
"""Of each of them."""


def last_object(command: Sequence[str]) -> dict[str, Any] | str:
    """The JSON object in the last line of a program's output, or the reason why there is none."""
    done = subprocess.run(command, cwd=REPOSITORY, capture_output=True, text=True, check=False)
    lines = done.stdout.strip().splitlines()
    if done.returncode != 0 or not lines:
        return (done.stderr.strip().splitlines() or [f"exit code {done.returncode}"])[-1]
    try:
        found = json.loads(lines[-1])
    except ValueError:
        return "its output is not JSON"
    return found if isinstance(found, dict) else "its output is not a JSON object"


def run_all(starts: int) -> dict[str, Any]:
    """Run all benchmarks and return the record; `starts` is for the installed program."""
    record: dict[str, Any] = {
        "when": dt.datetime.now(dt.UTC).date().isoformat(),
        "commit": subprocess.check_output(
            ["git", "rev-parse", "--short", "HEAD"], cwd=REPOSITORY, text=True
        ).strip(),
        "load": [round(value, 2) for value in os.getloadavg()],
        "missing": {},
        **_reports(),
    }
    for name, options in PARTS.items():
        print(f"measuring: {name}", flush=True)
        found = last_object([sys.executable, "-m", "desktop.cli", "bench", *options, "--json"])
        _store(record, name, found)
    print("measuring: the installed package", flush=True)
    _store(record, "package", _measure_package(starts))
    print("measuring: the server", flush=True)
    _store(record, "served", _measure_server())
    return record


def _reports() -> dict[str, Any]:
    """The reports of the shipped model: single digits, and numbers beside other recognizers."""
    return {
        "accuracy": json.loads(METRICS.read_text(encoding="utf-8")),
        "strings": json.loads(STRINGS.read_text(encoding="utf-8")),
    }


def _store(record: dict[str, Any], name: str, found: dict[str, Any] | str) -> None:
    if isinstance(found, str):
        record["missing"][name] = found
    else:
        record[name] = found


def _measure_package(starts: int) -> dict[str, Any] | str:
    if not sys.platform.startswith("linux") or os.geteuid() != 0:
        return "needs root, on Linux"
    if not PACKAGING_PYTHON.exists() or not any((REPOSITORY / "dist").glob("*.deb")):
        return "no package in dist/; run make package first"
    script = REPOSITORY / "tests" / "trials" / "benchmarks" / "start_time.py"
    done = subprocess.run(
        [str(PACKAGING_PYTHON), str(script), "--starts", str(starts)], cwd=REPOSITORY, check=False
    )
    measured = REPOSITORY / "build" / "measured.json"
    # Code 1 may also mean that a figure is over its budget.
    if done.returncode not in (0, 1) or not measured.exists():
        return "the measurement failed; run make measure for the reason"
    return json.loads(measured.read_text(encoding="utf-8"))


def _measure_server() -> dict[str, Any] | str:
    if shutil.which("wrk") is None:
        return "wrk is not installed; run make serve-trial once"
    command = [sys.executable, "-m", "tests.trials.serve.run", *SERVED]
    command += ["--seconds", str(SERVED_SECONDS)]
    done = subprocess.run(command, cwd=REPOSITORY, capture_output=True, text=True, check=False)
    found = served_parts(done.stdout.splitlines())
    if not found:
        return (done.stderr.strip().splitlines() or [f"exit code {done.returncode}"])[-1]
    return found


def served_parts(lines: Iterable[str]) -> dict[str, Any]:
    """The results of ``make serve-trial`` by the names of its parts."""
    objects = [json.loads(line) for line in lines if line.startswith("{")]
    return {one["part"]: one for one in objects if "part" in one}


def main() -> int:
    """Measure, or read a record, and write the page."""
    parser = argparse.ArgumentParser(prog="make bench", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--from", dest="record", type=Path, help="use the record of an earlier run")
    parser.add_argument(
        "--served", type=Path, metavar="FILE", help="use the output of an earlier make serve-trial"
    )
    parser.add_argument(
        "--starts", type=int, default=10, help="number of starts of the installed program"
    )
    options = parser.parse_args()
    if options.record:
        record = {**_reports(), **json.loads(options.record.read_text(encoding="utf-8"))}
    else:
        record = run_all(options.starts)
        RECORD.parent.mkdir(exist_ok=True)
        RECORD.write_text(json.dumps(record, indent=1) + "\n", encoding="utf-8")
    if options.served:
        record["served"] = served_parts(options.served.read_text(encoding="utf-8").splitlines())
        record["missing"].pop("served", None)
    PAGE.write_text(page(record), encoding="utf-8")
    if "stages" in record:
        draw(record["stages"], STAGES, PICTURE)
    for name, why in record["missing"].items():
        print(f"not measured: {name}: {why}")
    source = options.record or RECORD.relative_to(REPOSITORY)
    print(f"{PAGE.relative_to(REPOSITORY)}, from {source}")
    return 0 if "stages" in record else 1


if __name__ == "__main__":
    sys.exit(main())
