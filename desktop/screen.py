"""Check for a screen before Qt does, which would end the process without one."""

from __future__ import annotations

import os
import re
import socket
import sys
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path

X11_SOCKET = "/tmp/.X11-unix/X"  # noqa: S108 - the fixed path of X servers
"""Path of the socket without the number of the display."""


def screen_problem(
    environment: Mapping[str, str] = os.environ, platform: str = sys.platform
) -> str | None:
    """The reason why no window can be opened, or None.

    On Linux, a window needs a Wayland or X11 display that responds, or a Qt platform that needs
    neither (``QT_QPA_PLATFORM=offscreen``).
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
    return f"the screen {display or wayland} does not respond"


def _wayland_socket(name: str, environment: Mapping[str, str]) -> Path:
    return Path(environment.get("XDG_RUNTIME_DIR", "/")) / name


def _x11_answers(display: str) -> bool:
    local = re.fullmatch(r"(?:unix)?:(\d+)(?:\.\d+)?", display)
    if local is None:
        return True  # a display on another machine; left to Qt
    name = X11_SOCKET + local[1]
    for address in (name, f"\0{name}"):  # the second is an abstract socket of Linux
        with closing(socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)) as probe:
            probe.settimeout(1.0)
            if probe.connect_ex(address) == 0:
                return True
    return False
