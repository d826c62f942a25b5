"""Which shared libraries a Linux program needs: read from the files themselves."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

_HEADING = re.compile(r"^(.+):\s+file format ", re.MULTILINE)
_NEEDED = re.compile(r"^\s+NEEDED\s+(\S+)$", re.MULTILINE)

_REQUIRED = re.compile(r"^  required from (\S+):\n((?:    0x.*\n?)+)", re.MULTILINE)

ELF = b"\x7fELF"


@dataclass(frozen=True, slots=True)
class Wants:
    """What a file asks the loader for.

    Attributes
    ----------
    libraries : set of str
        Names such as ``libasound.so.2``.
    versions : set of (str, str)
        Library, and a version of its interface that must be there, such as ``GLIBC_2.35``.
    """

    libraries: set[str]
    versions: set[tuple[str, str]]


def is_elf(path: Path) -> bool:
    """Whether a file is a program or a shared library of Linux."""
    with path.open("rb") as file:
        return file.read(4) == ELF


def needed(paths: Iterable[str]) -> dict[str, Wants]:
    """What each of these files asks the loader for."""
    # objdump fails over a file that is none of its kind, and reads the others all the same.
    done = subprocess.run(
        ["objdump", "-p", *paths], capture_output=True, text=True, errors="replace", check=False
    )
    parts = _HEADING.split(done.stdout)
    return {
        path: Wants(
            set(_NEEDED.findall(text)),
            {
                (library, line.split()[-1])
                for library, lines in _REQUIRED.findall(text)
                for line in lines.splitlines()
            },
        )
        for path, text in zip(parts[1::2], parts[2::2], strict=True)
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
        wanted = {name for s in left.values() if s in asked for name in asked[s].libraries}
        gone = {path for path in doubtful if path in left and Path(path).name not in wanted}
        if not gone:
            return doubtful - left.keys()
        for path in gone:
            del left[path]
