"""``spoken-digits bench --window``: how soon the window is there, what frames cost, its memory."""

from __future__ import annotations

from typing import Any

from desktop.bench.window import report
from desktop.commands.output import complain, note, say, say_json

_ROWS = (
    ("visible_s", "visible after, s"),
    ("ready_s", "ready to hear after, s"),
    ("cpu_percent", "of one core at 30 fps, %"),
    ("gui_percent", "  of that the window's thread, %"),
    ("frames_per_s", "frames a second"),
    ("frame_cpu_ms", "processor time of a frame, ms"),
    ("frame_p50_ms", "work on a frame, p50 ms"),
    ("frame_p99_ms", "work on a frame, p99 ms"),
    ("late_p99_ms", "from frame to frame, p99 ms"),
    ("rss_mb", "memory, MiB"),
)


def run(*, as_json: bool) -> int:
    """Measure, and print one JSON object or a table; 1 where the window does not run."""
    note("Starting windows some 25 times, unseen; this takes about a minute.")
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
        "bare Qt": record["bare_qt"],
        "np.roll+ImageItem": record.get("np_roll_imageitem", {}),
    }
    say(f"{'1280x800, offscreen':34}" + "".join(f"{name:>18}" for name in columns) + "   budget")
    for key, label in _ROWS:
        cells = "".join(f"{_cell(one.get(key)):>18}" for one in columns.values())
        most = record["budgets"].get(key)
        verdict = (
            "" if most is None else f"{most:g} {'kept' if record['is_within'][key] else 'MISSED'}"
        )
        say(f"{label:34}{cells}   {verdict}")
    if "skipped" in record:
        say(record["skipped"])


def _cell(value: float | None) -> str:
    return "-" if value is None else f"{value:g}"
