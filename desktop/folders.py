"""The folders for settings, profiles, state and the log, below the person's home folder.

A service, a container or a broken login may have no home folder. Then these folders do not exist:
the program runs with its defaults and stores nothing.
"""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Callable
from pathlib import Path

_APP = "spoken-digits"

_XDG_NAMES = (
    "XDG_CONFIG_HOME",
    "XDG_DATA_HOME",
    "XDG_STATE_HOME",
    "XDG_CACHE_HOME",
    "XDG_RUNTIME_DIR",
)


class NoHomeError(OSError):
    """There is no home folder."""

    def __init__(self) -> None:
        super().__init__(errno.ENOENT, "there is no home folder; set HOME to one")


def correct_environment() -> None:
    """Remove paths from the environment that are not absolute; for entry points.

    They would begin at any current folder. Without HOME, the system's own list of users is asked.
    """
    if sys.platform == "win32":
        return
    for name in ("HOME", *_XDG_NAMES):
        if not os.environ.get(name, "/").startswith("/"):
            del os.environ[name]
    if "HOME" not in os.environ:
        import pwd

        try:
            home = pwd.getpwuid(os.getuid()).pw_dir
        except KeyError:
            return
        if home.startswith("/"):
            os.environ["HOME"] = home


def config_folder() -> Path:
    """For settings; it may not exist. Raises `NoHomeError`."""
    # Takes 30 ms to import, so only when it is needed; like below.
    from platformdirs import user_config_path

    return _checked(user_config_path)


def data_folder() -> Path:
    """For profiles; it may not exist. Raises `NoHomeError`."""
    from platformdirs import user_data_path

    return _checked(user_data_path)


def state_folder() -> Path:
    """For what need not survive; it may not exist. Raises `NoHomeError`."""
    from platformdirs import user_state_path

    return _checked(user_state_path)


def log_folder() -> Path:
    """For the log; it may not exist. Raises `NoHomeError`."""
    from platformdirs import user_log_path

    return _checked(user_log_path)


def _checked(find: Callable[..., Path]) -> Path:
    """A folder of platformdirs; without a home folder, that raises or returns one below "~"."""
    try:
        path = find(_APP, appauthor=False)
    except RuntimeError:
        raise NoHomeError from None
    if not path.is_absolute():
        raise NoHomeError
    return path
