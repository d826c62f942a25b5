"""Keeps what PortAudio, ALSA, JACK, PulseAudio, mpg123 and LiteRT print on stderr away from people.

They print at the level of the file descriptor, from their own threads, whenever a device comes,
goes or refuses; nothing of it can be switched off. While `chatter_filtered` is in force, file
descriptor 2 is a pipe whose lines are passed on unless they are known chatter, and Python's own
``sys.stderr`` goes around it.

It is also how a bug of PortAudio is seen and contained: where a device goes at the moment in which
its stream starts, the thread of that stream may complain for ever in a loop without end (issue
1037 of PortAudio, fixed in June 2025 and not yet in Debian 12). Then the pipe is read slowly and
makes its writers wait, which puts the loop to sleep, and whoever is told of it (see
`portaudio.note_runaway`) can do without that stream.
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
    # ALSA prints a line in two parts, and another thread's may come between them.
    rb"^(ALSA lib |PulseAudio: |Expression '.*failed in '|Stream error: |\|\|PaMacCore|PaHost|"
    rb"Cannot connect to server |jack server is not running|JackShmReadWritePtr|"
    rb"connect\(2\) call to |attempt to connect to server failed|"
    rb"Home directory not accessible|shared memfd open|"
    rb"INFO: (Created|Initialized) TensorFlow Lite |"
    rb"Note: |Warning: |\[src/libmpg123/|\s*$)"
)
"""Lines by which the libraries think aloud; empty lines come between them."""

PIPE_BYTES = 65_536

FLOOD_BYTES = PIPE_BYTES // 2
"""So much chatter at once is written by a loop without end."""

FLOOD_PAUSE = 0.2


@contextmanager
def chatter_filtered(on_flood: Callable[[], None] | None = None) -> Iterator[None]:
    """Filter native stderr while the program runs; nothing on Windows, where nothing chatters.

    Our own errors, Qt's and a crashing interpreter's are passed on. Short of a flood the pipe makes
    no writer wait; it rather drops what does not fit.

    Parameters
    ----------
    on_flood : callable, optional
        Called once, in a thread of the filter's, where a loop without end writes.
    """
    if sys.platform == "win32":
        yield
        return
    try:
        kept = os.dup(2)
    except OSError:  # stderr is closed: there is nobody to protect
        yield
        return
    reading, writing = os.pipe()
    os.set_blocking(writing, False)
    before = sys.stderr
    sys.stderr = around = _around(before)
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
        if around is not None and around is not before:
            around.flush()
        sys.stderr = before
        if flood.is_set():
            os.dup2(os.open(os.devnull, os.O_WRONLY), 2)  # it goes on to the very end
        else:
            os.dup2(kept, 2)
        # With that the pipe's last writing end was closed, so the thread ends.
        os.close(kept)
        thread.join(1.0)


def _around(stream: TextIO | None) -> TextIO | None:
    """A stream to the real stderr in place of one that goes through file descriptor 2."""
    try:
        if stream is None or stream.fileno() != 2:
            return stream
    except (OSError, ValueError):  # a stream of a test's, in memory
        return stream
    return os.fdopen(
        os.dup(2), "w", buffering=1, encoding=stream.encoding, errors="backslashreplace"
    )


def _pass_on(
    reading: int, kept: int, flood: threading.Event, note_flood: Callable[[], None]
) -> None:
    """Copy what is no chatter until the pipe has no writer left."""
    rest = b""
    with os.fdopen(reading, "rb", buffering=0) as pipe, os.fdopen(kept, "wb", buffering=0) as out:
        while data := pipe.read(PIPE_BYTES):
            *lines, rest = (rest + data).split(b"\n")
            told = [line for line in lines if not CHATTER.match(line)]
            for line in told:
                with suppress(OSError):  # nobody reads stderr any more
                    out.write(line + b"\n")
            if len(data) >= FLOOD_BYTES and not told and not flood.is_set():
                note_flood()
            if flood.is_set():
                time.sleep(FLOOD_PAUSE)
        if rest and not CHATTER.match(rest):
            with suppress(OSError):
                out.write(rest)
