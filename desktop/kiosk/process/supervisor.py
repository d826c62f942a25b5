"""The process that watches: it starts the window and the courier, and starts them again.

A part that ends is started again at once, and after that with a growing pause; one whose heart has
stopped, or whose audio path hangs, is ended first. Nothing is lost by that: a confirmed number is
in the journal.
"""

from __future__ import annotations

import logging
import subprocess
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from desktop.kiosk.process.fixed_file import read_fixed
from desktop.kiosk.process.heartbeat import (
    BEAT_SECONDS,
    LEAVE_CODE,
    RESTART_CODE,
    KioskProcess,
    ProcessName,
    beat_path,
)
from desktop.kiosk.process.self_test import SelfTest

log = logging.getLogger(__name__)

POLL_SECONDS = 0.05
HUNG_SECONDS = 4.0
"""A heart that has not beaten for so long has stopped."""

START_SECONDS = 90.0
"""The first beat may take so long: a cold disk."""

BACK_OFF = (0.0, 0.2, 1.0, 2.0, 4.0, 8.0, 15.0, 30.0)
"""Seconds before each new start in a row; the last one for ever."""

WELL_SECONDS = 15.0
"""After so long a part counts as well again, and the pauses begin anew: what is broken for good
breaks while it starts, and whoever kills it now and then shall not make the kiosk wait."""

END_SECONDS = 3.0


@dataclass(slots=True)
class Child:
    """A part, as its supervisor sees it.

    Attributes
    ----------
    name : str
    command : sequence of str
    state : Path
    """

    name: ProcessName
    command: Sequence[str]
    state: Path
    process: subprocess.Popen[bytes] | None = None
    restarts: int = 0
    last_end: str = ""
    _failures: int = 0
    _due: float = 0.0
    _started: float = 0.0
    _count: int = -1
    _beaten: float = 0.0
    told: dict[str, Any] = field(default_factory=dict)

    def watch(self, now: float) -> int | None:
        """Start it where it is due, end it where it hangs; its exit code where it has ended."""
        if self.process is None:
            if now >= self._due:
                self._start(now)
            return None
        code = self.process.poll()
        if code is not None:
            self._ended(now, code)
            return code
        self._listen(now)
        return None

    def kill(self, why: str) -> None:
        """End it; `watch` starts it again."""
        if self.process is not None and self.process.poll() is None:
            log.warning("%s: %s: is started again", self.name, why)
            self.last_end = why
            self.process.kill()

    def stop(self) -> None:
        """End it for good: its stdin ends, which it leaves for, and where it does not, by force."""
        if self.process is None:
            return
        assert self.process.stdin is not None
        self.process.stdin.close()
        try:
            self.process.wait(END_SECONDS)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()

    def _start(self, now: float) -> None:
        self._started = self._beaten = now
        self._count = -1
        self.told = {}
        try:
            self.process = subprocess.Popen(self.command, stdin=subprocess.PIPE)
        except OSError as error:  # no memory, no process to be had
            self.last_end = f"cannot be started ({error.strerror})"
            self._postpone(now)

    def _ended(self, now: float, code: int) -> None:
        assert self.process is not None
        assert self.process.stdin is not None
        self.process.stdin.close()
        self.process = None
        self.restarts += 1
        if code not in (LEAVE_CODE, RESTART_CODE):
            self.last_end = self.last_end or f"exit code {code}"
            log.warning("%s has ended: %s", self.name, self.last_end)
        self._postpone(now)
        self.last_end = ""

    def _postpone(self, now: float) -> None:
        if now - self._started >= WELL_SECONDS:
            self._failures = 0
        self._due = now + BACK_OFF[min(self._failures, len(BACK_OFF) - 1)]
        self._failures += 1

    def _listen(self, now: float) -> None:
        assert self.process is not None
        told = read_fixed(beat_path(self.state, self.name))
        is_new = told.get("pid") == self.process.pid and told.get("count") != self._count
        if is_new:
            self._count, self._beaten, self.told = told["count"], now, told
            if told.get("is_stuck"):
                self.kill("the audio path hangs")
        elif now - self._beaten > (HUNG_SECONDS if self._count >= 0 else START_SECONDS):
            self.kill("hangs")


class Supervisor:
    """Keeps the parts running until it is told to stop.

    Parameters
    ----------
    state : Path
        The kiosk's folder.
    commands : dict
        What starts each part: name -> program and arguments.
    self_test : SelfTest

    Raises
    ------
    AlreadyRunningError
    OSError
        Where the folder cannot be written to.
    """

    def __init__(
        self, state: Path, commands: dict[ProcessName, Sequence[str]], self_test: SelfTest
    ) -> None:
        self._part = KioskProcess(state, "supervisor", timeout=2.0)
        self._self_test = self_test
        self._beat_due = 0.0
        self.children = [Child(name, command, state) for name, command in commands.items()]

    def run(self, should_stop: Callable[[], bool]) -> None:
        """Watch until the staff leaves the kiosk or `should_stop` says so."""
        try:
            while not should_stop():
                if self._watch(time.monotonic()):
                    return
                time.sleep(POLL_SECONDS)
        finally:
            for child in self.children:
                child.stop()
            self._self_test.stop()

    def _watch(self, now: float) -> bool:
        """One round; True where the staff has left the kiosk."""
        for child in self.children:
            if child.watch(now) == LEAVE_CODE:
                return True
        window = next((child.told for child in self.children if child.name == "window"), {})
        self._self_test.watch(is_quiet=bool(window.get("is_quiet")))
        if now >= self._beat_due:
            self._beat_due = now + BEAT_SECONDS
            self._beat()
        return False

    def _beat(self) -> None:
        self._part.beat(
            restarts={child.name: child.restarts for child in self.children},
            self_test=self._self_test.told(),
        )
