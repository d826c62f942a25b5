"""Empty files in place of recordings."""

from __future__ import annotations

from pathlib import Path


def touch(root: Path, *names: str) -> None:
    """Create empty files, and the folders that they are in."""
    for name in names:
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()
