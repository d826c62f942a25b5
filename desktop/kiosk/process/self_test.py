"""The daily self-test: the built-in recording through the recognizer, in a process of its own."""

from __future__ import annotations

import datetime as dt
import json
import logging
import subprocess
import time
from collections.abc import Callable, Sequence
from pathlib import Path

log = logging.getLogger(__name__)

TRUTH = Path(__file__).resolve().parents[2] / "demo" / "demo.json"

TIMEOUT = 120.0


class SelfTest:
    """Runs when nobody uses the kiosk and the last run is long enough ago.

    Parameters
    ----------
    command : sequence of str
        ``spoken-digits listen --demo --fast --json`` with the kiosk's model.
    hours : float
        Between two runs, and before the first; 0: never.
    clock : callable
        Seconds that never go back.
    """

    def __init__(
        self, command: Sequence[str], hours: float, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._command = command
        self._seconds = 3600.0 * hours
        self._clock = clock
        self._due = clock() + self._seconds
        self._started = 0.0
        self._process: subprocess.Popen[bytes] | None = None
        self._result: dict[str, object] | None = None

    def watch(self, *, is_quiet: bool) -> None:
        """Start or end it, where it is time to."""
        if self._process is not None:
            self._look_after(self._process)
        elif self._seconds and is_quiet and self._clock() >= self._due:
            self._started = self._clock()
            self._due = self._started + self._seconds
            try:
                self._process = subprocess.Popen(
                    self._command,
                    stdin=subprocess.DEVNULL,
                    stdout=subprocess.PIPE,
                    stderr=subprocess.DEVNULL,
                )
            except OSError as error:
                self._note(f"cannot be started ({error.strerror})", passed=False)

    def stop(self) -> None:
        """Break it off."""
        if self._process is not None:
            self._process.kill()
            self._process.communicate()
            self._process = None

    def told(self) -> dict[str, object] | None:
        """The last result: time (ISO 8601), passed, detail; None where there was none yet."""
        return self._result

    def _look_after(self, process: subprocess.Popen[bytes]) -> None:
        # What it prints, some 10 kB, fits the pipe: nobody needs to read meanwhile.
        if process.poll() is None:
            if self._clock() - self._started > TIMEOUT:
                self.stop()
                self._note(f"took longer than {TIMEOUT:.0f} s", passed=False)
            return
        output, _ = process.communicate()
        self._process = None
        if process.returncode != 0:
            self._note(f"exit code {process.returncode}", passed=False)
            return
        heard, spoken = heard_digits(output), spoken_digits()
        self._note(f"heard {heard} of {spoken}", passed=heard == spoken)

    def _note(self, detail: str, *, passed: bool) -> None:
        if not passed:
            log.error("self-test: %s", detail)
        now = dt.datetime.now(dt.UTC).isoformat(timespec="seconds")
        self._result = {"time": now, "passed": passed, "detail": detail}


def spoken_digits() -> str:
    """What is said in the built-in recording."""
    words = json.loads(TRUTH.read_bytes())
    return "".join(str(word["digit"]) for word in words if word["digit"] is not None)


def heard_digits(output: bytes) -> str:
    """The digits in the output of ``listen --json``."""
    records = [json.loads(line) for line in output.splitlines()]
    return "".join(str(record["digit"]) for record in records if record["type"] == "digit")
