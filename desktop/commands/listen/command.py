"""``spoken-digits listen``: recognize digits from the microphone or a file, without a window."""

from __future__ import annotations

import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NoReturn

from core.events import Activity, Number, Result
from core.numbers.joiner import NumberJoiner
from core.segmenter_settings import Sensitivity
from core.spectrogram import Columns
from desktop.audio.joined_numbers import JoinedNumbers
from desktop.audio.listener import SourceState, Stamps
from desktop.audio.recognizers import recognizer_maker
from desktop.audio.sources import FileSource, Source
from desktop.audio.worker import Worker
from desktop.commands.listen.outputs import OutputRequest, Outputs
from desktop.commands.listen.reports import JsonReport, Report, TextReport
from desktop.commands.output import OutputError, complain, note
from desktop.languages import one_at_a_time, spoken_with

TERMINATED = 143
"""Exit code after SIGTERM: 128 + SIGTERM, the convention of shells."""


def run(
    source: Source,
    *,
    is_paced: bool,
    bundle: Path | None,
    profile: str | None,
    as_json: bool,
    sensitivity: Sensitivity = "normal",
    outputs: OutputRequest = OutputRequest(),  # noqa: B008 - immutable
) -> int:
    """Print results until the source ends or fails, or the user presses Ctrl-C.

    SIGTERM does the same as Ctrl-C, so that the open number is not lost.

    Returns
    -------
    int
        0 at the end of a file and when listening to a microphone is stopped; 1 if the source
        fails, or a number of a file could not be typed or its command failed; 143 after SIGTERM
        with a file.

    Raises
    ------
    KeyboardInterrupt
        The user interrupted a file.
    BrokenPipeError
        The reader of stdout has closed the pipe.
    OutputError
        Results cannot be written.
    """
    spoken = spoken_with(bundle)
    joiner = NumberJoiner(outputs.pause, outputs.number_format.length)
    report: Report = (
        JsonReport(source, is_paced) if as_json else TextReport(source, is_paced, spoken, joiner)
    )
    if not spoken.has_numbers:
        note(one_at_a_time(spoken.language))
    printer = Printer(report)
    make = recognizer_maker(bundle, sensitivity, profile, note)
    listener = printer
    if outputs.has_outputs:
        listener = Outputs(outputs, printer, printer.message, as_json=as_json, is_paced=is_paced)
    joined = JoinedNumbers(listener, joiner)
    worker = Worker(joined, make, source, keep_trying=False)
    worker.start()
    try:
        with _terminated_as_interrupted():
            printer.wait()
    except KeyboardInterrupt as interrupt:
        worker.stop()
        if isinstance(listener, Outputs):
            listener.stop_waiting()
        joined.interrupt()
        report.close()
        if isinstance(listener, Outputs):
            listener.stop()
        if source.is_live:  # Ctrl-C is the normal way to stop
            return 0
        if isinstance(interrupt, _Terminated):
            return TERMINATED
        raise
    worker.stop()
    if isinstance(listener, Outputs):
        listener.stop()
    for warning in source.warnings if isinstance(source, FileSource) else ():
        complain(warning)
    if printer.output_error is not None:
        raise printer.output_error
    report.close()
    has_failed = isinstance(listener, Outputs) and listener.has_failed
    return 1 if has_failed else printer.exit_code


class _Terminated(KeyboardInterrupt):
    """SIGTERM was received."""


@contextmanager
def _terminated_as_interrupted() -> Iterator[None]:
    """Raise `_Terminated` in the main thread when SIGTERM is received."""

    def terminate(*_: object) -> NoReturn:
        raise _Terminated

    before = signal.signal(signal.SIGTERM, terminate)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before or signal.SIG_DFL)


class Printer:
    """A `Listener` that prints, and signals the end of the source.

    Attributes
    ----------
    exit_code : int
        Exit code of the program so far.
    output_error : Exception or None
        Why results cannot be printed: `BrokenPipeError` or `OutputError`.
    """

    def __init__(self, report: Report) -> None:
        self._report = report
        self._ended = threading.Event()
        self._has_results = False
        self.exit_code = 0
        self.output_error: Exception | None = None

    def wait(self) -> None:
        """Wait for the end; the timeout lets Ctrl-C through on Windows."""
        while not self._ended.wait(0.2):
            pass

    def on_state(self, state: SourceState) -> None:
        """Print the state, and end if the source has finished or failed."""
        self._try(lambda: self._report.state(state))
        if state.code == "finished" and not self._has_results:
            note(f"{state.source}: no speech found.")
        # A microphone that is lost after it was open is "recovering": listening goes on.
        if state.code in ("no_portaudio", "no_device", "busy", "unsupported", "failed"):
            complain(state.message)
            self.exit_code = 1
        elif state.code != "finished":
            return
        self._ended.set()

    def on_result(self, result: Result, stamps: Stamps) -> None:
        """Print the result."""
        self._has_results = True
        self._try(lambda: self._report.result(result, stamps))

    def on_number(self, number: Number, stamps: Stamps) -> None:
        """Print the number."""
        self._try(lambda: self._report.number(number, stamps))

    def on_activity(self, activity: Activity) -> None:
        """Print what is settled by now."""
        del activity
        self._try(self._report.settle)

    def on_columns(self, columns: Columns) -> None:
        """Nothing to print."""

    def message(self, text: str) -> None:
        """Print a message on stderr."""
        self._try(lambda: self._report.message(text))

    def _try(self, write: Callable[[], None]) -> None:
        """Print, or end if that fails."""
        if self.output_error is not None:
            return
        try:
            write()
        except (BrokenPipeError, OutputError) as error:
            self.output_error = error
            self._ended.set()
