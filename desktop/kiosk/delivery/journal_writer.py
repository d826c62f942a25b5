"""Stores confirmed numbers in the journal and reports whether they are on the disk."""

from __future__ import annotations

import datetime as dt
import logging
from pathlib import Path

from desktop.kiosk.delivery.journal import Journal, QueueFullError
from desktop.kiosk.entry.events import Command, Event, Stored
from desktop.kiosk.entry.state import Store

log = logging.getLogger(__name__)


class JournalWriter:
    """Stores confirmed numbers in the journal. The journal is opened at the first use.

    Parameters
    ----------
    path : Path
        Of the journal.
    kiosk : str
        Name of the kiosk.
    """

    def __init__(self, path: Path, kiosk: str) -> None:
        self._path = path
        self._kiosk = kiosk
        self._journal: Journal | None = None

    def open(self) -> str:
        """Open the journal; return a message for staff if this fails, otherwise an empty one."""
        try:
            if self._journal is None:
                self._journal = Journal(self._path)
                self._journal.clear_incomplete()
        except OSError as error:
            return f"{self._path}: {error.strerror or error}"
        return ""

    def store(self, store: Store, id_: str) -> Event:
        """Store a number; return `Stored` or ``store_failed``. Waits for the disk."""
        problem = self.open()
        if not problem:
            assert self._journal is not None
            try:
                self._journal.append(
                    store.number,
                    kiosk=self._kiosk,
                    entered_by=store.entered_by,
                    seconds=store.seconds,
                    now=dt.datetime.now(dt.UTC).isoformat(timespec="milliseconds"),
                    id_=id_,
                )
                return Stored(id_)
            except QueueFullError:
                problem = "the journal is full because numbers are not being delivered"
            except OSError as error:
                problem = f"{self._path}: {error.strerror or error}"
            except Exception as error:  # noqa: BLE001 - an answer must come; no number in the log
                problem = f"internal error ({type(error).__name__})"
        log.error("cannot store a confirmed number: %s", problem)
        return Command("store_failed")
