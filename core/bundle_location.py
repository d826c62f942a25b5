"""Where the shipped model is; imports nothing heavy, so that ``--version`` is quick."""

from __future__ import annotations

import sys
from pathlib import Path

BUNDLE_FILE = "bundle.json"
"""The file that describes a bundle."""


def default_bundle_directory() -> Path:
    """Folder of the shipped bundle, in a source tree, installed or frozen."""
    frozen = getattr(sys, "_MEIPASS", None)
    root = Path(frozen) if frozen else Path(__file__).resolve().parent.parent
    return root / "models" / "digits"
