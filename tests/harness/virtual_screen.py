"""A screen for real windows, where the machine has none."""

from __future__ import annotations

import contextlib
import os
import shutil
import subprocess
from collections.abc import Iterator


@contextlib.contextmanager
def display() -> Iterator[dict[str, str]]:
    """A screen: an X server of our own where Xvfb is installed, else Qt's "offscreen".

    Yields
    ------
    dict
        Variables for a program that is to use it.
    """
    xvfb = shutil.which("Xvfb")
    if xvfb is None:
        yield {"QT_QPA_PLATFORM": "offscreen"}
        return
    reading, writing = os.pipe()
    # Without a reset: else the server throws out everybody when one program that was alone leaves,
    # such as accessibility's launcher, and with it whoever comes at that moment.
    options = ["-screen", "0", "1920x1080x24", "-nolisten", "tcp", "-noreset"]
    command = [xvfb, "-displayfd", str(writing), *options]
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
