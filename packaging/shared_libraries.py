"""Finds the shared libraries that Linux programs need, from their ELF headers."""

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
class Needs:
    """Libraries and symbol versions that a file needs.

    Attributes
    ----------
    libraries : set of str
        Names such as ``libasound.so.2``.
    versions : set of (str, str)
        Library and required symbol version, such as ``GLIBC_2.35``.
    """

    libraries: set[str]
    versions: set[tuple[str, str]]


def is_elf(path: Path) -> bool:
    """Whether a file is a Linux program or shared library."""
    with path.open("rb") as file:
        return file.read(4) == ELF


def needed(paths: Iterable[str]) -> dict[str, Needs]:
    """Libraries and symbol versions that each file needs."""
    # objdump fails if one file is not an ELF file, but reads the others.
    done = subprocess.run(
        ["objdump", "-p", *paths], capture_output=True, text=True, errors="replace", check=False
    )
    parts = _HEADING.split(done.stdout)
    return {
        path: Needs(
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
    """Candidates that no remaining file needs.

    Parameters
    ----------
    files : mapping of str to str
        Destination -> source of all programs and libraries.
    candidates : iterable of str
        Keys of `files` that are included only because another library needs them.
    """
    needs = needed(files.values())
    remaining, unsure = dict(files), set(candidates)
    while True:
        used = {name for s in remaining.values() if s in needs for name in needs[s].libraries}
        unused = {path for path in unsure if path in remaining and Path(path).name not in used}
        if not unused:
            return unsure - remaining.keys()
        for path in unused:
            del remaining[path]
