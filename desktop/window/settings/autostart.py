"""Starts the program at login, hidden in the tray."""

from __future__ import annotations

import os
import plistlib
import shlex
import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from desktop.atomic_write import write_atomically

NAME = "spoken-digits"
OPTION = "--hidden"
_RUN_KEY = r"Software\Microsoft\Windows\CurrentVersion\Run"


def command() -> list[str]:
    """Return the program with the option that hides its window."""
    if getattr(sys, "frozen", False):
        return [sys.executable, OPTION]
    installed = shutil.which(NAME) or str(Path(sys.executable).with_name(NAME))
    if Path(installed).exists():
        return [installed, OPTION]
    return [sys.executable, "-m", "desktop.cli", OPTION]


def is_enabled(platform: str = sys.platform) -> bool:
    """Return whether the program starts at login."""
    if platform == "win32":
        return _registry(lambda winreg, key: winreg.QueryValueEx(key, NAME)) == ""
    return _file(platform).exists()


def enable(platform: str = sys.platform) -> str:
    """Start the program at login from now on.

    Returns
    -------
    str
        A line for people if that fails, else empty.
    """
    words = command()
    if platform == "win32":
        import subprocess

        line = subprocess.list2cmdline(words)
        return _registry(lambda winreg, key: winreg.SetValueEx(key, NAME, 0, winreg.REG_SZ, line))
    path = _file(platform)
    if platform == "darwin":
        content = plistlib.dumps({"Label": path.stem, "ProgramArguments": words, "RunAtLoad": True})
    else:
        content = desktop_entry(words).encode()
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        write_atomically(path, content)
    except OSError as error:
        return f"{path} cannot be written ({error.strerror or error})."
    return ""


def disable(platform: str = sys.platform) -> str:
    """Do not start the program at login any more; returns as `enable`."""
    if platform == "win32":
        return _registry(lambda winreg, key: winreg.DeleteValue(key, NAME))
    path = _file(platform)
    try:
        path.unlink(missing_ok=True)
    except OSError as error:
        return f"{path} cannot be removed ({error.strerror or error})."
    return ""


def desktop_entry(words: list[str]) -> str:
    """Return the entry for the folder ``autostart`` (Desktop Application Autostart)."""
    # Quoting as in the Desktop Entry Specification; "%" would begin a field code.
    line = " ".join(shlex.quote(word).replace("'", '"') for word in words).replace("%", "%%")
    return (
        "[Desktop Entry]\n"
        "Type=Application\n"
        "Name=Spoken Digits\n"
        f"Exec={line}\n"
        f"Icon={NAME}\n"
        "Terminal=false\n"
        "X-GNOME-Autostart-enabled=true\n"
    )


def _file(platform: str) -> Path:
    if platform == "darwin":
        return Path.home() / "Library" / "LaunchAgents" / "org.spoken_digits.login.plist"
    folder = os.environ.get("XDG_CONFIG_HOME") or str(Path.home() / ".config")
    return Path(folder) / "autostart" / f"{NAME}.desktop"


def _registry(action: Callable[[Any, Any], object]) -> str:
    """Do something with the key for programs that start at login; returns as `enable`."""
    import winreg

    try:
        access = winreg.KEY_READ | winreg.KEY_WRITE  # pyright: ignore[reportAttributeAccessIssue]
        current_user = winreg.HKEY_CURRENT_USER  # pyright: ignore[reportAttributeAccessIssue]
        open_key = winreg.OpenKey  # pyright: ignore[reportAttributeAccessIssue]
        with open_key(current_user, _RUN_KEY, 0, access) as key:
            action(winreg, key)
    except OSError as error:
        return f"The registry refuses: {error.strerror or error}."
    return ""
