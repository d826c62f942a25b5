"""A private display for windows."""

from __future__ import annotations

import contextlib
import os
import shutil
import subprocess
from collections.abc import Iterator


@contextlib.contextmanager
def display() -> Iterator[dict[str, str]]:
    """A private X server if Xvfb is installed, else Qt's "offscreen" platform.

    The server chooses a free display number. Where ``setpriv`` exists, the server ends with the
    process that started it, even if that is killed.

    Yields
    ------
    dict
        Variables for programs that are to use it.
    """
    xvfb = shutil.which("Xvfb")
    if xvfb is None:
        yield {"QT_QPA_PLATFORM": "offscreen"}
        return
    reading, writing = os.pipe()
    # Without -noreset, the server resets when its only client exits, for example the launcher of
    # the accessibility bus, and drops a program that connects at that moment.
    options = ["-screen", "0", "1920x1080x24", "-nolisten", "tcp", "-noreset"]
    end_with_us = ["setpriv", "--pdeathsig", "KILL"] if shutil.which("setpriv") else []
    command = [*end_with_us, xvfb, "-displayfd", str(writing), *options]
    server = subprocess.Popen(command, pass_fds=[writing], stderr=subprocess.DEVNULL)
    os.close(writing)
    try:
        with os.fdopen(reading) as pipe:
            number = pipe.readline().strip()
        if not number:
            raise RuntimeError(f"Xvfb did not start (exit code {server.wait()})")
        yield {"QT_QPA_PLATFORM": "xcb", "DISPLAY": f":{number}"}
    finally:
        server.terminate()
        server.wait()
