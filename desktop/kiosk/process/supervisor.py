"""The supervisor process: starts the window and the courier, and restarts them.

A process that exits is restarted immediately the first time, then with increasing pauses. A
process without a heartbeat, or whose audio capture hangs, is killed first. Confirmed numbers are
not lost: they are in the journal.
"""

from __future__ import annotations

import logging
import signal
import subprocess
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from desktop.back_off import BackOff
from desktop.kiosk.process.event_log import STARTED, log_events
from desktop.kiosk.process.fixed_file import read_fixed
from desktop.kiosk.process.heartbeat import (
    HEARTBEAT_SECONDS,
    QUIT_CODE,
    RESTART_CODE,
    KioskProcess,
    ProcessName,
    heartbeat_path,
)
from desktop.kiosk.process.self_test import SelfTest
from desktop.kiosk.process.service_manager import ServiceManager

log = logging.getLogger(__name__)

POLL_SECONDS = 0.05
HANG_SECONDS = 4.0
"""A process without a new heartbeat for this long hangs."""

START_SECONDS = 90.0
"""The first heartbeat may take this long, for example from a slow disk."""

PAUSES = (0.0, 0.2, 1.0, 2.0, 4.0, 8.0, 15.0, 30.0)
"""Seconds before each restart in a row; the last one repeats."""

STABLE_SECONDS = 15.0
"""After this time without a failure, the pauses start again with the first one. A permanent fault
appears during the start; a process that is killed from time to time must restart quickly."""

STOP_SECONDS = 3.0

WINDOW_SECONDS = 150.0
"""If there is no window for this long, the supervisor cannot help: perhaps the compositor hangs. It
then tells the service manager no longer that the kiosk works, and everything is started again. More
than `START_SECONDS` and the longest of `PAUSES`."""


@dataclass(slots=True)
class Child:
    """A process and its restarts.

    Attributes
    ----------
    name : str
    command : sequence of str
    state : Path
    heartbeat : dict
        The values of the last heartbeat of the running process.
    """

    name: ProcessName
    command: Sequence[str]
    state: Path
    process: subprocess.Popen[bytes] | None = None
    restarts: int = 0
    reason: str = ""
    heartbeat: dict[str, Any] = field(default_factory=dict)
    _back_off: BackOff = field(default_factory=lambda: BackOff(PAUSES))
    _start_at: float = 0.0
    _started: float = 0.0
    _count: int = -1
    _last_beat: float = 0.0
    _is_killed: bool = False

    def poll(self, now: float) -> int | None:
        """Start the process if it is due, kill it if it hangs; its exit code if it has exited."""
        if self.process is None:
            if now >= self._start_at:
                self._start(now)
            return None
        code = self.process.poll()
        if code is not None:
            self._handle_exit(now, code)
            return code
        self._check_heartbeat(now)
        return None

    def kill(self, reason: str) -> None:
        """Kill the process; `poll` starts it again. Does nothing if it has been killed already."""
        # It may take a while until a killed process has gone.
        if self.process is not None and self.process.poll() is None and not self._is_killed:
            self._is_killed = True
            log.warning("restarting the %s: %s", self.name, reason)
            self.reason = reason
            self.process.kill()

    def stop(self) -> None:
        """Stop the process for good: close its stdin, and kill it if it does not exit."""
        if self.process is None:
            return
        assert self.process.stdin is not None
        self.process.stdin.close()
        try:
            self.process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()

    def _start(self, now: float) -> None:
        self._started = self._last_beat = now
        self._count = -1
        self._is_killed = False
        self.heartbeat = {}
        try:
            self.process = subprocess.Popen(self.command, stdin=subprocess.PIPE)
        except OSError as error:  # for example, no memory
            self.reason = f"cannot be started ({error.strerror})"
            self._schedule_start(now)

    def _handle_exit(self, now: float, code: int) -> None:
        assert self.process is not None
        assert self.process.stdin is not None
        self.process.stdin.close()
        self.process = None
        self.heartbeat = {}
        self.restarts += 1
        self._log_exit(code)
        self._schedule_start(now)
        self.reason = ""

    def _log_exit(self, code: int) -> None:
        if code in (QUIT_CODE, RESTART_CODE):
            log.info("staff have %s the kiosk", "exited" if code == QUIT_CODE else "restarted")
        elif code == -signal.SIGTERM:
            # When systemd stops the kiosk, it sends this signal to all its processes.
            log.info("the %s was stopped", self.name)
        else:
            log.warning("the %s has exited: %s", self.name, self.reason or f"exit code {code}")

    def _schedule_start(self, now: float) -> None:
        if now - self._started >= STABLE_SECONDS:
            self._back_off.reset()
        self._start_at = now + self._back_off.next_pause()

    def _check_heartbeat(self, now: float) -> None:
        assert self.process is not None
        values = read_fixed(heartbeat_path(self.state, self.name))
        is_new = values.get("pid") == self.process.pid and values.get("count") != self._count
        if is_new:
            self._count, self._last_beat, self.heartbeat = values["count"], now, values
            if values.get("is_stuck"):
                self.kill("the audio capture hangs")
        elif now - self._last_beat > (HANG_SECONDS if self._count >= 0 else START_SECONDS):
            self.kill("no heartbeat")


class Supervisor:
    """Keeps the other processes running until it is stopped.

    Parameters
    ----------
    state : Path
        The kiosk's state folder.
    commands : dict
        Process name -> program and arguments.
    self_test : SelfTest
    service_manager : ServiceManager

    Raises
    ------
    AlreadyRunningError
    OSError
        The folder is not writable.
    """

    def __init__(
        self,
        state: Path,
        commands: dict[ProcessName, Sequence[str]],
        self_test: SelfTest,
        service_manager: ServiceManager,
    ) -> None:
        self._process = KioskProcess(state, "supervisor", timeout=2.0)
        self._self_test = self_test
        self._service_manager = service_manager
        self._window_seen = time.monotonic()
        self._tests_wanted = (0, 0)
        self._next_beat = 0.0
        self.children = [Child(name, command, state) for name, command in commands.items()]

    def run(self, should_stop: Callable[[], bool]) -> None:
        """Supervise until staff exit the kiosk or `should_stop` returns True."""
        log_events()
        log.info(STARTED)
        try:
            while not should_stop():
                if self._poll(time.monotonic()):
                    return
                time.sleep(POLL_SECONDS)
        finally:
            self._service_manager.stopping()
            for child in self.children:
                child.stop()
            self._self_test.stop()
            log.info("the kiosk stops")

    def _poll(self, now: float) -> bool:
        """One round; True if staff have exited the kiosk."""
        for child in self.children:
            if child.poll(now) == QUIT_CODE:
                self._service_manager.exited_by_staff()
                return True
        window = next((child.heartbeat for child in self.children if child.name == "window"), {})
        self._request_test(window)
        self._self_test.poll(is_quiet=bool(window.get("is_quiet")))
        if window:
            self._window_seen = now
            self._service_manager.ready()
        if now >= self._next_beat:
            self._next_beat = now + HEARTBEAT_SECONDS
            self._beat()
            if now - self._window_seen <= WINDOW_SECONDS:
                self._service_manager.works()
        return False

    def _request_test(self, window: dict[str, Any]) -> None:
        """Start the self-test if staff have asked for it since the last heartbeat."""
        wanted = (window.get("pid", 0), window.get("tests_wanted", 0))
        if wanted[1] and wanted != self._tests_wanted:
            self._self_test.request()
        self._tests_wanted = wanted

    def _beat(self) -> None:
        self._process.beat(
            restarts={child.name: child.restarts for child in self.children},
            self_test=self._self_test.result(),
            is_testing=self._self_test.is_running,
        )
