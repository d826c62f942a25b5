"""The worker thread. It reads blocks from a source and passes them to a `Session`.

The session resamples them, feeds the recognizer and calls the listener. The worker also
reconnects: a source that is lost is closed and opened again, with increasing pauses, until it
is back. No error ends the thread silently: each one becomes a `SourceState`, and unexpected ones
are also logged.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from typing import Literal

from core.audio import AudioError, AudioWarning
from core.bundle import BundleError
from core.profiles.profile import ProfileError
from core.recognizer import Recognizer
from desktop.audio.errors import DeviceError, GivenUpError, SourceLostError, first_line
from desktop.audio.health import CaptureHealth, WorkerHealth
from desktop.audio.listener import Listener, SourceState, StateCode
from desktop.audio.muted import ZeroWatch, blocked_microphone
from desktop.audio.session import Session
from desktop.audio.sleep import SleepWatch
from desktop.audio.sources import Source
from desktop.back_off import BackOff

log = logging.getLogger(__name__)

READ_TIMEOUT = 0.1
"""Seconds to wait for a block before pause, stop and switch are checked."""

RECONNECT_PAUSES = (0.1, 0.25, 0.5, 1.0)
"""Seconds before each attempt to open the source again; the last one repeats."""


@dataclass(slots=True)
class _Run:
    """One source from `Worker.switch` to the next, including reconnects."""

    source: Source
    number: int
    back_off: BackOff
    session: Session | None = None
    was_open: bool = False


class Worker:
    """Recognizes one source at a time, in its own thread.

    The methods are thread-safe. The listener is called in the worker thread.

    Parameters
    ----------
    listener : Listener
    make_recognizer : callable
        Returns a new `Recognizer` for each source. Called in the worker thread, so it may load a
        model. May raise `BundleError`.
    source : Source or None
        None waits for `switch`.
    keep_trying : bool
        Whether to retry if a microphone cannot be opened at first. A microphone that was open and
        is lost is always reopened.
    gain_db : callable, optional
        Returns the current gain for microphones in dB; called for each block.
    """

    def __init__(
        self,
        listener: Listener,
        make_recognizer: Callable[[], Recognizer],
        source: Source | None = None,
        *,
        keep_trying: bool = True,
        gain_db: Callable[[], float] = lambda: 0.0,
    ) -> None:
        self._listener = listener
        self._make_recognizer = make_recognizer
        self._keep_trying = keep_trying
        self._gain_db = gain_db
        self._changed = threading.Condition()  # guards the four below
        self._wanted = source
        self._wanted_number = 0  # counts the calls of `switch`
        self._is_paused = False
        self._is_stopping = False
        self._thread: threading.Thread | None = None
        self._state: SourceState | None = None
        self._recoveries = self._failures = self._lost_samples = 0
        self._past = CaptureHealth()  # sum over all closed streams
        self._source: Source | None = None  # the open source

    # -- from any thread ----------------------------------------------------------------------

    def start(self) -> None:
        """Start the thread. A worker can be started once."""
        self._thread = threading.Thread(target=self._work, name="worker", daemon=True)
        self._thread.start()

    def stop(self, timeout: float = 2.0) -> bool:
        """Close the source and end the thread.

        Returns
        -------
        bool
            False if the thread did not end within `timeout` seconds. It is a daemon thread and
            does not keep the program running.
        """
        with self._changed:
            self._is_stopping = True
            self._changed.notify_all()
        if self._thread is None or self._thread is threading.current_thread():
            return True
        self._thread.join(timeout)
        return not self._thread.is_alive()

    def switch(self, source: Source) -> None:
        """Close the current source and open another, or the same one from the start."""
        with self._changed:
            self._wanted = source
            self._wanted_number += 1
            self._changed.notify_all()

    def pause(self, is_paused: bool = True) -> None:
        """Pause or continue. While paused, a microphone is closed, and the system shows that."""
        with self._changed:
            self._is_paused = is_paused
            self._changed.notify_all()

    @property
    def state(self) -> SourceState | None:
        """The last state reported to the listener."""
        return self._state

    @property
    def health(self) -> WorkerHealth:
        """The current counters."""
        source = self._source
        capture = self._past + source.health if source else self._past
        return WorkerHealth(self._recoveries, self._failures, self._lost_samples, capture)

    # -- in the worker thread -----------------------------------------------------------------

    def _work(self) -> None:
        while (run := self._next_run()) is not None:
            try:
                self._serve(run)
            except Exception as error:  # noqa: BLE001 - the thread must survive every error
                self._fail(run.source, error)
            self._await_change(partial(self._is_unwanted, run))

    def _next_run(self) -> _Run | None:
        with self._changed:
            self._changed.wait_for(lambda: self._is_stopping or self._wanted is not None)
            if self._is_stopping or self._wanted is None:
                return None
            return _Run(self._wanted, self._wanted_number, BackOff(RECONNECT_PAUSES))

    def _is_unwanted(self, run: _Run) -> bool:
        return self._is_stopping or run.number != self._wanted_number

    def _is_interrupted(self, run: _Run) -> bool:
        return self._is_unwanted(run) or (self._is_paused and run.source.is_live)

    def _serve(self, run: _Run) -> None:
        """Run one source until it ends, fails, or is replaced."""
        while not self._is_unwanted(run):
            if self._is_paused and run.source.is_live:
                self._report("paused", run.source)
                self._await_change(lambda: self._is_unwanted(run) or not self._is_paused)
                run.back_off.reset()
                continue
            outcome = self._try(run)
            if outcome == "over":
                return
            if outcome == "again":
                pause = run.back_off.next_pause()
                self._await_change(partial(self._is_interrupted, run), timeout=pause)

    def _try(self, run: _Run) -> Literal["over", "again", "interrupted"]:
        """Open the source, read it to the end, and report how it ended."""
        source = run.source
        if not run.was_open and run.back_off.failures == 0:
            self._report("opening", source)
        try:
            if run.session is None:
                run.session = Session(self._make_recognizer(), self._listener)
            source.open(partial(self._is_interrupted, run))
            self._recoveries += run.was_open and run.back_off.failures > 0
            run.back_off.reset()
            run.was_open = True
            self._source = source
            self._report("listening", source)
            if not self._read(run, run.session):
                return "interrupted"
            self._report("finished", source, warnings=tuple(source.warnings))
        except GivenUpError:
            return "interrupted"
        except SourceLostError as loss:
            log.warning("%s: lost: %s", source.name, loss)
            self._report("recovering", source, _lost(source.name))
            return "again"
        except DeviceError as error:
            self._report("recovering" if run.was_open else error.code, source, error)
            is_hopeless = error.code == "no_portaudio"
            return "again" if run.was_open or (self._keep_trying and not is_hopeless) else "over"
        except (AudioError, BundleError, ProfileError) as error:
            problem = DeviceError("failed", "other", first_line(error))
            self._report("failed", source, problem, cause=error)
        except Exception as error:  # noqa: BLE001 - a bug must not stop listening for good
            self._fail(source, error)
            run.session = None
            return "again" if source.is_live and self._keep_trying else "over"
        finally:
            if self._source is not None:
                self._past, self._source = self._past + source.health, None
            source.close()
        return "over"

    def _read(self, run: _Run, session: Session) -> bool:
        """Feed the blocks of the source; True at the end of a file, False if interrupted."""
        source, zeros, sleep = run.source, ZeroWatch(), SleepWatch()
        session.begin(source.rate)
        try:
            while not self._is_interrupted(run):
                if self._is_paused:  # a file, which continues where it was
                    self._report("paused", source)
                    self._await_change(lambda: self._is_unwanted(run) or not self._is_paused)
                    continue
                if sleep.has_slept() and source.is_live:
                    raise SourceLostError("the computer was asleep")
                block = source.read(READ_TIMEOUT)
                if block is None:
                    continue
                self._lost_samples += block.lost
                session.feed(block.amplified(self._gain_db()) if source.is_live else block)
                if source.is_live and zeros.feed(block.samples, source.rate):
                    self._report("blocked", source, blocked_microphone())
                else:
                    self._report("listening", source)
                if block.is_last:
                    return True
            return False
        finally:
            session.end()

    def _fail(self, source: Source, error: Exception) -> None:
        self._failures += 1
        log.error("%s: %s", source.name, first_line(error), exc_info=error)
        what = f"{type(error).__name__}: {first_line(error)}"
        problem = DeviceError("failed", "internal", f"Internal error ({what})", detail=what)
        self._report("failed", source, problem)

    def _report(
        self,
        code: StateCode,
        source: Source,
        error: DeviceError | None = None,
        *,
        cause: Exception | None = None,
        warnings: tuple[AudioWarning, ...] = (),
    ) -> None:
        state = SourceState(code, source.name, rate=source.rate, error=cause, warnings=warnings)
        if error is not None:
            state = replace(state, message=error.message, reason=error.reason, detail=error.detail)
        if state == self._state:
            return
        self._state = state
        try:
            self._listener.on_state(state)
        except Exception:
            self._failures += 1
            log.exception("the listener failed on %s", state)

    def _await_change(self, is_over: Callable[[], bool], timeout: float | None = None) -> None:
        with self._changed:
            self._changed.wait_for(lambda: self._is_stopping or is_over(), timeout)


def _lost(name: str) -> DeviceError:
    return DeviceError(
        "recovering",
        "lost",
        f"The microphone ({name}) was disconnected",
        "Plug it in again. Listening continues as soon as it is back.",
    )
