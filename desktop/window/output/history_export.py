"""The history as a file, for other programs: CSV or JSON. No sound is in it, and no Qt."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from desktop.window.utterance_record import UtteranceRecord


def export(history: Iterable[UtteranceRecord], path: Path) -> int:
    """Write the history; as JSON where the name ends in ``.json``, else as CSV.

    Returns
    -------
    int
        How many utterances were written.

    Raises
    ------
    OSError
        Where the file cannot be written; what was there before is then lost.
    """
    rows = [_row(one) for one in history]
    if path.suffix.casefold() == ".json":
        for row, one in zip(rows, history, strict=True):
            row["probabilities"] = [round(p, 4) for p in one.result.probabilities]
        path.write_text(json.dumps(rows, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
        return len(rows)
    # The mark at the begin lets Excel read it as what it is.
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.DictWriter(file, fieldnames=_COLUMNS)
        writer.writeheader()
        writer.writerows(rows)
    return len(rows)


_COLUMNS: tuple[str, ...] = (
    "number", "time", "source", "start", "end", "digit", "heard", "corrected", "confidence",
    "rejected", "duration_ms", "latency_ms", "shown_ms",
)  # fmt: skip


def _row(one: UtteranceRecord) -> dict[str, Any]:
    result = one.result
    values = (
        one.number,
        one.at.isoformat(timespec="milliseconds"),
        one.source,
        round(result.start, 3),
        round(result.end, 3),
        one.digit,
        result.digit,
        one.is_corrected,
        round(result.confidence, 4),
        result.rejected,
        round(1e3 * one.duration),
        round(result.latency_ms, 2),
        None if one.shown_ms is None else round(one.shown_ms, 1),
    )
    return dict(zip(_COLUMNS, values, strict=True))
