"""Where numbers go: each sink takes one record at a time, or says why it cannot.

What a sink has taken may come again, under the same id, where the program was killed before it
could note that. No message ever holds a number.
"""

from __future__ import annotations

import json
import os
import select
import subprocess
import sys
import time
from dataclasses import asdict
from pathlib import Path
from typing import Protocol

from desktop.kiosk.delivery.journal import Record, sync_folder

PIPE_BYTES = 512
"""A write of so many bytes to a pipe goes in whole or not at all (POSIX's least ``PIPE_BUF``)."""

ID_VARIABLE = "SPOKEN_DIGITS_ID"


class SinkError(Exception):
    """The record was not taken; the text is a line for the staff."""


class Sink(Protocol):
    """Takes records."""

    def deliver(self, record: Record) -> None:
        """Return when the record is safe with its consumer; raises `SinkError`."""
        ...


def line_of(record: Record) -> bytes:
    """The record as one line of JSON."""
    return json.dumps(asdict(record), separators=(",", ":")).encode() + b"\n"


def reason(error: OSError) -> str:
    """What the system says."""
    return error.strerror or type(error).__name__


class FileSink:
    """Appends lines to a file.

    Parameters
    ----------
    path : Path
        Made with mode 0600 if it is missing.
    max_bytes : int
        A larger file is put aside as ``NAME-20261231T235959Z.SUFFIX`` and another begun; none is
        ever removed. 0: never.
    """

    def __init__(self, path: Path, max_bytes: int = 0) -> None:
        self._path = path
        self._max_bytes = max_bytes

    def deliver(self, record: Record) -> None:
        """Return when the line is on the disk."""
        try:
            self._rotate()
            self._append(line_of(record))
        except OSError as error:
            raise SinkError(f"{self._path}: {reason(error)}") from None

    def _append(self, line: bytes) -> None:
        is_new = not self._path.exists()
        file = os.open(self._path, os.O_RDWR | os.O_CREAT | getattr(os, "O_BINARY", 0), 0o600)
        with os.fdopen(file, "r+b", buffering=0) as out:
            end = _whole_lines(out.seek(0, os.SEEK_END), file)
            try:
                out.truncate(end)  # half a line was never taken: it comes again
                out.seek(end)
                rest = line
                while rest:
                    rest = rest[out.write(rest) or 0 :]
                os.fsync(file)
            except OSError:
                out.truncate(end)
                raise
        if is_new:
            sync_folder(self._path.parent)

    def _rotate(self) -> None:
        if not self._max_bytes or not self._path.exists():
            return
        if self._path.stat().st_size < self._max_bytes:
            return
        date = time.strftime("%Y%m%dT%H%M%SZ", time.gmtime())
        kept = self._path.with_name(f"{self._path.stem}-{date}{self._path.suffix}")
        count = 1
        while kept.exists():
            count += 1
            kept = self._path.with_name(f"{self._path.stem}-{date}-{count}{self._path.suffix}")
        self._path.rename(kept)


def _whole_lines(size: int, file: int) -> int:
    """Where the last whole line ends."""
    end = size
    while end > 0:
        begin = max(0, end - 4096)
        os.lseek(file, begin, os.SEEK_SET)
        at = os.read(file, end - begin).rfind(b"\n")
        if at >= 0:
            return begin + at + 1
        end = begin
    return 0


class StdoutSink:
    """Prints lines to whatever reads the program's stdout.

    A line is taken when it is in the pipe: a reader that dies with it in hand loses it, so choose
    another sink where that matters.
    """

    def __init__(self, timeout: float, file: int | None = None) -> None:
        self._timeout = timeout
        self._file = sys.__stdout__.fileno() if file is None and sys.__stdout__ else file

    def deliver(self, record: Record) -> None:
        """Return when the line is written."""
        if self._file is None:
            raise SinkError("stdout: is closed")
        try:
            write_line(self._file, line_of(record), self._timeout)
        except TimeoutError:
            raise SinkError("stdout: its reader takes nothing") from None
        except OSError as error:
            raise SinkError(f"stdout: {reason(error)}") from None


def write_line(file: int, line: bytes, timeout: float) -> None:
    """Write a line whole, and wait no longer than `timeout` seconds for a reader to make room.

    Raises
    ------
    TimeoutError
    OSError
    """
    assert len(line) <= PIPE_BYTES, "a record fits its slot, and so the pipe"
    if os.name != "nt" and not select.select([], [file], [], timeout)[1]:
        raise TimeoutError
    if os.write(file, line) != len(line):
        raise OSError(0, "took only a part")


class CommandSink:
    """Runs a program for each number, which gets it as a line on its stdin; no shell is involved.

    Its exit code 0 says that it has taken the number. The record's id is in the environment, as
    ``SPOKEN_DIGITS_ID``. What it prints goes nowhere: it might hold the number.

    Parameters
    ----------
    command : tuple of str
    timeout : float
        Seconds after which it is killed.
    """

    def __init__(self, command: tuple[str, ...], timeout: float) -> None:
        self._command = command
        self._timeout = timeout
        self._name = Path(command[0]).name

    def deliver(self, record: Record) -> None:
        """Return when the program has ended well."""
        try:
            done = subprocess.run(
                self._command,
                input=record.number.encode() + b"\n",
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                env={**os.environ, ID_VARIABLE: record.id},
                timeout=self._timeout,
                check=False,
            )
        except subprocess.TimeoutExpired:
            message = f"{self._name}: took longer than {self._timeout:g} s"
            raise SinkError(message) from None
        except OSError as error:
            raise SinkError(f"{self._name}: cannot be started ({reason(error)})") from None
        if done.returncode != 0:
            raise SinkError(f"{self._name}: exit code {done.returncode}")
