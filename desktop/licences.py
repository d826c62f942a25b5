"""Find the licences of the third-party software in the package."""

from __future__ import annotations

import sys
from pathlib import Path

PAGE = "THIRD_PARTY.txt"


def licences_page() -> Path | None:
    """The file in the package; None if the program runs from its source."""
    if getattr(sys, "_MEIPASS", None) is None:
        return None
    program = Path(sys.executable).resolve().parent
    # In a macOS .app, the program is in Contents/MacOS and data files are in Contents/Resources.
    for folder in (program, program.parent / "Resources"):
        if (folder / PAGE).is_file():
            return folder / PAGE
    return None
