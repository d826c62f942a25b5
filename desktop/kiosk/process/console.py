"""Text on the console of the kiosk, when there is no window that could show it."""

from __future__ import annotations

import os
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

CONSOLE = Path("/dev/tty1")
"""The unit shows this console before the compositor starts."""

_CLEAR = "\x1b[0m\x1b[2J\x1b[H"


def show_on_console(lines: Sequence[str], console: Path = CONSOLE) -> None:
    """Replace what is on a console; does nothing if there is none."""
    text = _CLEAR + "".join(f"{_printable(line)}\r\n" for line in lines)
    flags = os.O_WRONLY | getattr(os, "O_NOCTTY", 0) | getattr(os, "O_NONBLOCK", 0)
    with suppress(OSError):
        handle = os.open(console, flags)
        try:
            os.write(handle, text.encode("utf-8"))
        finally:
            os.close(handle)


def _printable(line: str) -> str:
    """Without control characters, which a console would obey."""
    return "".join(character if character.isprintable() else "?" for character in line)
