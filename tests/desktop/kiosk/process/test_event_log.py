"""What the kiosk logs, and where."""

from __future__ import annotations

import datetime as dt
import logging
import os
import subprocess
import sys

from desktop.kiosk.process.event_log import log_events
from desktop.log import log_path

SCRIPT = """
import logging
from desktop.kiosk.process.event_log import log_events
from desktop.log import start_logging

start_logging()
log_events()
log_events()
logging.getLogger("desktop.kiosk.x").info("works again")
logging.getLogger("desktop.audio").info("not for administrators")
logging.getLogger("desktop.audio").warning("lost")
"""


def test_events_are_in_the_log_and_on_stderr_once_with_the_offset_of_the_time(
    tmp_path, monkeypatch
):
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    environment = {**os.environ, "TZ": "UTC-5:30"}
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT],
        env=environment,
        stderr=subprocess.PIPE,
        check=True,
        text=True,
    )
    assert done.stderr.splitlines() == [
        "INFO desktop.kiosk.x: works again",
        "WARNING desktop.audio: lost",
    ]
    first, second = log_path().read_text().splitlines()
    assert first.endswith(" INFO desktop.kiosk.x: works again")
    assert second.endswith(" WARNING desktop.audio: lost")
    at = dt.datetime.fromisoformat(first.split(" INFO")[0])
    assert at.utcoffset() == dt.timedelta(hours=5, minutes=30)


def test_without_stderr_there_is_no_error(monkeypatch):
    monkeypatch.setattr(sys, "stderr", None)
    before = logging.getLogger().handlers[:]
    log_events()
    assert logging.getLogger().handlers == before
