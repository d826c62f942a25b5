"""``spoken-digits bench --window``: start time, cost of frames and memory of the window."""

from __future__ import annotations

from typing import Any

from desktop.bench.window import report
from desktop.commands.output import complain, note, say, say_json

_ROWS = (
    ("visible_s", "visible after, s"),
    ("ready_s", "listening after, s"),
    ("cpu_percent", "CPU at 30 frames/s, % of a core"),
    ("gui_percent", "  GUI thread, % of a core"),
    ("frames_per_s", "frames per second"),
    ("frame_cpu_ms", "CPU time per frame, ms"),
    ("frame_p50_ms", "time per frame, p50 ms"),
    ("frame_p99_ms", "time per frame, p99 ms"),
    ("late_p99_ms", "time between frames, p99 ms"),
    ("rss_mb", "memory, MiB"),
)


def run(*, as_json: bool) -> int:
    """Measure and print one JSON object or a table; returns 1 if the window does not run."""
    note("Starting about 25 invisible windows. This takes about a minute.")
    try:
        record = report()
    except RuntimeError as error:
        complain(f"the window does not run: {error}")
        return 1
    if as_json:
        say_json(record)
    else:
        _print_table(record)
    return 0


def _print_table(record: dict[str, Any]) -> None:
    columns = {
        "Spoken Digits": record["ours"],
        "empty Qt window": record["bare_qt"],
        "np.roll+ImageItem": record.get("np_roll_imageitem", {}),
    }
    say(f"{'1280x800, offscreen':34}" + "".join(f"{name:>18}" for name in columns) + "   budget")
    for key, label in _ROWS:
        cells = "".join(f"{_cell(one.get(key)):>18}" for one in columns.values())
        most = record["budgets"].get(key)
        verdict = (
            "" if most is None else f"{most:g} {'met' if record['is_within'][key] else 'EXCEEDED'}"
        )
        say(f"{label:34}{cells}   {verdict}")
    if "skipped" in record:
        say(record["skipped"])


def _cell(value: float | None) -> str:
    return "-" if value is None else f"{value:g}"
