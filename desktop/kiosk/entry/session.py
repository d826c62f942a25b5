"""Runs the entry flow by its clock. No window, no microphone, no journal."""

from __future__ import annotations

import time
import uuid
from collections.abc import Callable

from desktop.kiosk.entry.events import Input
from desktop.kiosk.entry.state import Beep, Rules, State, Store
from desktop.kiosk.entry.state_machine import step


class EntrySession:
    """Runs the flow.

    Parameters
    ----------
    rules : Rules
    keep : callable
        Given a `Store` and the number's id: keeps it, and has `happen` called with what
        `JournalWriter.keep` gives, at once or later.
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
