"""Something else for a core to do while times are measured: one process in a loop without end."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

# It ends with whoever started it, even where that was killed.
_LOOP = """
import os
parent = os.getppid()
while os.getppid() == parent:
    for _ in range(1_000_000):
        pass
"""


@contextmanager
def busy_core(is_wanted: bool = True) -> Iterator[None]:
    """Keep one core busy meanwhile, with exactly one process; or do nothing.

    Raises
    ------
    RuntimeError
        At the end, where the loop had ended before: what was measured beside it means nothing.
    """
    if not is_wanted:
        yield
        return
    loop = subprocess.Popen([sys.executable, "-c", _LOOP], stderr=subprocess.DEVNULL)
    try:
        yield
        if loop.poll() is not None:
            raise RuntimeError("the busy loop did not run: this needs a Python of its own")
    finally:
        loop.kill()
        loop.wait()
