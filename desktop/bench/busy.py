"""Keep one core busy with a process in an endless loop, during measurements."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

# It ends with its parent, even if that is killed.
_LOOP = """
import os
parent = os.getppid()
while os.getppid() == parent:
    for _ in range(1_000_000):
        pass
"""


@contextmanager
def busy_core(is_wanted: bool = True) -> Iterator[None]:
    """Keep one core busy inside the context, if `is_wanted`.

    Raises
    ------
    RuntimeError
        At the end of the context, if the loop did not run until then: the measurement is invalid.
    """
    if not is_wanted:
        yield
        return
    loop = subprocess.Popen([sys.executable, "-c", _LOOP], stderr=subprocess.DEVNULL)
    try:
        yield
        if loop.poll() is not None:
            raise RuntimeError("the busy loop did not run: it needs a Python interpreter")
    finally:
        loop.kill()
        loop.wait()
