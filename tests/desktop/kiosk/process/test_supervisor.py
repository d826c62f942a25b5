"""What the supervisor logs when a process ends."""

from __future__ import annotations

import signal
import sys
import time
from pathlib import Path

import pytest

from desktop.kiosk.process.heartbeat import QUIT_CODE, RESTART_CODE
from desktop.kiosk.process.supervisor import START_SECONDS, Child

posix = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no signals")


@posix
@pytest.mark.parametrize(
    ("end", "level", "message"),
    [
        # systemd sends this signal to all processes when it stops the kiosk.
        (
            f"import os; os.kill(os.getpid(), {int(signal.SIGTERM)})",
            "INFO",
            "the courier was stopped",
        ),
        ("raise SystemExit(3)", "WARNING", "the courier has exited: exit code 3"),
        (f"raise SystemExit({QUIT_CODE})", "INFO", "staff have exited the kiosk"),
        (f"raise SystemExit({RESTART_CODE})", "INFO", "staff have restarted the kiosk"),
    ],
)
def test_only_an_unexpected_end_is_a_warning(tmp_path: Path, caplog, end, level, message):
    caplog.set_level("INFO")
    child = Child("courier", [sys.executable, "-c", end], tmp_path)
    now = time.monotonic()
    assert child.poll(now) is None
    assert child.process is not None
    child.process.wait(60)
    assert child.poll(now) is not None
    records = [(record.levelname, record.getMessage()) for record in caplog.records]
    assert records == [(level, message)]


def test_each_kill_is_one_line(tmp_path: Path, caplog, monkeypatch):
    child = Child("courier", [sys.executable, "-c", "import sys; sys.stdin.read()"], tmp_path)
    now = time.monotonic()
    for count in (1, 2):
        child.poll(now)
        process = child.process
        assert process is not None
        try:
            with monkeypatch.context() as killed:
                killed.setattr(process, "kill", lambda: None)  # it takes a while to go
                for poll in range(4):
                    child.poll(now + START_SECONDS + 1 + poll)
        finally:
            process.kill()
            process.wait()
        assert child.poll(now) is not None
        restarts = [line for line in caplog.messages if line.startswith("restarting")]
        assert restarts == ["restarting the courier: no heartbeat"] * count
        now += 100.0  # the next start is due
