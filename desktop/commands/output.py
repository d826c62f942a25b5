"""Output of the commands: results on stdout, everything else on stderr."""

from __future__ import annotations

import errno
import io
import json
import os
import sys
from collections.abc import Mapping
from contextlib import suppress
from typing import Any, NoReturn

PROGRAM = "spoken-digits"


class OutputError(Exception):
    """The results cannot be written to stdout; the text says why."""


def say(text: str, end: str = "\n") -> None:
    """Print a line on stdout and flush, so that a pipe receives it immediately.

    Raises
    ------
    BrokenPipeError
        The reader of stdout has closed the pipe.
    OutputError
        The disk is full, or stdout is closed.
    """
    try:
        print(text, end=end, flush=True)
    except BrokenPipeError:
        raise
    except (OSError, ValueError) as error:
        abandon_stdout()
        reason = getattr(error, "strerror", None) or str(error)
        raise OutputError(f"the results cannot be written ({reason})") from None


def say_json(record: Mapping[str, Any]) -> None:
    """Print a JSON object as one line on stdout; raises as `say`."""
    say(json.dumps(record, allow_nan=False))


def note(text: str) -> None:
    """Print a message as one line on stderr; if that is full or closed, nowhere."""
    write_note(f"{' '.join(text.splitlines())}\n")


def write_note(text: str) -> None:
    """Write a text on stderr as it is; if that is full or closed, nowhere."""
    if sys.stderr is None:  # print() would take stdout
        return
    try:
        print(text, end="", file=sys.stderr, flush=True)
    except (OSError, ValueError):
        _abandon(sys.stderr)


def complain(text: str) -> None:
    """Print an error message on stderr."""
    note(f"{PROGRAM}: {text}")


def prepare_streams() -> None:
    """Make the three standard streams usable, whatever the program was started with.

    Characters that the terminal cannot show are escaped. A closed descriptor is taken by the null
    device, so that no other file gets its number and receives what a library prints.
    """
    if os.name == "posix":
        while (descriptor := os.open(os.devnull, os.O_RDWR)) <= 2:
            pass
        os.close(descriptor)
        if sys.stdout is None:
            sys.stdout = _ClosedStream()
        if sys.stderr is None:
            sys.stderr = open(os.devnull, "w", encoding="utf-8")  # noqa: PTH123, SIM115
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="backslashreplace")


def abandon_stdout() -> None:
    """Redirect stdout to the null device: flushing it at exit would cause another error."""
    _abandon(sys.stdout)


def _abandon(stream: Any) -> None:
    with suppress(OSError, ValueError, AttributeError):
        null = os.open(os.devnull, os.O_WRONLY)
        os.dup2(null, stream.fileno())
        os.close(null)


class _ClosedStream(io.TextIOBase):
    """Stands for a stdout that was closed before the program started."""

    def write(self, text: str, /) -> NoReturn:
        """Refuse."""
        raise OSError(errno.EBADF, "standard output is closed")
