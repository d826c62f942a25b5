"""Keeps the screen on, as far as a program can. See docs/kiosk.md for the rest."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys

_CONTINUOUS, _DISPLAY, _SYSTEM = 0x80000000, 0x2, 0x1  # winbase.h: ES_...


def keep_awake() -> None:
    """Ask the system to keep the screen on; do nothing if this is not possible."""
    if sys.platform == "win32":
        import ctypes

        ctypes.windll.kernel32.SetThreadExecutionState(_CONTINUOUS | _DISPLAY | _SYSTEM)
    elif sys.platform == "darwin":
        _start("caffeinate", "-d", "-w", str(os.getpid()))
    elif os.environ.get("DISPLAY"):
        _start("xset", "s", "off", "s", "noblank", "-dpms")


def _start(program: str, *arguments: str) -> None:
    path = shutil.which(program)
    if path is not None:
        subprocess.Popen(
            [path, *arguments],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
