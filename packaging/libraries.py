"""Which shared libraries a Linux program needs: read from the files themselves."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterable, Mapping
from pathlib import Path

_HEADING = re.compile(r"^(.+):\s+file format ", re.MULTILINE)
_NEEDED = re.compile(r"^\s+NEEDED\s+(\S+)$", re.MULTILINE)

ELF = b"\x7fELF"


def is_elf(path: Path) -> bool:
    """Whether a file is a program or a shared library of Linux."""
    with path.open("rb") as file:
        return file.read(4) == ELF


def needed(paths: Iterable[str]) -> dict[str, set[str]]:
    """The names (``libasound.so.2``) of the libraries that each file asks the loader for."""
    # objdump fails over a file that is none of its kind, and reads the others all the same.
    done = subprocess.run(
        ["objdump", "-p", *paths], capture_output=True, text=True, errors="replace", check=False
    )
    parts = _HEADING.split(done.stdout)
    return {
        path: set(_NEEDED.findall(text)) for path, text in zip(parts[1::2], parts[2::2], strict=True)
    }


def orphans(files: Mapping[str, str], candidates: Iterable[str]) -> set[str]:
    """Candidates that nothing of what is left needs any more.

    Parameters
    ----------
    files : mapping of str to str
        Path in the bundle and where it comes from, of all programs and libraries.
    candidates : iterable of str
        Those keys of `files` that are there only because another library asked for them.
    """
    asked = needed(files.values())
    left, doubtful = dict(files), set(candidates)
    while True:
        wanted = {name for source in left.values() for name in asked.get(source, ())}
        gone = {path for path in doubtful if path in left and Path(path).name not in wanted}
        if not gone:
            return doubtful - left.keys()
        for path in gone:
            del left[path]
