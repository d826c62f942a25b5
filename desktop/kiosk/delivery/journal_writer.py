"""Keeps confirmed numbers in the journal, and says whether they are safe."""

from __future__ import annotations

import datetime as dt
import logging
from pathlib import Path

from desktop.kiosk.delivery.journal import Journal, QueueFullError
from desktop.kiosk.entry.events import Command, Input, Stored
from desktop.kiosk.entry.state import Store

log = logging.getLogger(__name__)


class JournalWriter:
    """Keeps confirmed numbers in the journal, which is opened when it is first needed.

    Parameters
    ----------
    path : Path
        Of the journal.
    kiosk : str
        The kiosk's name.
    """

    def __init__(self, path: Path, kiosk: str) -> None:
        self._path = path
        self._kiosk = kiosk
        self._journal: Journal | None = None

    def open(self) -> str:
        """Open the journal now; gives a line for the staff where that fails, else nothing."""
        try:
            if self._journal is None:
                self._journal = Journal(self._path)
        except OSError as error:
            return f"{self._path}: {error.strerror or error}"
        return ""

    def keep(self, store: Store, id_: str) -> Input:
        """Keep a number, and say whether it is safe now. May take as long as the disk does."""
        trouble = self.open()
        if not trouble:
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
                trouble = "the journal is full: no number has been delivered for long"
            except OSError as error:
                trouble = f"{self._path}: {error.strerror or error}"
        log.error("a confirmed number cannot be kept yet: %s", trouble)
        return Command("unstored")
