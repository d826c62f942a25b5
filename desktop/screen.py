"""Whether there is a screen to open a window on; asked before Qt, which would end the process."""

from __future__ import annotations

import os
import re
import socket
import sys
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path

X11_SOCKET = "/tmp/.X11-unix/X"  # noqa: S108 - where every X server has it
"""Its path begins so, and ends in the display's number."""


def screen_problem(
    environment: Mapping[str, str] = os.environ, platform: str = sys.platform
) -> str | None:
    """Say why no window can be opened, or None where one can.

    On Linux that needs a Wayland or X11 display that answers, or a Qt platform that needs neither
    (``QT_QPA_PLATFORM=offscreen``).
    """
    if not platform.startswith("linux"):
        return None
    qt_platform = environment.get("QT_QPA_PLATFORM", "").split(":")[0]
    if qt_platform and not qt_platform.startswith(("xcb", "wayland")):
        return None
    display, wayland = environment.get("DISPLAY"), environment.get("WAYLAND_DISPLAY")
    if not display and not wayland:
        return "no screen (neither DISPLAY nor WAYLAND_DISPLAY is set)"
    if wayland and _wayland_socket(wayland, environment).exists():
        return None
    if display and _x11_answers(display):
        return None
    return f"the screen {display or wayland} does not answer"


def _wayland_socket(name: str, environment: Mapping[str, str]) -> Path:
    return Path(environment.get("XDG_RUNTIME_DIR", "/")) / name


def _x11_answers(display: str) -> bool:
    local = re.fullmatch(r"(?:unix)?:(\d+)(?:\.\d+)?", display)
    if local is None:
        return True  # a display over the network: Qt will find out
    name = X11_SOCKET + local[1]
    for address in (name, f"\0{name}"):  # Linux's abstract sockets have no file
        with closing(socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)) as probe:
            probe.settimeout(1.0)
            if probe.connect_ex(address) == 0:
                return True
    return False
