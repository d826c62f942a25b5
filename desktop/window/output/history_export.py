"""Exports the history as CSV or JSON, without audio. Does not use Qt."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from desktop.atomic_write import write_atomically
from desktop.window.utterance_record import NumberRecord, UtteranceRecord


def export(history: Iterable[UtteranceRecord], path: Path) -> int:
    """Write the history as JSON if the name ends in ``.json``, otherwise as CSV.

    Returns
    -------
    int
        Number of utterances written.

    Raises
    ------
    OSError
        If the file cannot be written. An existing file is then unchanged.
    """
    rows = [_row(record) for record in history]
    if path.suffix.casefold() == ".json":
        for row, record in zip(rows, history, strict=True):
            row["probabilities"] = [round(p, 4) for p in record.result.probabilities]
        _write(path, json.dumps(rows, indent=1, ensure_ascii=False) + "\n", "utf-8")
        return len(rows)
    _write_table(path, _COLUMNS, rows)
    return len(rows)


def export_numbers(items: Iterable[UtteranceRecord | NumberRecord], path: Path) -> int:
    """Write a CSV table with a row for each number and each digit that was said alone.

    Parameters
    ----------
    items : iterable of UtteranceRecord or NumberRecord
        What was rejected and not corrected is left out, and what was taken back.
    path : Path

    Returns
    -------
    int
        Number of rows written.

    Raises
    ------
    OSError
        As for `export`.
    """
    rows = [_number_row(item) for item in items if item.text.strip("?") and not item.is_taken_back]
    _write_table(path, _NUMBER_COLUMNS, rows)
    return len(rows)


_NUMBER_COLUMNS: tuple[str, ...] = (
    "time", "number", "digits", "confidence", "corrected", "source",
)  # fmt: skip


def _number_row(item: UtteranceRecord | NumberRecord) -> dict[str, Any]:
    first = item.parts[0] if isinstance(item, NumberRecord) else item
    values = (
        first.at.isoformat(sep=" ", timespec="seconds"),
        item.text,
        len(item.text),
        None if item.confidence is None else round(item.confidence, 4),
        item.is_corrected,
        item.source,
    )
    return dict(zip(_NUMBER_COLUMNS, values, strict=True))


def _write_table(path: Path, columns: Sequence[str], rows: Iterable[dict[str, Any]]) -> None:
    table = io.StringIO(newline="")
    writer = csv.DictWriter(table, fieldnames=columns)
    writer.writeheader()
    writer.writerows(rows)
    # Excel needs the byte order mark to recognize UTF-8.
    _write(path, table.getvalue(), "utf-8-sig")


def _write(path: Path, text: str, encoding: str) -> None:
    data = text.encode(encoding)
    if not path.is_file():
        path.write_bytes(data)
        return
    target = path.resolve()
    mode = target.stat().st_mode
    write_atomically(target, data)
    target.chmod(mode)


_COLUMNS: tuple[str, ...] = (
    "number", "time", "source", "start", "end", "digit", "heard", "corrected", "confidence",
    "rejected", "duration_ms", "latency_ms", "shown_ms", "phrase", "phrase_number", "language",
    "taken_back",
)  # fmt: skip


def _row(record: UtteranceRecord) -> dict[str, Any]:
    result, whole = record.result, record.whole
    values = (
        record.number,
        record.at.isoformat(timespec="milliseconds"),
        record.source,
        round(result.start, 3),
        round(result.end, 3),
        record.digit,
        result.digit,
        record.is_corrected,
        round(result.confidence, 4),
        result.rejected,
        round(1e3 * record.duration),
        round(result.latency_ms, 2),
        None if record.shown_ms is None else round(record.shown_ms, 1),
        None if whole is None else whole.number,  # the same for all digits of a number
        None if whole is None else whole.text,
        result.language,
        record.is_taken_back,
    )
    return dict(zip(_COLUMNS, values, strict=True))
