"""What the processes of the kiosk log: events that matter to an administrator, also to stderr."""

from __future__ import annotations

import logging
import logging.handlers
import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from desktop.kiosk.process.log_tail import last_entries
from desktop.log import log_path

STARTED = "the kiosk starts"
"""What the supervisor logs at its start."""

_LAST_ENTRIES = 50

log = logging.getLogger(__name__)


def log_events() -> None:
    """Log also good news, such as the end of a problem, and write all to stderr.

    Under systemd, stderr is the journal.
    """
    logging.getLogger("desktop.kiosk").setLevel(logging.INFO)
    root = logging.getLogger()
    is_there = any(handler.get_name() == __name__ for handler in root.handlers)
    if is_there or sys.stderr is None:
        return
    handler = logging.StreamHandler()
    handler.set_name(__name__)
    handler.setFormatter(logging.Formatter("%(levelname)s %(name)s: %(message)s"))
    root.addHandler(handler)


def log_failed_start(state: Path, lines: Sequence[str]) -> None:
    """Log why the kiosk does not start, just before this process ends.

    As root, this process takes the rights of the owner of the state folder for good: otherwise the
    kiosk could not write to its own log later, and its user could make root write to other files.

    Parameters
    ----------
    state : Path
        The state folder. If it does not exist, nothing is logged.
    lines : sequence of str
        Nothing is logged if all of them have been since the last start: systemd tries again every
        second.
    """
    with suppress(OSError):
        if not state.is_dir():
            return
        os.environ["XDG_STATE_HOME"] = str(state)
        path = log_path()  # imports what the owner of the folder may not be able to read
        _become_owner_of(state)
        known = _since_last_start(path)
        if not all(any(entry.endswith(f": {line}") for entry in known) for line in lines):
            for line in lines:
                log.error("%s", line)


def _since_last_start(path: Path) -> list[str]:
    entries = last_entries(path, _LAST_ENTRIES)
    starts = [place for place, entry in enumerate(entries) if entry.endswith(f": {STARTED}")]
    return entries[starts[-1] :] if starts else entries


def _become_owner_of(folder: Path) -> None:
    if os.name == "nt" or os.geteuid() != 0:
        return
    owner = folder.stat()
    if owner.st_uid != 0:
        os.setgroups([])
        os.setgid(owner.st_gid)
        os.setuid(owner.st_uid)
