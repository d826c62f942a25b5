"""The thread between the source of sound and whoever listens.

It takes blocks from the source, resamples them, feeds the recognizer and tells a `Listener`. It
also owns recovery: a source that is lost is closed and opened again, with a growing pause between
the tries, for as long as it takes. Nothing that happens in here ends the thread silently: whatever
goes wrong becomes a `SourceState`, and what should not have happened goes to the log as well.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Literal

from core.audio import AudioError
from core.bundle import BundleError
from core.profile import ProfileError
from core.recognizer import Recognizer
from desktop.audio.capture import SourceLostError
from desktop.audio.errors import DeviceError, first_line
from desktop.audio.health import CaptureHealth, WorkerHealth
from desktop.audio.listener import Listener, SourceState, StateCode
from desktop.audio.muted import ZeroWatch, advice
from desktop.audio.portaudio import GivenUpError
from desktop.audio.session import Session
from desktop.audio.sleep import SleepWatch
from desktop.audio.sources import Source

log = logging.getLogger(__name__)

READ_TIMEOUT = 0.1

BACK_OFF = (0.1, 0.25, 0.5, 1.0)
"""Seconds before each try to open again; the last one for ever."""


@dataclass(slots=True)
class _Run:
    """One source's time with the worker, over all its openings."""

    source: Source
    wish: int
    session: Session | None = None
    tries: int = 0
    was_open: bool = False


class Worker:
    """Runs one source at a time through a recognizer, in a thread of its own.

    Safe for use from several threads. The listener is called from the worker's thread.

    Parameters
    ----------
    listener : Listener
    make_recognizer : callable
        Gives a new `Recognizer` for each source; called in the worker's thread, so it may take the
        time to load a model. May raise `BundleError`.
    source : Source or None
        None waits for `switch`.
    keep_trying : bool
        Whether a microphone that cannot be opened at first is tried again; one that was open and
        is lost always is.
    """

    def __init__(
        self,
        listener: Listener,
        make_recognizer: Callable[[], Recognizer],
        source: Source | None = None,
        *,
        keep_trying: bool = True,
    ) -> None:
        self._listener = listener
        self._make_recognizer = make_recognizer
        self._keep_trying = keep_trying
        self._changed = threading.Condition()  # guards the wishes below
        self._wanted = source
        self._wish = 0  # counts the sources ever wished for
        self._is_paused = False
        self._is_stopping = False
        self._thread: threading.Thread | None = None
        self._state: SourceState | None = None
        self._recoveries = self._failures = self._lost_samples = 0
        self._past = CaptureHealth()  # of all openings that are over
        self._source: Source | None = None  # the one that is open

    # -- from any thread ----------------------------------------------------------------------

    def start(self) -> None:
        """Begin. A worker starts once."""
        self._thread = threading.Thread(target=self._work, name="worker", daemon=True)
        self._thread.start()

    def stop(self, timeout: float = 2.0) -> bool:
        """Let go of the source and end the thread.

        Returns
        -------
        bool
            False where it had not ended after `timeout` seconds; it is a daemon and keeps no
            program from ending.
        """
        with self._changed:
            self._is_stopping = True
            self._changed.notify_all()
        if self._thread is None or self._thread is threading.current_thread():
            return True
        self._thread.join(timeout)
        return not self._thread.is_alive()

    def switch(self, source: Source) -> None:
        """Let go of the present source and take another (or the same again, from its begin)."""
        with self._changed:
            self._wanted = source
            self._wish += 1
            self._changed.notify_all()

    def pause(self, is_paused: bool = True) -> None:
        """Rest, or go on. A microphone is closed meanwhile, so that the system shows it unused."""
        with self._changed:
            self._is_paused = is_paused
            self._changed.notify_all()

    @property
    def state(self) -> SourceState | None:
        """The last state told to the listener."""
        return self._state

    @property
    def health(self) -> WorkerHealth:
        """The counters, as they stand."""
        source = self._source
        capture = self._past + source.health if source else self._past
        return WorkerHealth(self._recoveries, self._failures, self._lost_samples, capture)

    # -- in the worker's thread ---------------------------------------------------------------

    def _work(self) -> None:
        while (run := self._next_run()) is not None:
            try:
                self._serve(run)
            except Exception as error:  # noqa: BLE001 - the thread must outlive everything
                self._fail(run.source, error)
            self._await_change(partial(self._is_unwanted, run))

    def _next_run(self) -> _Run | None:
        with self._changed:
            self._changed.wait_for(lambda: self._is_stopping or self._wanted is not None)
            if self._is_stopping or self._wanted is None:
                return None
            return _Run(self._wanted, self._wish)

    def _is_unwanted(self, run: _Run) -> bool:
        return self._is_stopping or run.wish != self._wish

    def _is_interrupted(self, run: _Run) -> bool:
        return self._is_unwanted(run) or (self._is_paused and run.source.is_live)

    def _serve(self, run: _Run) -> None:
        """Run one source until it has ended, cannot go on, or is no longer wanted."""
        while not self._is_unwanted(run):
            if self._is_paused and run.source.is_live:
                self._tell("paused", run.source)
                self._await_change(lambda: self._is_unwanted(run) or not self._is_paused)
                run.tries = 0
                continue
            outcome = self._try(run)
            if outcome == "over":
                return
            if outcome == "again":
                pause = BACK_OFF[min(run.tries, len(BACK_OFF) - 1)]
                run.tries += 1
                self._await_change(partial(self._is_interrupted, run), timeout=pause)

    def _try(self, run: _Run) -> Literal["over", "again", "interrupted"]:
        """Open the source and hear it out; tell of whatever puts an end to that."""
        source = run.source
        if not run.was_open and run.tries == 0:
            self._tell("opening", source)
        try:
            if run.session is None:
                run.session = Session(self._make_recognizer(), self._listener)
            source.open(partial(self._is_interrupted, run))
            self._recoveries += run.was_open and run.tries > 0
            run.tries, run.was_open = 0, True
            self._source = source
            self._tell("listening", source)
            if not self._pump(run, run.session):
                return "interrupted"
            self._tell("finished", source)
        except GivenUpError:
            return "interrupted"
        except SourceLostError as loss:
            log.warning("%s: lost: %s", source.name, loss)
            self._tell("recovering", source, _LOST.format(name=source.name))
            return "again"
        except DeviceError as error:
            self._tell("recovering" if run.was_open else error.code, source, error.message)
            is_hopeless = error.code == "no_portaudio"
            return "again" if run.was_open or (self._keep_trying and not is_hopeless) else "over"
        except (AudioError, BundleError, ProfileError) as error:
            self._tell("failed", source, first_line(error))
        except Exception as error:  # noqa: BLE001 - a bug must not end the listening for good
            self._fail(source, error)
            run.session = None
            return "again" if source.is_live and self._keep_trying else "over"
        finally:
            if self._source is not None:
                self._past, self._source = self._past + source.health, None
            source.close()
        return "over"

    def _pump(self, run: _Run, session: Session) -> bool:
        """Feed what the source gives; True at a file's end, False where it was interrupted."""
        source, zeros, sleep = run.source, ZeroWatch(), SleepWatch()
        session.begin(source.rate)
        try:
            while not self._is_interrupted(run):
                if self._is_paused:  # a file, which keeps its place
                    self._tell("paused", source)
                    self._await_change(lambda: self._is_unwanted(run) or not self._is_paused)
                    continue
                if sleep.has_slept() and source.is_live:
                    raise SourceLostError("the computer was asleep")
                block = source.read(READ_TIMEOUT)
                if block is None:
                    continue
                self._lost_samples += block.lost
                session.feed(block)
                if source.is_live and zeros.feed(block.samples, source.rate):
                    self._tell("blocked", source, advice())
                else:
                    self._tell("listening", source)
                if block.is_last:
                    return True
            return False
        finally:
            session.end()

    def _fail(self, source: Source, error: Exception) -> None:
        self._failures += 1
        log.error("%s: %s", source.name, first_line(error), exc_info=error)
        what = f"{type(error).__name__}: {first_line(error)}"
        self._tell("failed", source, f"Something went wrong inside the program ({what}).")

    def _tell(self, code: StateCode, source: Source, message: str = "") -> None:
        state = SourceState(code, source.name, message, source.rate)
        if state == self._state:
            return
        self._state = state
        try:
            self._listener.on_state(state)
        except Exception:
            # There is nobody else to tell.
            self._failures += 1
            log.exception("the listener failed on %s", state)

    def _await_change(self, is_over: Callable[[], bool], timeout: float | None = None) -> None:
        with self._changed:
            self._changed.wait_for(lambda: self._is_stopping or is_over(), timeout)


_LOST = (
    "The microphone ({name}) is gone: plug it in again; listening goes on by itself as soon as it "
    "is back."
)
