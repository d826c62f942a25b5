"""Remove the messages of PortAudio, ALSA, JACK, PulseAudio, mpg123 and LiteRT from stderr.

These libraries write to file descriptor 2 from their own threads whenever a device is added,
removed or refuses, and most of it cannot be switched off. Inside `chatter_filtered`, file
descriptor 2 is a pipe. Its lines are passed on unless they match `CHATTER`. Python's ``sys.stderr``
bypasses the pipe.

The filter also detects and contains a bug of PortAudio: if a device is removed while its stream
starts, the thread of that stream may print errors in an endless loop (PortAudio issue 1037, fixed
in June 2025 but not in Debian 12). The filter then reads the pipe slowly and lets its writers wait,
which slows the loop down, and calls `on_flood` (see `portaudio.note_runaway`).
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
    # ALSA writes a line in two parts, and another thread may write in between.
    rb"^(ALSA lib |PulseAudio: |Expression '.*failed in '|Stream error: |\|\|PaMacCore|PaHost|"
    rb"Cannot connect to server |jack server is not running|JackShmReadWritePtr|"
    rb"connect\(2\) call to |attempt to connect to server failed|"
    rb"Home directory not accessible|shared memfd open|"
    rb"INFO: (Created|Initialized) TensorFlow Lite |"
    rb"Note: |Warning: |\[src/libmpg123/|\s*$)"
)
"""Lines that are removed; the libraries also print empty lines between them."""

PIPE_BYTES = 65_536

FLOOD_BYTES = PIPE_BYTES // 2
"""Only an endless loop writes this much chatter at once."""

FLOOD_PAUSE = 0.2


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
            bypass.flush()
        sys.stderr = before
        if flood.is_set():
            os.dup2(os.open(os.devnull, os.O_WRONLY), 2)  # the loop runs until the process ends
        else:
            os.dup2(kept, 2)
        # This closed the last writing end of the pipe, so the thread ends.
        os.close(kept)
        thread.join(1.0)


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


def _pass_on(
    reading: int, kept: int, flood: threading.Event, note_flood: Callable[[], None]
) -> None:
    """Copy lines that are not chatter until the pipe has no writers."""
    rest = b""
    with os.fdopen(reading, "rb", buffering=0) as pipe, os.fdopen(kept, "wb", buffering=0) as out:
        while data := pipe.read(PIPE_BYTES):
            *lines, rest = (rest + data).split(b"\n")
            passed = [line for line in lines if not CHATTER.match(line)]
            for line in passed:
                with suppress(OSError):  # the reader of stderr has closed it
                    out.write(line + b"\n")
            if len(data) >= FLOOD_BYTES and not passed and not flood.is_set():
                note_flood()
            if flood.is_set():
                time.sleep(FLOOD_PAUSE)
        if rest and not CHATTER.match(rest):
            with suppress(OSError):
                out.write(rest)
