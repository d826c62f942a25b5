"""The last entries of the log, for the staff page."""

from __future__ import annotations

from pathlib import Path

_TAIL_BYTES = 8192


def last_entries(path: Path, count: int) -> list[str]:
    """The last entries, oldest first; only the first line of each. Empty if there is no log.

    An entry starts with a date; the lines that follow, such as a traceback, do not.
    """
    try:
        with path.open("rb") as file:
            size = file.seek(0, 2)
            file.seek(max(size - _TAIL_BYTES, 0))
            text = file.read().decode("utf-8", "replace")
    except OSError:
        return []
    lines = text.splitlines()
    if size > _TAIL_BYTES:
        lines = lines[1:]  # the first one may be cut off
    return [line for line in lines if line[:4].isdigit()][-count:]
