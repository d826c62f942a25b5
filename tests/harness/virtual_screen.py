"""A private display for windows."""

from __future__ import annotations

import contextlib
import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path


@contextlib.contextmanager
def display(size: str = "1920x1080") -> Iterator[dict[str, str]]:
    """A private X server if Xvfb is installed, else Qt's "offscreen" platform.

    It has no window manager, unless a `window_manager` is started.

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
    options = ["-screen", "0", f"{size}x24", "-nolisten", "tcp", "-noreset"]
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


@contextlib.contextmanager
def window_manager(screen: dict[str, str], name: str = "openbox") -> Iterator[None]:
    """A window manager on a display, which adds frames to windows."""
    running = subprocess.Popen(
        [name], env={**os.environ, **screen}, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        yield
    finally:
        running.terminate()
        running.wait()


@contextlib.contextmanager
def refusing_display(folder: Path) -> Iterator[dict[str, str]]:
    """A private X server that refuses this user's programs.

    Parameters
    ----------
    folder : Path
        For its file of keys.
    """
    keys = folder / "keys"
    # One entry of family "local": address, display, name of the protocol, key.
    fields = (b"nobody", b"", b"MIT-MAGIC-COOKIE-1", b"0123456789abcdef")
    entry = b"".join(len(field).to_bytes(2, "big") + field for field in fields)
    keys.write_bytes(b"\x01\x00" + entry)
    reading, writing = os.pipe()
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(writing), "-auth", str(keys), "-nolisten", "tcp"],
        pass_fds=[writing],
        stderr=subprocess.DEVNULL,
    )
    os.close(writing)
    try:
        with os.fdopen(reading) as pipe:
            name = f":{pipe.readline().strip()}"
        yield {"DISPLAY": name, "XAUTHORITY": str(folder / "none")}
    finally:
        server.terminate()
        server.wait()
