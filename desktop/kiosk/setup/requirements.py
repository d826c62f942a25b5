"""What must be there before a kiosk is set up."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

from desktop.kiosk.setup.commands import FOLDERS, SetupError, systemctl
from desktop.kiosk.setup.paths import Paths

PACKAGES = {"cage": "cage", "Xwayland": "xwayland", "seatd": "seatd"}
"""Program -> its package in Debian and Ubuntu. cage does not start without Xwayland, although its
package only recommends it."""

OPTIONAL_PACKAGES = {"aplay": "alsa-utils"}
"""The same for programs without which the kiosk works, but makes no sound."""

HIDDEN = ("/home/", "/root/", "/tmp/", "/var/tmp/", "/run/user/")  # noqa: S108 - names, not files
"""The unit hides these folders from the kiosk."""


def check_system(platform: str = sys.platform) -> None:
    """Raise `SetupError` unless this is Linux with systemd, and the user is root."""
    if not platform.startswith("linux"):
        raise SetupError("setup is for Linux; see docs/kiosk.md for this system")
    if os.geteuid() != 0:
        raise SetupError("setup changes the system: run it as root (sudo)")
    if shutil.which("systemctl", path=FOLDERS) is None:
        raise SetupError("setup needs systemd; see docs/kiosk.md for the steps by hand")


def check_packages(paths: Paths) -> None:
    """Raise `SetupError` with the command that installs what is missing."""
    missing = _missing(paths, PACKAGES)
    if missing:
        packages = [*missing.values(), *_missing(paths, OPTIONAL_PACKAGES).values()]
        raise SetupError(
            f"not installed: {', '.join(missing)}; run: apt-get install {' '.join(packages)}"
        )


def missing_sound(paths: Paths) -> str:
    """The package without which the kiosk makes no sound; empty if it is installed."""
    return " ".join(_missing(paths, OPTIONAL_PACKAGES).values())


def _missing(paths: Paths, packages: dict[str, str]) -> dict[str, str]:
    folders = os.pathsep.join(str(paths.root / f.lstrip("/")) for f in FOLDERS.split(":"))
    return {name: package for name, package in packages.items() if not _which(name, folders)}


def _which(name: str, folders: str) -> bool:
    return shutil.which(name, path=folders) is not None


def display_manager(paths: Paths) -> str:
    """The display manager that starts at boot; empty if there is none."""
    link = paths.root / "etc/systemd/system/display-manager.service"
    if not link.is_symlink() or systemctl(paths, "get-default") != "graphical.target":
        return ""
    return link.readlink().name


def program_for_unit() -> Path:
    """The program that is running, for the unit; raises `SetupError` if the kiosk cannot use it."""
    is_frozen = getattr(sys, "frozen", False)
    program = Path(sys.executable if is_frozen else sys.argv[0]).resolve()
    if str(program).startswith(HIDDEN):
        raise SetupError(f"{program}: the kiosk's user cannot use this folder; install the package")
    return program
