"""A small file of fixed size that is overwritten in place, so that it also works on a full disk.

Heartbeats and the number of wrong PINs are stored in such files.
"""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

FILE_BYTES = 4096


class FixedFile:
    """Holds one JSON object.

    Parameters
    ----------
    path : Path
        Created with mode 0600 if it is missing.

    Raises
    ------
    OSError
        The file cannot be created or opened.
    """

    def __init__(self, path: Path) -> None:
        flags = os.O_RDWR | os.O_CREAT | getattr(os, "O_BINARY", 0)
        self._file = os.open(path, flags, 0o600)
        if os.fstat(self._file).st_size < FILE_BYTES:
            self._put(b"{}")

    def write(self, values: dict[str, Any], *, sync: bool = False) -> None:
        """Replace the content. With `sync`, it is on the disk when this returns."""
        self._put(json.dumps(values).encode())
        if sync:
            os.fsync(self._file)

    def close(self) -> None:
        """Close the file."""
        os.close(self._file)

    def _put(self, content: bytes) -> None:
        if len(content) > FILE_BYTES:
            raise ValueError("the content is larger than the file")
        os.lseek(self._file, 0, os.SEEK_SET)
        os.write(self._file, content.ljust(FILE_BYTES))


def read_fixed(path: Path) -> dict[str, Any]:
    """The content; empty if there is no file or it is being written."""
    try:
        values: Any = json.loads(path.read_bytes())
    except (OSError, ValueError):
        return {}
    return values if isinstance(values, dict) else {}
