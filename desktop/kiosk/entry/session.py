"""Runs the state machine with a clock. No window, no microphone, no journal."""

from __future__ import annotations

import time
import uuid
from collections.abc import Callable

from desktop.kiosk.entry.events import Event
from desktop.kiosk.entry.state import Beep, Rules, State, Store
from desktop.kiosk.entry.state_machine import step


class EntrySession:
    """Runs the state machine.

    Parameters
    ----------
    rules : Rules
    store : callable
        Gets a `Store` and the id of the number. It stores the number and passes the answer of
        `JournalWriter.store` to `handle`, immediately or later.
    beep : callable, optional
        Gets the name of a sound.
    clock : callable
        Seconds on a monotonic clock.

    Attributes
    ----------
    state : State
    """

    def __init__(
        self,
        rules: Rules,
        store: Callable[[Store, str], None],
        beep: Callable[[str], None] = lambda _: None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.rules = rules
        self.state = State(since=clock(), active=clock(), language=rules.language)
        self._store = store
        self._beep = beep
        self._clock = clock
        self._id = ""

    def handle(self, event: Event) -> None:
        """Pass an event to the state machine and carry out its effects."""
        before = self.state.screen
        self.state, effects = step(self.rules, self.state, event, self._clock())
        if self.state.screen == "storing" and before != "storing":
            self._id = uuid.uuid4().hex  # one id for all attempts to store this number
        for effect in effects:
            match effect:
                case Store():
                    self._store(effect, self._id)
                case Beep(sound):
                    self._beep(sound)
