"""The self-test: recognizes the built-in recording in a separate process.

It runs at regular intervals while nobody uses the kiosk, and when staff ask for it.
"""

from __future__ import annotations

import datetime as dt
import json
import logging
import subprocess
import time
from collections.abc import Callable, Sequence
from pathlib import Path

log = logging.getLogger(__name__)

EXPECTED = Path(__file__).resolve().parents[2] / "demo" / "demo.json"

TIMEOUT = 120.0


class SelfTest:
    """Runs the test, and keeps its last result.

    Parameters
    ----------
    command : sequence of str
        ``spoken-digits listen --demo --fast --json`` with the kiosk's model.
    hours : float
        Interval, also before the first run; 0: never.
    clock : callable
        Seconds on a monotonic clock.
    """

    def __init__(
        self, command: Sequence[str], hours: float, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._command = command
        self._interval = 3600.0 * hours
        self._clock = clock
        self._due = clock() + self._interval
        self._started = 0.0
        self._is_requested = False
        self._process: subprocess.Popen[bytes] | None = None
        self._result: dict[str, object] | None = None

    def poll(self, *, is_quiet: bool) -> None:
        """Start the test if it is due, or read its result if it has ended."""
        if self._process is not None:
            self._check(self._process)
            return
        is_due = self._interval > 0 and is_quiet and self._clock() >= self._due
        if is_due or self._is_requested:
            self._is_requested = False
            self._start()

    def request(self) -> None:
        """Run the test as soon as possible, also while the kiosk is used."""
        self._is_requested = True

    @property
    def is_running(self) -> bool:
        """Whether the test is running, or will be at the next `poll`."""
        return self._process is not None or self._is_requested

    def _start(self) -> None:
        self._started = self._clock()
        self._due = self._started + self._interval
        try:
            self._process = subprocess.Popen(
                self._command,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
            )
        except OSError as error:
            self._set_result(f"cannot be started ({error.strerror})", passed=False)

    def stop(self) -> None:
        """Stop the running test."""
        if self._process is not None:
            self._process.kill()
            self._process.communicate()
            self._process = None

    def result(self) -> dict[str, object] | None:
        """The last result: time (ISO 8601), passed, detail; None before the first run."""
        return self._result

    def _check(self, process: subprocess.Popen[bytes]) -> None:
        # The output, about 10 kB, fits in the pipe and can be read at the end.
        if process.poll() is None:
            if self._clock() - self._started > TIMEOUT:
                self.stop()
                self._set_result(f"took longer than {TIMEOUT:.0f} s", passed=False)
            return
        output, _ = process.communicate()
        self._process = None
        if process.returncode != 0:
            self._set_result(f"exit code {process.returncode}", passed=False)
            return
        recognized, expected = recognized_digits(output), expected_digits()
        if recognized == expected:
            self._set_result(f"{len(expected)} digits recognized", passed=True)
        else:
            self._set_result(f"recognized {recognized}, expected {expected}", passed=False)

    def _set_result(self, detail: str, *, passed: bool) -> None:
        if not passed:
            log.error("self-test: %s", detail)
        now = dt.datetime.now(dt.UTC).isoformat(timespec="seconds")
        self._result = {"time": now, "passed": passed, "detail": detail}


def expected_digits() -> str:
    """The digits in the built-in recording."""
    words = json.loads(EXPECTED.read_bytes())
    return "".join(str(word["digit"]) for word in words if word["digit"] is not None)


def recognized_digits(output: bytes) -> str:
    """The digits in the output of ``listen --json``."""
    records = [json.loads(line) for line in output.splitlines()]
    return "".join(str(record["digit"]) for record in records if record["type"] == "digit")
