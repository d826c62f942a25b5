"""Remove the messages of PortAudio, ALSA, JACK, PulseAudio, mpg123 and LiteRT from stderr.

These libraries write to file descriptor 2 from their own threads whenever a device is added,
removed or refuses, and most of it cannot be switched off. Inside `chatter_filtered`, file
descriptor 2 is a pipe. Its lines are passed on unless they match `CHATTER`. Python's ``sys.stderr``
bypasses the pipe.

If a library ends the process (``abort()``), its reason must still be shown, but this process
cannot read the pipe any more. So a shell waits beside it. If the process ends without a farewell,
the shell prints what is left in the pipe. Lines stay in the pipe until they are passed on.

The filter also detects and contains a bug of PortAudio: if a device is removed while its stream
starts, the thread of that stream may print errors in an endless loop (PortAudio issue 1037, fixed
in June 2025 but not in Debian 12). The filter then reads the pipe slowly and lets its writers wait,
which slows the loop down, and calls `on_flood` (see `portaudio_thread.note_runaway`).
"""

from __future__ import annotations

import os
import re
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import TextIO

CHATTER = re.compile(
    # ALSA and LiteRT write a line in parts, and another thread or process may write in between.
    rb"^(ALSA lib |PulseAudio: |Expression '.*failed in '|Stream error: |\|\|PaMacCore|PaHost|"
    rb"Cannot connect to server |jack server is not running|JackShmReadWritePtr|"
    rb"connect\(2\) call to |attempt to connect to server failed|"
    rb"Home directory not accessible|shared memfd open|"
    rb"(INFO: )*(Created|Initialized) TensorFlow Lite |"
    rb"Note: |Warning: |\[src/libmpg123/|\s*$)"
)
"""Lines that are removed; the libraries also print empty lines between them."""

PIPE_BYTES = 65_536

FLOOD_BYTES = PIPE_BYTES // 2
"""Only an endless loop writes so many bytes of native messages in one piece."""

FLOOD_PAUSE = 0.2

PARTIAL_PAUSE, PARTIAL_SECONDS = 0.02, 0.2
"""Seconds between checks of an incomplete line, and after which it is written as it is."""


@contextmanager
def chatter_filtered(on_flood: Callable[[], None] | None = None) -> Iterator[None]:
    """Filter file descriptor 2 while the program runs. Does nothing on Windows.

    Errors of this program, of Qt and of a crashing interpreter are passed on. Except during a
    flood, writers never wait: text that does not fit into the pipe is dropped.

    Parameters
    ----------
    on_flood : callable, optional
        Called once, in the thread of the filter, when an endless loop is detected.
    """
    if sys.platform == "win32":
        yield
        return
    try:
        kept = os.dup(2)
    except OSError:  # stderr is closed
        yield
        return
    reading, writing = os.pipe()
    witness = _Witness(reading, kept)
    os.set_blocking(writing, False)
    before = sys.stderr
    sys.stderr = bypass = _bypass(before)
    os.dup2(writing, 2)
    os.close(writing)
    flood = threading.Event()

    def note_flood() -> None:
        flood.set()
        os.set_blocking(2, True)
        if on_flood is not None:
            on_flood()

    arguments = (reading, os.dup(kept), flood, note_flood)
    thread = threading.Thread(target=_pass_on, args=arguments, name="stderr", daemon=True)
    thread.start()
    try:
        yield
    finally:
        if bypass is not None and bypass is not before:
            bypass.close()
        sys.stderr = before
        if flood.is_set():
            os.dup2(os.open(os.devnull, os.O_WRONLY), 2)  # the loop runs until the process ends
        else:
            os.dup2(kept, 2)
        # This closed the last writing end of the pipe, so the thread ends.
        thread.join(1.0)
        witness.dismiss()
        os.close(kept)


def _bypass(stream: TextIO | None) -> TextIO | None:
    """A stream to the real stderr, if `stream` would use file descriptor 2."""
    try:
        if stream is None or stream.fileno() != 2:
            return stream
    except (OSError, ValueError):  # a stream in memory, from a test
        return stream
    return os.fdopen(
        os.dup(2), "w", buffering=1, encoding=stream.encoding, errors="backslashreplace"
    )


class _Witness:
    """A shell that prints what is left in the pipe if this process ends without `dismiss`.

    Parameters
    ----------
    reading : int
        Descriptor of the pipe.
    kept : int
        Descriptor of the real stderr.
    """

    _SCRIPT = "trap '' HUP INT TERM; read -r farewell || cat <&3 >&2"
    _SHELL = "/bin/sh"

    def __init__(self, reading: int, kept: int) -> None:
        listening, self._speaking = os.pipe()
        self._process = 0
        actions = [
            (os.POSIX_SPAWN_DUP2, listening, 0),
            (os.POSIX_SPAWN_DUP2, kept, 1),
            (os.POSIX_SPAWN_DUP2, kept, 2),
            (os.POSIX_SPAWN_DUP2, reading, 3),
        ]
        with suppress(OSError):  # without a shell there are no last words
            self._process = os.posix_spawn(
                self._SHELL,
                [self._SHELL, "-c", self._SCRIPT],
                {"PATH": "/usr/bin:/bin"},
                file_actions=actions,
                setpgroup=0,
            )
        os.close(listening)

    def dismiss(self) -> None:
        """End the shell, since this process ends as it should."""
        with suppress(OSError):  # it was killed
            os.write(self._speaking, b"\n")
        os.close(self._speaking)
        if self._process:
            with suppress(ChildProcessError):
                os.waitpid(self._process, 0)


class _PeekingReader:
    """Reads a pipe, and leaves what it read in the pipe until `consume`.

    On systems without ``tee``, the bytes are taken out at once.
    """

    def __init__(self, reading: int) -> None:
        self._reading = reading
        self._copy: tuple[int, int] | None = None
        self._tee: Callable[[int, int, int, int], int] | None = None
        if sys.platform.startswith("linux"):
            import ctypes

            self._tee = getattr(ctypes.CDLL(None), "tee", None)
            self._copy = os.pipe()

    def peek(self, size: int) -> bytes:
        """Wait for up to `size` bytes; none when the pipe has no writers."""
        if self._tee is None or self._copy is None:
            return os.read(self._reading, size)
        taken, given = self._copy
        seen = self._tee(self._reading, given, size, 0)
        return os.read(taken, seen) if seen > 0 else b""

    def take(self, data: bytes) -> int:
        """How many of the bytes to pass on now: complete lines, since the rest can wait."""
        if self._tee is None or len(data) >= PIPE_BYTES:
            return len(data)
        return data.rfind(b"\n") + 1

    def consume(self, size: int) -> None:
        """Take out bytes that `peek` returned."""
        if self._tee is not None:
            os.read(self._reading, size)

    def close(self) -> None:
        """Close all descriptors."""
        for descriptor in (self._reading, *(self._copy or ())):
            os.close(descriptor)


def _pass_on(
    reading: int, kept: int, flood: threading.Event, note_flood: Callable[[], None]
) -> None:
    """Copy lines that are not chatter until the pipe has no writers."""
    rest, waited = b"", 0.0
    pipe = _PeekingReader(reading)
    with os.fdopen(kept, "wb", buffering=0) as out:
        while data := pipe.peek(PIPE_BYTES):
            taken = pipe.take(data)
            if not taken and waited < PARTIAL_SECONDS:
                time.sleep(PARTIAL_PAUSE)
                waited += PARTIAL_PAUSE
                continue
            taken, waited = taken or len(data), 0.0
            *lines, rest = (rest + data[:taken]).split(b"\n")
            passed = [line for line in lines if not CHATTER.match(line)]
            for line in passed:
                with suppress(OSError):  # the reader of stderr has closed it
                    out.write(line + b"\n")
            pipe.consume(taken)
            if len(data) >= FLOOD_BYTES and not passed and not flood.is_set():
                note_flood()
            if flood.is_set():
                time.sleep(FLOOD_PAUSE)
        if rest and not CHATTER.match(rest):
            with suppress(OSError):
                out.write(rest)
    pipe.close()
