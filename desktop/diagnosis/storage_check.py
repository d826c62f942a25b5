"""Check whether settings, profiles and the log can be stored, for ``spoken-digits doctor``."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

from desktop.diagnosis.finding import Finding
from desktop.folders import NoHomeError, config_folder, data_folder, log_folder

LEAST_FREE_BYTES = 10_000_000

FOLDERS: tuple[tuple[str, Callable[[], Path]], ...] = (
    ("settings", config_folder),
    ("profiles", data_folder),
    ("log", log_folder),
)
"""What is stored, and where."""


def check_storage() -> list[Finding]:
    """Return a finding for each folder that cannot be used, or one that there is no problem."""
    problems: list[Finding] = []
    for what, folder in FOLDERS:
        try:
            finding = check_folder(what, folder())
        except NoHomeError:
            text = "there is no home folder: settings, profiles and the log cannot be stored"
            return [Finding("home", "warning", text, "Set HOME to a folder that you can write to.")]
        if finding is not None:
            problems.append(finding)
    return problems or [Finding("home", "well", "settings, profiles and the log can be stored")]


def check_folder(what: str, folder: Path) -> Finding | None:
    """Return a finding if nothing can be stored in a folder, which need not exist."""
    candidates = (folder, *folder.parents)
    existing = next(path for path in candidates if os.path.lexists(path))
    if not existing.is_dir():
        text = f"{existing} is a file: the {what} cannot be stored in {folder}"
        return Finding(what, "warning", text, "Rename it.")
    if not os.access(existing, os.W_OK | os.X_OK):
        text = f"{existing} cannot be written to: the {what} cannot be stored"
        advice = f"Change its permissions (chmod u+rwx {existing}) or its owner."
        return Finding(what, "warning", text, advice)
    if shutil.disk_usage(existing).free < LEAST_FREE_BYTES:
        text = f"the disk of {existing} is full: the {what} cannot be stored"
        return Finding(what, "warning", text, "Delete files that are not needed.")
    return None
