"""What a valid configuration asks for that cannot work, above all under the unit.

The unit (`spoken-digits-kiosk.service`) lets the kiosk write only below its state folder, hides the
home folders and writes stdout to the journal of systemd.
"""

from __future__ import annotations

import os
import shutil
from contextlib import suppress
from pathlib import Path

from desktop.kiosk.config import Config
from desktop.kiosk.setup.commands import SetupError, systemctl
from desktop.kiosk.setup.paths import UNIT, Paths
from desktop.kiosk.setup.requirements import HIDDEN

WRITABLE = Path("/var/lib/spoken-digits")
"""The unit's ``StateDirectory``."""


def find_limits(config: Config, paths: Paths) -> list[str]:
    """One line for each setting that cannot work; nothing is written or started."""
    found = _about_files(config)
    is_for_unit = config.path.absolute() == paths.config
    if is_for_unit and (paths.packaged_unit.exists() or paths.own_unit.exists()):
        found += _about_unit(config, _writable(paths))
    return [f"{config.path}: {problem}" for problem in found]


def find_limits_of_unit(config: Config, paths: Paths) -> list[str]:
    """What the unit would refuse if it used this configuration; empty if it already does.

    On a computer that is set up as a kiosk, staff check a copy before they put it in place.
    """
    is_for_unit = config.path.absolute() == paths.config
    if is_for_unit or not paths.record.exists():
        return []
    return _about_unit(config, _writable(paths))


def _about_files(config: Config) -> list[str]:
    found: list[str] = []
    sink = config.sink
    with suppress(PermissionError):  # only root and the kiosk's user can tell
        if config.state.exists() and not config.state.is_dir():
            found.append(f"kiosk.state: {config.state} is not a folder")
        if sink.path is not None and sink.path.is_dir():
            found.append(f"sink.path: {sink.path} is a folder; name a file in it")
        elif sink.kind == "file" and sink.path is not None:
            folder = sink.path.parent
            # The kiosk creates the first itself, and systemd the second.
            if folder not in (config.state, WRITABLE) and not folder.is_dir():
                found.append(f"sink.path: the folder {folder} does not exist; create it")
    if sink.kind == "command" and shutil.which(sink.command[0]) is None:
        found.append(
            f"sink.command: {sink.command[0]} does not exist or cannot be run; "
            "install it, and make it executable (chmod 755)"
        )
    return found


def _about_unit(config: Config, writable: list[Path]) -> list[str]:
    found: list[str] = []
    files = [("kiosk.state", config.state)]
    if config.sink.kind == "file" and config.sink.path is not None:
        files.append(("sink.path", config.sink.path))
    for key, path in files:
        plain = Path(os.path.normpath(path))
        if not any(plain.is_relative_to(folder) for folder in writable):
            found.append(
                f"{key}: the unit lets the kiosk write only below {WRITABLE}, not to {plain}; "
                f"for another folder, add ReadWritePaths=FOLDER with systemctl edit {UNIT}"
            )
    if config.sink.kind == "stdout":
        found.append(
            'sink.kind: under the unit, "stdout" writes every number to the journal of systemd, '
            'where others can read it; use "file", "command", "socket" or "pipe"'
        )
    if config.bundle is not None and str(config.bundle).startswith(HIDDEN):
        found.append(
            f"kiosk.bundle: the unit hides the folder of {config.bundle} from the kiosk; "
            "move the model, for example to /opt"
        )
    if config.sink.kind == "command" and config.sink.command[0].startswith(HIDDEN):
        found.append(
            f"sink.command: the unit hides the folder of {config.sink.command[0]} from the kiosk; "
            "move the program, for example to /usr/local/bin"
        )
    return found


def _writable(paths: Paths) -> list[Path]:
    """The folders that the unit, with the changes of staff, lets the kiosk write to."""
    folders = [WRITABLE]
    if paths.is_running:
        with suppress(SetupError):  # systemd does not answer
            words = systemctl(paths, "show", "--value", "--property=ReadWritePaths", UNIT).split()
            folders += [Path(word.lstrip("-+")) for word in words]
    return folders
