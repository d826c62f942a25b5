"""Replace a file as a whole."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path


def write_atomically(path: Path, data: bytes, *, owner: tuple[int, int] | None = None) -> None:
    """Write a file so that a crash or a power failure leaves the old content or the new, complete.

    The data goes to a temporary file in the same folder, which then replaces `path`. Only the
    user can read the file (mode 0600).

    Parameters
    ----------
    path : Path
        The folder must exist.
    data : bytes
    owner : tuple of int, optional
        User and group ID of the file, for root; ignored on Windows.

    Raises
    ------
    OSError
        The file cannot be written. `path` is unchanged, and no temporary file is left.
    """
    handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        if owner is not None and os.name != "nt":
            os.chown(temporary, *owner)
        temporary.replace(path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
