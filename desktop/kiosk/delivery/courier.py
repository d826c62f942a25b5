"""The courier process: takes numbers from the journal and delivers them to the sink.

It delivers one number at a time, the oldest first, and repeats a failed delivery with increasing
pauses until it succeeds.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from desktop.back_off import BackOff
from desktop.kiosk.config import Config
from desktop.kiosk.delivery.journal import Journal, journal_path, sequence_text
from desktop.kiosk.delivery.sinks import Sink, SinkError, make_sink
from desktop.kiosk.process.event_log import log_events
from desktop.kiosk.process.heartbeat import HEARTBEAT_SECONDS, KioskProcess

log = logging.getLogger(__name__)

POLL_SECONDS = 0.05

PAUSES = (0.2, 0.5, 1.0, 2.0, 4.0, 8.0)
"""Seconds before each new attempt; the last one repeats."""

SLOW_SECONDS = 5.0


@dataclass(slots=True)
class Progress:
    """The state of delivery.

    Attributes
    ----------
    pending : int
        Numbers waiting for delivery.
    delivered : int
        Numbers delivered since this process started.
    problem : str
        Why the sink fails, as a message for staff; empty if it works.
    busy_since : float
        When the current delivery started, ``time.monotonic()``; 0 if there is none.
    foreign : int
        Records in the journal that only another version of the program can deliver.
    damaged : dict
        Damaged slots of the journal: place -> sequence number, or 0.
    """

    pending: int = 0
    delivered: int = 0
    problem: str = ""
    busy_since: float = 0.0
    foreign: int = 0
    damaged: dict[int, int] = field(default_factory=dict)

    def report(self) -> dict[str, object]:
        """The content of the heartbeat."""
        busy = time.monotonic() - self.busy_since if self.busy_since else 0.0
        slow = f"the sink has not answered for {busy:.0f} s" if busy > SLOW_SECONDS else ""
        return {
            "pending": self.pending,
            "delivered": self.delivered,
            "problem": "; ".join(
                text
                for text in (self.problem or slow, damage_text(self.damaged), self._foreign_text())
                if text
            ),
        }

    def _foreign_text(self) -> str:
        if self.foreign == 0:
            return ""
        return (
            f"records that another version of the program has stored: {self.foreign}; they are "
            "kept, and only that version can deliver them"
        )


def damage_text(damaged: dict[int, int]) -> str:
    """A message for staff about damaged slots of the journal; empty if there are none."""
    if not damaged:
        return ""
    sequences = sequence_text(sorted(damaged.values()))
    count = len(damaged)
    what = "a stored record is" if count == 1 else f"{count} stored records are"
    return f"{what} damaged and cannot be delivered; {sequences}"


class Courier:
    """Delivers numbers from the journal to the sink.

    Parameters
    ----------
    journal : Journal
    sink : Sink
    """

    def __init__(self, journal: Journal, sink: Sink) -> None:
        self.progress = Progress()
        self._journal = journal
        self._sink = sink
        self._back_off = BackOff(PAUSES)

    def work(self) -> float:
        """Deliver all waiting numbers, up to the first failure.

        Returns
        -------
        float
            Seconds to wait before the next call.
        """
        self._look_for_damage()
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
            self._back_off.reset()
            if self.progress.problem:
                log.info("delivery works again")
            self.progress.problem = ""
            self.progress.pending -= 1
            self.progress.delivered += 1
        return POLL_SECONDS

    def _look_for_damage(self) -> None:
        damaged = self._journal.damaged()
        known = self.progress.damaged
        new = {place: sequence for place, sequence in damaged.items() if place not in known}
        if new:
            log.error("the journal: %s", damage_text(new))
        self.progress.damaged = damaged

    def _fail(self, problem: str) -> float:
        if problem != self.progress.problem:
            pending = self.progress.pending
            log.warning("delivery fails: %s; numbers waiting: %d", problem, pending)
        self.progress.problem = problem
        return self._back_off.next_pause()


def run(config: Config) -> int:
    """Deliver until the supervisor exits.

    Returns
    -------
    int
        Exit code if the journal cannot be used.
    """
    log_events()
    process = KioskProcess(config.state, "courier")
    process.exit_with_parent()
    journal = Journal(journal_path(config.state))
    courier = Courier(journal, make_sink(config.sink))
    courier.progress.foreign = journal.count_foreign()
    threading.Thread(
        target=_beat, args=(process, courier.progress.report), name="heartbeat", daemon=True
    ).start()
    while True:
        time.sleep(courier.work())


def _beat(process: KioskProcess, report: Callable[[], dict[str, object]]) -> None:
    while True:
        process.beat(**report())
        time.sleep(HEARTBEAT_SECONDS)
