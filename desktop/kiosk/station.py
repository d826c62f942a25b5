"""One kiosk at work: the flow, its clock, and the journal behind it. No window, no microphone."""

from __future__ import annotations

import datetime as dt
import logging
import time
import uuid
from collections.abc import Callable
from pathlib import Path

from desktop.kiosk.flow import step
from desktop.kiosk.inputs import Command, Input, Stored
from desktop.kiosk.journal import Journal, QueueFullError
from desktop.kiosk.states import Beep, Rules, State, Store

log = logging.getLogger(__name__)


class Keeper:
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


class Station:
    """Runs the flow.

    Parameters
    ----------
    rules : Rules
    keep : callable
        Given a `Store` and the number's id: keeps it, and has `happen` called with what
        `Keeper.keep` gives, at once or later.
    beep : callable, optional
        Given a sound's name.
    clock : callable
        Seconds that never go back.

    Attributes
    ----------
    state : State
    """

    def __init__(
        self,
        rules: Rules,
        keep: Callable[[Store, str], None],
        beep: Callable[[str], None] = lambda _: None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.rules = rules
        self.state = State(since=clock(), active=clock(), language=rules.language)
        self._keep = keep
        self._beep = beep
        self._clock = clock
        self._id = ""

    def happen(self, happened: Input) -> None:
        """Let something happen."""
        before = self.state.screen
        self.state, effects = step(self.rules, self.state, happened, self._clock())
        if self.state.screen == "storing" and before != "storing":
            self._id = uuid.uuid4().hex  # however often it is tried, it is one number
        for effect in effects:
            match effect:
                case Store():
                    self._keep(effect, self._id)
                case Beep(sound):
                    self._beep(sound)
