"""Check whether Qt can open a window, by starting it in a child process.

Without a usable screen, Qt ends the process that starts it. Looking for the screen's socket would
not be enough: a library of Qt's platform plugin may be missing, or the X server may refuse.
"""

from __future__ import annotations

import ctypes
import os
import re
import signal
import sys
import time
import warnings
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn

PROBE_SECONDS = 10.0
"""A screen that does not respond in this time is not usable."""

LOAD_SECONDS = 120.0
"""Loading Qt, before it looks for the screen, may take this long: the disk may be slow or busy."""

_POLL_SECONDS = 0.002

PACKAGES = {
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libwayland-cursor.so.0": "libwayland-cursor0",
}
"""Libraries that Qt's window needs, and their packages in Debian and Ubuntu."""


@dataclass(frozen=True, slots=True)
class ScreenProblem:
    """Why no window can be opened.

    Attributes
    ----------
    problem : str
        What is wrong, without a full stop.
    advice : str
        What to do about it, as a sentence; may be empty.
    """

    problem: str
    advice: str = ""

    @property
    def message(self) -> str:
        """Both in one line."""
        return f"{self.problem}. {self.advice}" if self.advice else self.problem


class ScreenProbe:
    """Starts Qt in a child process, beside the caller.

    On Windows and macOS, a program that people start always has a screen, and nothing is started.

    Parameters
    ----------
    platform : str
        As ``sys.platform``.
    """

    def __init__(self, platform: str = sys.platform) -> None:
        self._child = 0
        self._reading = -1
        self._problem: ScreenProblem | None = None
        self._problem = without_variables(os.environ, platform)
        if platform.startswith("linux") and self._problem is None:
            self._begin()

    def wait(self) -> ScreenProblem | None:
        """Wait for the result: why no window can be opened, or None."""
        if self._child:
            status = _wait(self._child)
            self._child = 0
            output = os.read(self._reading, 1 << 16) if status != 0 else b""
            os.close(self._reading)
            if status != 0:
                self._problem = explain(output.decode("utf-8", "replace"), status, os.environ)
        return self._problem

    def _begin(self) -> None:
        self._reading, writing = os.pipe()
        os.set_blocking(self._reading, False)
        os.write(writing, b"\n")  # so that there is something to read
        with warnings.catch_warnings():
            # Python warns that a thread may hold a lock; the filter of stderr holds none.
            warnings.simplefilter("ignore", DeprecationWarning)
            self._child = os.fork()
        if self._child == 0:
            _start_qt(writing)
        os.close(writing)


def screen_problem(platform: str = sys.platform) -> ScreenProblem | None:
    """The reason why no window can be opened, or None."""
    return ScreenProbe(platform).wait()


def without_variables(
    environment: Mapping[str, str] = os.environ, platform: str = sys.platform
) -> ScreenProblem | None:
    """The problem if no variable names a screen, which can be told without Qt."""
    if not platform.startswith("linux"):
        return None
    names = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    if any(environment.get(name) for name in names):
        return None
    return ScreenProblem("no screen (neither DISPLAY nor WAYLAND_DISPLAY is set)")


def _start_qt(writing: int) -> NoReturn:
    """Start Qt and end; in the child."""
    try:
        import resource

        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGALRM, signal.SIGABRT):
            signal.signal(number, signal.SIG_DFL)
        null = os.open(os.devnull, os.O_RDWR)
        os.dup2(null, 0)
        os.dup2(null, 1)
        os.dup2(writing, 2)
        from PySide6.QtGui import QGuiApplication

        # Not before: a slow disk is no fault of the screen.
        signal.setitimer(signal.ITIMER_REAL, PROBE_SECONDS)
        if QGuiApplication.instance() is None:  # else the caller has started Qt, which works
            QGuiApplication(["spoken-digits"])
        os._exit(0)
    except BaseException as error:  # noqa: BLE001 - nothing may return into the caller's code
        os.write(writing, f"{type(error).__name__}: {error}\n".encode())
        os._exit(1)


def _wait(child: int) -> int:
    """The status of the child, once it has ended."""
    deadline = time.monotonic() + LOAD_SECONDS + PROBE_SECONDS
    while True:
        ended, status = os.waitpid(child, os.WNOHANG)
        if ended:
            return status
        if time.monotonic() > deadline:
            os.kill(child, signal.SIGKILL)
            return os.waitpid(child, 0)[1]
        time.sleep(_POLL_SECONDS)


def explain(output: str, status: int, environment: Mapping[str, str]) -> ScreenProblem:
    """Explain why Qt did not start.

    Parameters
    ----------
    output : str
        What it printed on stderr.
    status : int
        Of its process, from ``os.waitpid``.
    environment : mapping
        Its environment variables.
    """
    display = environment.get("DISPLAY") or environment.get("WAYLAND_DISPLAY") or ""
    if found := re.search(r'Could not find the Qt platform plugin "([^"]*)"', output):
        known = re.search(r"Available platform plugins are: ([^\n]*?)\.?\n", output)
        advice = f"Unset QT_QPA_PLATFORM, or set it to one of: {known[1] if known else 'xcb'}."
        return ScreenProblem(f"Qt has no platform {found[1]!r}", advice)
    if "uthorization required" in output or "Invalid MIT-MAGIC-COOKIE" in output:
        return ScreenProblem(
            f"the screen {display} refuses the connection",
            "Run the program as the user who is logged in there (see XAUTHORITY and xhost).",
        )
    if "could not connect to display" in output or "Failed to create wl_display" in output:
        return ScreenProblem(
            f"the screen {display} does not respond", "Check DISPLAY and WAYLAND_DISPLAY."
        )
    if "platform plugin" in output and (missing := missing_libraries()):
        return _without_libraries(missing)
    return _by_end(output, status, display)


def _by_end(output: str, status: int, display: str) -> ScreenProblem:
    """Explain how Qt's process ended if its output has nothing known."""
    end = os.WTERMSIG(status) if os.WIFSIGNALED(status) else 0
    if end == signal.SIGALRM:
        return ScreenProblem(f"the screen {display} does not respond", "Restart it.")
    if end == signal.SIGKILL:
        advice = "The computer may be too busy, or have too little memory."
        return ScreenProblem("Qt cannot be loaded", advice)
    lines = [line for line in output.splitlines() if line.strip()]
    return ScreenProblem(f"Qt does not start ({lines[0] if lines else f'status {status}'})")


def _without_libraries(missing: list[str]) -> ScreenProblem:
    packages = [PACKAGES[name] for name in missing if name in PACKAGES]
    noun, pronoun = ("a library is", "it") if len(missing) == 1 else ("libraries are", "them")
    advice = f"Install {pronoun}"
    if packages:
        advice += f" (Debian, Ubuntu: sudo apt install {' '.join(packages)})"
    return ScreenProblem(f"{noun} missing: {', '.join(missing)}", f"{advice}.")


def missing_libraries() -> list[str]:
    """Libraries of Qt's window that cannot be loaded.

    Qt always names xcb-cursor; the dynamic linker knows better.
    """
    names = [name for name in PACKAGES if not _loads(name)]
    return names or _missing_of(_xcb_plugin())


def _loads(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def _missing_of(plugin: Path) -> list[str]:
    """The first library that the linker misses for a plugin."""
    try:
        ctypes.CDLL(str(plugin))
    except OSError as error:
        name, _, _ = str(error).partition(":")
        return [Path(name).name]
    return []


def _xcb_plugin() -> Path:
    import PySide6

    return Path(str(PySide6.__file__)).parent / "Qt" / "plugins" / "platforms" / "libqxcb.so"
