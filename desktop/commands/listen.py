"""``spoken-digits listen``: recognize digits from the microphone or a file, without a window."""

from __future__ import annotations

import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Protocol

from core.bundle_location import DEFAULT_LANGUAGE
from core.events import Activity, Number, Result
from core.numbers.joiner import NumberJoiner
from core.segmenter_settings import Sensitivity
from core.spectrogram import Columns
from desktop.audio.joined_numbers import JoinedNumbers
from desktop.audio.listener import SourceState, Stamps, stage_times
from desktop.audio.recognizers import recognizer_maker
from desktop.audio.sources import FileSource, Source
from desktop.audio.worker import Worker
from desktop.commands.listen_outputs import OutputRequest, Outputs
from desktop.commands.output import OutputError, complain, note, say, say_json
from desktop.dictation.phrase import NumberDigits
from desktop.languages import (
    Spoken,
    digit_words,
    english_name,
    one_at_a_time,
    spoken_with,
)
from desktop.records import result_record, stream_number_record


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

    Returns
    -------
    int
        0 at the end of a file and when the user stops listening to a microphone; 1 if the source
        fails.

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
    report: Report = (
        JsonReport(source, is_paced) if as_json else TextReport(source, is_paced, spoken)
    )
    if not spoken.has_numbers:
        note(one_at_a_time(spoken.language))
    printer = Printer(report)
    make = recognizer_maker(bundle, sensitivity, profile, note)
    listener = printer
    if outputs.has_outputs:
        listener = Outputs(outputs, printer, as_json=as_json, is_paced=is_paced)
    joiner = NumberJoiner(outputs.pause, outputs.number_format.length)
    joined = JoinedNumbers(listener, joiner)
    worker = Worker(joined, make, source, keep_trying=False)
    worker.start()
    try:
        printer.wait()
    except KeyboardInterrupt:
        worker.stop()
        joined.flush()
        report.close()
        if isinstance(listener, Outputs):
            listener.stop()
        if source.is_live:  # Ctrl-C is the normal way to stop
            return 0
        raise
    worker.stop()
    if isinstance(listener, Outputs):
        listener.stop()
    for warning in source.warnings if isinstance(source, FileSource) else ():
        complain(warning)
    if printer.output_error is not None:
        raise printer.output_error
    report.close()
    return printer.exit_code


class Report(Protocol):
    """Prints states and results."""

    def state(self, state: SourceState) -> None:
        """Print the new state of the source."""
        ...

    def result(self, result: Result, stamps: Stamps) -> None:
        """Print a result."""
        ...

    def number(self, number: Number, stamps: Stamps) -> None:
        """Print the digits of a number that is over."""
        ...

    def close(self) -> None:
        """Clear a provisional result from the terminal."""
        ...


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
        """Nothing to print."""

    def on_columns(self, columns: Columns) -> None:
        """Nothing to print."""

    def _try(self, write: Callable[[], None]) -> None:
        """Print, or end if that fails."""
        if self.output_error is not None:
            return
        try:
            write()
        except (BrokenPipeError, OutputError) as error:
            self.output_error = error
            self._ended.set()


class JsonReport:
    """Prints one JSON object per line.

    States of a microphone are lines of type "device". States of a file are not printed: the end of
    the output and the exit code say the same.
    """

    def __init__(self, source: Source, is_paced: bool) -> None:
        self._prints_states = source.is_live
        self._is_paced = is_paced

    def state(self, state: SourceState) -> None:
        """Print the state."""
        if not self._prints_states or state.code in ("opening", "finished"):
            return
        say_json(
            {
                "id": None,
                "type": "device",
                "digit": None,
                "confidence": None,
                "start": None,
                "end": None,
                "latency_ms": None,
                "state": state.code,
                "device": state.source,
                "rate": state.rate,
                "message": state.message,
            }
        )

    def result(self, result: Result, stamps: Stamps) -> None:
        """Print the result."""
        stages, heard_to_known = None, None
        if self._is_paced:  # with --fast, words have no end in wall time
            stages = stage_times(result, stamps, time.perf_counter())
            heard_to_known = stamps.heard_to_known_ms
        say_json(result_record(result, heard_to_known, stages))

    def number(self, number: Number, stamps: Stamps) -> None:
        """Print the number with its digits."""
        heard_to_known = stamps.heard_to_known_ms if self._is_paced else None
        say_json(stream_number_record(number, heard_to_known))

    def close(self) -> None:
        """Nothing to clear."""


class TextReport:
    """Prints lines for people; on a terminal, the final result replaces the provisional one."""

    def __init__(self, source: Source, is_paced: bool, spoken: Spoken) -> None:
        self._spoken = spoken
        self._is_live = source.is_live
        self._is_paced = is_paced
        self._in_place = sys.stdout.isatty()
        self._is_open = False
        self._number = NumberDigits()

    def state(self, state: SourceState) -> None:
        """Print the state on stderr if it matters to the user."""
        self.close()
        if state.code == "listening" and self._is_live:
            note(f"Listening to {state.source}. {self._prompt()} Press Ctrl-C to stop.")
        elif state.code == "listening" and self._is_paced:
            note(f"Playing {state.source} instead of the microphone. Press Ctrl-C to stop.")
        elif state.code in ("recovering", "blocked"):
            note(state.message)

    def _prompt(self) -> str:
        what = "a digit or a number" if self._spoken.has_numbers else "a digit"
        if self._spoken.language == DEFAULT_LANGUAGE:
            return f"Say {what}."
        return f"Say {what} in {english_name(self._spoken.language)}."

    def result(self, result: Result, stamps: Stamps) -> None:
        """Show the digits of the number so far; print a line for what was rejected."""
        self._number.add(result)
        if result.type == "rejected" and result.rejected != "unsure":
            self._print_line(_line(result), _latency(result, stamps, self._is_paced))
        self._show_provisional()

    def number(self, number: Number, stamps: Stamps) -> None:
        """Print the number as one line; a number of one digit with the digit's name."""
        self._number.finish(number)
        if len(number.digits) == 1:
            digit = number.digits[0]
            self._print_line(_line(digit), _latency(digit, stamps, self._is_paced))
            return
        percent = 100 * number.confidence
        when = f"{stamps.heard_to_known_ms:.0f} ms after the last word" if self._is_paced else ""
        self._print_line(f"{number.start:7.2f} s  {number.text}  {percent:3.0f} %", when)

    def _show_provisional(self) -> None:
        if not self._in_place:
            return
        digits = self._number.shown
        if not digits:
            self.close()
            return
        text = "".join("?" if digit.digit is None else str(digit.digit) for digit in digits)
        say(f"\r\x1b[K{digits[0].start:7.2f} s  {text} ...", end="")
        self._is_open = True

    def _print_line(self, text: str, remark: str) -> None:
        begin = "\r\x1b[K" if self._in_place else ""
        say(f"{begin}{text}  ({remark})" if remark else f"{begin}{text}")
        self._is_open = False

    def close(self) -> None:
        """Clear the provisional result."""
        if self._is_open:
            say("\r\x1b[K", end="")
            self._is_open = False


def _line(result: Result) -> str:
    begin = f"{result.start:7.2f} s  "
    if result.digit is None:
        return f"{begin}{'-':5}  -        {result.reason}"
    percent = 100 * result.confidence
    return (
        f"{begin}{digit_words(result.language)[result.digit]:5}  {result.digit}  {percent:3.0f} %"
    )


def _latency(result: Result, stamps: Stamps, is_paced: bool) -> str:
    if is_paced:
        return f"{stamps.heard_to_known_ms:.0f} ms after the word"
    return f"recognized in {result.latency_ms:.1f} ms"
