"""The kiosk's own user."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from desktop.kiosk.setup.commands import prefixed, run
from desktop.kiosk.setup.paths import USER, Paths

GROUPS = ("audio", "video", "render", "input")
"""The microphone; the screen, and seatd's socket; the graphics card; the keyboard. Those that the
system does not have are left out."""


def _entries(paths: Paths, name: str) -> Iterator[list[str]]:
    try:
        lines = (paths.root / "etc" / name).read_text(encoding="utf-8").splitlines()
    except FileNotFoundError:
        return
    for line in lines:
        yield line.split(":")


def ids(paths: Paths) -> tuple[int, int] | None:
    """User and group ID of the kiosk's user; None if there is no such user."""
    for fields in _entries(paths, "passwd"):
        if fields[0] == USER:
            return int(fields[2]), int(fields[3])
    return None


def missing_groups(paths: Paths) -> list[str]:
    """The groups of the system that the user is not in yet."""
    members = {f[0]: f[3].split(",") for f in _entries(paths, "group") if len(f) > 3}
    return [group for group in GROUPS if group in members and USER not in members[group]]


def create(paths: Paths) -> str:
    """Create the user and add it to the groups; what was changed, or nothing."""
    changes: list[str] = []
    if ids(paths) is None:
        options = ["--system", "--user-group", "--home-dir", "/var/lib/spoken-digits"]
        options += ["--no-create-home", "--shell", "/usr/sbin/nologin"]
        run(*prefixed(paths, "useradd", *options, USER))
        changes.append("created")
    if groups := missing_groups(paths):
        run(*prefixed(paths, "usermod", "--append", "--groups", ",".join(groups), USER))
        changes.append(f"added to {', '.join(groups)}")
    return ", ".join(changes)


def delete(paths: Paths) -> bool:
    """Delete the user and its group; False if there is none."""
    if ids(paths) is None:
        return False
    run(*prefixed(paths, "userdel", USER))
    if any(fields[0] == USER for fields in _entries(paths, "group")):
        # Whether userdel deletes the user's group depends on the system's settings.
        run(*prefixed(paths, "groupdel", USER))
    return True


def own(paths: Paths, folder: Path) -> None:
    """Give a folder and all in it to the user, and make it unreadable for others."""
    owner = ids(paths)
    assert owner is not None
    _give(folder, owner)


def give_to_root(folder: Path) -> None:
    """Give a folder and all in it to root, before the user is deleted.

    Otherwise the next user that the system creates may get the free user ID, and with it the files.
    """
    _give(folder, (0, 0))


def _give(folder: Path, owner: tuple[int, int]) -> None:
    for parent, folders, files in os.walk(folder):
        for name in (*folders, *files):
            os.chown(Path(parent) / name, *owner, follow_symlinks=False)
    os.chown(folder, *owner)
    folder.chmod(0o700)
