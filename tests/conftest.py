"""What all tests share."""

from __future__ import annotations

import signal

# Jobs that a shell starts in the background ignore Ctrl-C, and so would every program a test starts
# and then interrupts.
signal.signal(signal.SIGINT, signal.default_int_handler)
