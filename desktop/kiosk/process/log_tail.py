"""The last entries of the log, for the staff page."""

from __future__ import annotations

import re
from pathlib import Path

_TAIL_BYTES = 8192

_BEGINNING = re.compile(r"^(\S+ \d\d:\d\d:\d\d)\S* ([A-Z]+) [\w.]+: ")
"""Time with its fraction and zone, level, and the module, which does not matter to staff."""


def last_entries(path: Path, count: int) -> list[str]:
    """The last entries, oldest first; only the first line of each. Empty if there is no log.

    An entry starts with a date; the lines that follow, such as a traceback, do not. The names of
    modules are left out, since the page has little space.
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
    entries = [line for line in lines if line[:4].isdigit()][-count:]
    return [_BEGINNING.sub(r"\1 \2: ", entry) for entry in entries]
