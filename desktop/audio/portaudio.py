"""The only way to PortAudio: loaded at first use, and called from one thread.

PortAudio is not safe for use from several threads, its calls can block for as long as a sound
server hangs, and on Windows it is bound to the thread that started it. So every call that opens,
closes, lists or restarts runs in one daemon thread, in the order given; whoever asked may wait for
the answer or give up waiting. The audio callbacks are PortAudio's own and not concerned.
"""

from __future__ import annotations

import atexit
import ctypes
import importlib
import logging
import os
import queue
import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any, Generic, TypeVar

from desktop.audio.errors import DeviceError, first_line, missing_library

log = logging.getLogger(__name__)

T = TypeVar("T")


class GivenUpError(Exception):
    """Whoever asked PortAudio for something no longer waits for the answer."""


class Call(Generic[T]):
    """One piece of work for the PortAudio thread, and its outcome."""

    def __init__(self, work: Callable[[Any], T]) -> None:
        self._work = work
        self._done = threading.Event()
        self._value: T
        self._error: BaseException | None = None

    def run(self, sounddevice: Callable[[], Any]) -> None:
        """Do the work; for the PortAudio thread alone."""
        try:
            self._value = self._work(sounddevice())
        except BaseException as error:  # noqa: BLE001 - it is raised again where it is waited for
            self._error = error
        finally:
            self._done.set()

    @property
    def is_done(self) -> bool:
        """Whether `result` has the outcome at once."""
        return self._done.is_set()

    def result(self, timeout: float | None, should_stop: Callable[[], bool] | None = None) -> T:
        """Wait for the outcome; raises what the work raised, or `GivenUpError`."""
        waited = 0.0
        while not self._done.wait(0.05):
            waited += 0.05
            if (timeout is not None and waited >= timeout) or (should_stop and should_stop()):
                raise GivenUpError
        if self._error is not None:
            raise self._error
        return self._value


class _Thread:
    """The one thread; started by the first call."""

    def __init__(self) -> None:
        self._calls: queue.SimpleQueue[Call[Any]] = queue.SimpleQueue()
        self._start = threading.Lock()
        self._thread: threading.Thread | None = None
        self.open_streams: set[int] = set()
        self.is_busy = False
        self.is_fresh = False  # PortAudio has just been loaded and knows what there is
        self.has_runaway = False  # once there is one, others are not told from it

    def take_over(self, stuck: _Thread) -> None:
        """Make the calls that still wait for another thread."""
        self.has_runaway = True
        with suppress(queue.Empty):
            while True:
                self.put(stuck._calls.get_nowait())

    def put(self, call: Call[Any]) -> None:
        """Have a call made after those put before it."""
        with self._start:
            if self._thread is None:
                self._thread = threading.Thread(target=self._serve, name="portaudio", daemon=True)
                self._thread.start()
        self._calls.put(call)

    def _serve(self) -> None:
        while True:
            call = self._calls.get()
            self.is_busy = True
            call.run(_sounddevice)
            self.is_busy = False


_THREAD = _Thread()


def note_runaway() -> None:
    """Take note that a stream's own thread runs in a loop without end (see `stderr_filter`)."""
    _THREAD.has_runaway = True
    forsake()


def forsake() -> None:
    """Go on in another thread where this one waits for a runaway stream, which will never end."""
    global _THREAD  # noqa: PLW0603 - there is one at a time
    stuck = _THREAD
    if stuck.has_runaway and stuck.is_busy:
        log.error("PortAudio does not let go of a stream; going on without it")
        _THREAD = _Thread()
        _THREAD.take_over(stuck)


def post(work: Callable[[Any], T]) -> Call[T]:
    """Have `work` done in the PortAudio thread; it is given the ``sounddevice`` module."""
    call = Call(work)
    _THREAD.put(call)
    return call


def call(
    work: Callable[[Any], T],
    *,
    timeout: float | None = None,
    should_stop: Callable[[], bool] | None = None,
) -> T:
    """As `post`, and wait for the outcome.

    Raises
    ------
    DeviceError
        Where PortAudio is missing or refuses; other errors as `work` raises them.
    GivenUpError
        Where `timeout` seconds passed or `should_stop` said so; the work is still done later.
    """
    return post(work).result(timeout, should_stop)


def restart(sounddevice: Any) -> None:
    """Make PortAudio look for devices anew, unless a stream is open. In its thread only."""
    if _THREAD.open_streams:
        return
    if _THREAD.is_fresh:
        _THREAD.is_fresh = False
        return
    # There is no public way; the author of sounddevice names this one (issue 3 of his project).
    while sounddevice._initialized:  # noqa: SLF001
        sounddevice._terminate()  # noqa: SLF001
    sounddevice._initialize()  # noqa: SLF001


def note_open(stream: Any) -> None:
    """Remember that a stream is open: PortAudio must not be restarted. In its thread only."""
    _THREAD.open_streams.add(id(stream))


def close_stream(stream: Any, owner: object, sounddevice: Any) -> None:
    """Close a stream that `note_open` was told of, whatever state it is in."""
    try:
        stream.close(ignore_errors=True)
    except sounddevice.PortAudioError:
        pass  # it is gone either way
    finally:
        note_closed(owner)


def note_closed(stream: Any) -> None:
    """Take back what `note_open` said. In its thread only."""
    _THREAD.open_streams.discard(id(stream))


def _sounddevice() -> Any:
    """The module, imported here at first use; raises `DeviceError`."""
    module = sys.modules.get("sounddevice")
    if module is not None:
        return module
    config = os.environ.get("ALSA_CONFIG_PATH")
    if config and not Path(config.split(":")[0]).exists():
        # libasound ends the whole process over this.
        raise DeviceError("failed", f"ALSA_CONFIG_PATH names no file ({config}): unset it.")
    try:
        module = importlib.import_module("sounddevice")
    except (OSError, ImportError) as error:
        raise DeviceError("no_portaudio", missing_library(error)) from None
    except Exception as error:  # noqa: BLE001 - PortAudioError, whose class is not to be had yet
        raise DeviceError(
            "failed",
            f"The sound system does not start ({first_line(error)}): look for a mistake in "
            "~/.asoundrc or /etc/asound.conf.",
        ) from None
    _THREAD.is_fresh = True
    atexit.register(_leave, module)  # runs before sounddevice's own handler
    return module


def _leave(module: Any) -> None:
    """Do not wait at the program's end for a sound server or a stream that hangs."""
    if _THREAD.has_runaway:
        _let_go(module)
        return
    try:
        post(lambda _: None).result(timeout=1.0)
    except GivenUpError:
        _let_go(module)


def _let_go(module: Any) -> None:
    """Leave PortAudio as it is: its own end would hang, and the thread that hangs needs its code.

    The interpreter unloads the library when it ends; ctypes never does, and so keeps it.
    """
    atexit.unregister(module._exit_handler)  # noqa: SLF001
    ctypes.CDLL(module._libname)  # noqa: SLF001
