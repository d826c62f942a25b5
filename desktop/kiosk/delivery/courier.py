"""The process that delivers: it takes numbers out of the journal and gives them to the sink.

One after the other, oldest first, each until it is taken. A sink that cannot is tried again, with a
growing pause, for as long as it takes.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from desktop.kiosk.config import Config
from desktop.kiosk.delivery.journal import Journal
from desktop.kiosk.delivery.sink_choice import make_sink
from desktop.kiosk.delivery.sinks import Sink, SinkError
from desktop.kiosk.process.heartbeat import BEAT_SECONDS, KioskProcess

log = logging.getLogger(__name__)

POLL_SECONDS = 0.05

BACK_OFF = (0.2, 0.5, 1.0, 2.0, 4.0, 8.0)
"""Seconds before each new try; the last one for ever."""

SLOW_SECONDS = 5.0


def journal_path(state: Path) -> Path:
    """The journal's file."""
    return state / "journal"


@dataclass(slots=True)
class Progress:
    """How delivery stands.

    Attributes
    ----------
    pending : int
        Numbers that are still to be delivered.
    delivered : int
        Since this process began.
    trouble : str
        Why the sink does not take them: a line for the staff; empty where all is well.
    busy_since : float
        When the sink was given what it has not taken yet, ``time.monotonic()``; 0: nothing.
    """

    pending: int = 0
    delivered: int = 0
    trouble: str = ""
    busy_since: float = 0.0

    def told(self) -> dict[str, object]:
        """For the heartbeat."""
        busy = time.monotonic() - self.busy_since if self.busy_since else 0.0
        slow = f"the sink has taken nothing for {busy:.0f} s" if busy > SLOW_SECONDS else ""
        return {
            "pending": self.pending,
            "delivered": self.delivered,
            "trouble": self.trouble or slow,
        }


class Courier:
    """Carries numbers from the journal to the sink.

    Parameters
    ----------
    journal : Journal
    sink : Sink
    """

    def __init__(self, journal: Journal, sink: Sink) -> None:
        self.progress = Progress()
        self._journal = journal
        self._sink = sink
        self._failures = 0

    def work(self) -> float:
        """Deliver what is pending, up to the first failure.

        Returns
        -------
        float
            Seconds to rest before the next call.
        """
        records = self._journal.pending()
        self.progress.pending = len(records)
        for record in records:
            self.progress.busy_since = time.monotonic()
            try:
                self._sink.deliver(record)
            except SinkError as error:
                return self._fail(str(error))
            finally:
                self.progress.busy_since = 0.0
            self._journal.remove(record)
            self._failures = 0
            self.progress.trouble = ""
            self.progress.pending -= 1
            self.progress.delivered += 1
        return POLL_SECONDS

    def _fail(self, trouble: str) -> float:
        if trouble != self.progress.trouble:
            log.warning("delivery: %s", trouble)
        self.progress.trouble = trouble
        pause = BACK_OFF[min(self._failures, len(BACK_OFF) - 1)]
        self._failures += 1
        return pause


def run(config: Config) -> int:
    """Deliver until the supervisor goes.

    Returns
    -------
    int
        Exit code, where the journal cannot be used.
    """
    part = KioskProcess(config.state, "courier")
    part.end_with_parent()
    courier = Courier(Journal(journal_path(config.state)), make_sink(config.sink))
    threading.Thread(
        target=_beat, args=(part, courier.progress.told), name="heartbeat", daemon=True
    ).start()
    while True:
        time.sleep(courier.work())


def _beat(part: KioskProcess, told: Callable[[], dict[str, object]]) -> None:
    while True:
        part.beat(**told())
        time.sleep(BEAT_SECONDS)
