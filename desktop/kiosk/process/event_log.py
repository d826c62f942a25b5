"""What the processes of the kiosk log: events that matter to an administrator, also to stderr."""

from __future__ import annotations

import logging
import sys


def log_events() -> None:
    """Log also good news, such as the end of a problem, and write all to stderr.

    Under systemd, stderr is the journal.
    """
    logging.getLogger("desktop.kiosk").setLevel(logging.INFO)
    root = logging.getLogger()
    is_there = any(handler.get_name() == __name__ for handler in root.handlers)
    if is_there or sys.stderr is None:
        return
    handler = logging.StreamHandler()
    handler.set_name(__name__)
    handler.setFormatter(logging.Formatter("%(levelname)s %(name)s: %(message)s"))
    root.addHandler(handler)
