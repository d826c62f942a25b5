"""All calls of PortAudio, from one thread; the library is loaded at first use.

PortAudio is not thread-safe. Its calls may block as long as a sound server hangs, and on Windows it
is bound to the thread that initialized it. So every call that opens, closes, lists or restarts runs
in one daemon thread, in the order of submission. The caller may wait for the result or give up.
The audio callbacks run in threads of PortAudio.
"""

from __future__ import annotations

import atexit
import concurrent.futures
import ctypes
import importlib
import logging
import os
import queue
import sys
import threading
from collections.abc import Callable
from concurrent.futures import Future
from contextlib import suppress
from pathlib import Path
from typing import Any, TypeVar

from desktop.audio.alsa_plugins import skip_encoder
from desktop.audio.errors import DeviceError, GivenUpError, first_line, missing_library

log = logging.getLogger(__name__)

T = TypeVar("T")


class _Thread:
    """The thread, started by the first call."""

    def __init__(self) -> None:
        self._calls: queue.SimpleQueue[tuple[Future[Any], Callable[[Any], Any]]] = (
            queue.SimpleQueue()
        )
        self._start = threading.Lock()
        self._thread: threading.Thread | None = None
        self.open_streams: set[int] = set()
        self.is_busy = False
        self.is_fresh = False  # PortAudio has just been loaded, so its device list is current
        self.has_runaway = False  # a stream runs in an endless loop; which one is not known

    def take_over(self, hung: _Thread) -> None:
        """Run the calls that still wait for another thread."""
        self.has_runaway = True
        with suppress(queue.Empty):
            while True:
                self.submit(*hung._calls.get_nowait())

    def submit(self, future: Future[T], work: Callable[[Any], T]) -> None:
        """Run `work` after the calls submitted before it, and set the result of `future`."""
        with self._start:
            if self._thread is None:
                self._thread = threading.Thread(target=self._serve, name="portaudio", daemon=True)
                self._thread.start()
        self._calls.put((future, work))

    def _serve(self) -> None:
        while True:
            future, work = self._calls.get()
            self.is_busy = True
            try:
                future.set_result(work(_sounddevice()))
            except BaseException as error:  # noqa: BLE001 - raised again in the waiting thread
                future.set_exception(error)
            self.is_busy = False


_THREAD = _Thread()


def note_runaway() -> None:
    """Record that the thread of a stream runs in an endless loop (see `stderr_filter`)."""
    _THREAD.has_runaway = True
    replace_hung_thread()


def replace_hung_thread() -> None:
    """Continue in a new thread if the current one waits for a runaway stream, which never ends."""
    global _THREAD  # noqa: PLW0603 - there is one at a time
    hung = _THREAD
    if hung.has_runaway and hung.is_busy:
        log.error("PortAudio does not close a stream; continuing in a new thread")
        _THREAD = _Thread()
        _THREAD.take_over(hung)


def submit(work: Callable[[Any], T]) -> Future[T]:
    """Run `work` in the PortAudio thread; its argument is the ``sounddevice`` module."""
    future: Future[T] = Future()
    _THREAD.submit(future, work)
    return future


def wait(
    future: Future[T],
    *,
    timeout: float | None = None,
    should_stop: Callable[[], bool] | None = None,
) -> T:
    """Wait for the result of `submit`; raises what the work raised.

    Raises
    ------
    GivenUpError
        After `timeout` seconds, or when `should_stop` returns True. The work still runs later.
    """
    waited = 0.0
    while not concurrent.futures.wait([future], 0.05).done:
        waited += 0.05
        if (timeout is not None and waited >= timeout) or (should_stop and should_stop()):
            raise GivenUpError
    return future.result()


def call(
    work: Callable[[Any], T],
    *,
    timeout: float | None = None,
    should_stop: Callable[[], bool] | None = None,
) -> T:
    """Run `work` in the PortAudio thread and wait for its result; see `submit` and `wait`.

    Raises
    ------
    DeviceError
        PortAudio is missing or refuses.
    GivenUpError
    """
    return wait(submit(work), timeout=timeout, should_stop=should_stop)


def restart(sounddevice: Any) -> None:
    """Update PortAudio's device list, unless a stream is open. In the PortAudio thread only."""
    if _THREAD.open_streams:
        return
    if _THREAD.is_fresh:
        _THREAD.is_fresh = False
        return
    # There is no public function; the author of sounddevice recommends this (its issue 3).
    while sounddevice._initialized:  # noqa: SLF001
        sounddevice._terminate()  # noqa: SLF001
    skip_encoder()
    sounddevice._initialize()  # noqa: SLF001


def note_open(stream: Any) -> None:
    """Record that a stream is open, which prevents a restart. In the PortAudio thread only."""
    _THREAD.open_streams.add(id(stream))


def close_stream(stream: Any, owner: object, sounddevice: Any) -> None:
    """Close a stream in any state, and undo `note_open`. In the PortAudio thread only.

    Parameters
    ----------
    stream : stream of sounddevice
    owner : object
        What was passed to `note_open`.
    sounddevice : module
    """
    try:
        stream.close(ignore_errors=True)
    except sounddevice.PortAudioError:
        pass  # it is closed either way
    finally:
        note_closed(owner)


def note_closed(stream: Any) -> None:
    """Undo `note_open`. In the PortAudio thread only."""
    _THREAD.open_streams.discard(id(stream))


def _sounddevice() -> Any:
    """Import the module at first use; raises `DeviceError`."""
    module = sys.modules.get("sounddevice")
    if module is not None:
        return module
    config = os.environ.get("ALSA_CONFIG_PATH")
    if config and not Path(config.split(":")[0]).exists():
        # libasound would end the process.
        problem = f"ALSA_CONFIG_PATH names a missing file ({config})"
        raise DeviceError("failed", "alsa_config", problem, "Unset it.", config)
    skip_encoder()
    try:
        module = importlib.import_module("sounddevice")
    except (OSError, ImportError) as error:
        raise missing_library(error) from None
    except Exception as error:  # noqa: BLE001 - PortAudioError, which cannot be imported here
        raise DeviceError(
            "failed",
            "sound_system",
            f"The sound system does not start ({first_line(error)})",
            "Check ~/.asoundrc and /etc/asound.conf for mistakes.",
            first_line(error),
        ) from None
    _THREAD.is_fresh = True
    atexit.register(_at_exit, module)  # runs before sounddevice's own handler
    return module


def _at_exit(module: Any) -> None:
    """Do not let a hung sound server or stream delay the end of the program."""
    if _THREAD.has_runaway:
        _skip_termination(module)
        return
    try:
        wait(submit(lambda _: None), timeout=1.0)
    except GivenUpError:
        _skip_termination(module)


def _skip_termination(module: Any) -> None:
    """Leave PortAudio running: terminating it would hang.

    The hung thread still needs PortAudio's code. The interpreter unloads the library at exit;
    loading it with ctypes, which never unloads, keeps it in memory.
    """
    atexit.unregister(module._exit_handler)  # noqa: SLF001
    ctypes.CDLL(module._libname)  # noqa: SLF001
