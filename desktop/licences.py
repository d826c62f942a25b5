"""Where the licences of what the program is built from are to be read."""

from __future__ import annotations

import sys
from pathlib import Path

PAGE = "THIRD_PARTY.txt"


def licences_page() -> Path | None:
    """The page that comes with the packaged program; None where it runs from its source."""
    if getattr(sys, "_MEIPASS", None) is None:
        return None
    program = Path(sys.executable).resolve().parent
    # In a macOS .app the program lies in Contents/MacOS, and what is no program in Resources.
    for folder in (program, program.parent / "Resources"):
        if (folder / PAGE).is_file():
            return folder / PAGE
    return None
