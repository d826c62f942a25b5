"""``spoken-digits listen``: recognizes a microphone, or a file in its place, without a window."""

from __future__ import annotations

import sys
import threading
import time
from pathlib import Path
from typing import Protocol

from core.events import Activity, Result
from core.segmenter_settings import Sensitivity
from core.spectrogram import Columns
from desktop.audio.listener import SourceState, Stamps, stage_times
from desktop.audio.recognizers import recognizer_maker
from desktop.audio.sources import Source
from desktop.audio.worker import Worker
from desktop.commands.digit_words import WORDS
from desktop.commands.output import complain, note, say_json


def run(
    source: Source,
    *,
    is_paced: bool,
    bundle: Path | None,
    profile: str | None,
    as_json: bool,
    sensitivity: Sensitivity = "normal",
) -> int:
    """Print what is heard until the source ends, fails, or Ctrl-C.

    Returns
    -------
    int
        0 at a file's end and where a person ends listening to a microphone; 1 where it cannot go
        on. Raises ``KeyboardInterrupt`` where a file was interrupted, and ``BrokenPipeError``
        where nobody reads what is printed.
    """
    report: Report = JsonReport(source, is_paced) if as_json else TextReport(source, is_paced)
    printer = Printer(report)
    make = recognizer_maker(bundle, sensitivity, profile, note)
    worker = Worker(printer, make, source, keep_trying=False)
    worker.start()
    try:
        printer.wait()
    except KeyboardInterrupt:
        worker.stop()
        report.close()
        if source.is_live:  # there is no other way to end it
            return 0
        raise
    worker.stop()
    if printer.is_broken:
        raise BrokenPipeError
    report.close()
    return printer.exit_code


class Report(Protocol):
    """Prints what is heard."""

    def state(self, state: SourceState) -> None:
        """Print the source's new state."""
        ...

    def result(self, result: Result, stamps: Stamps) -> None:
        """Print a result."""
        ...

    def close(self) -> None:
        """Leave the terminal as it was found."""
        ...


class Printer:
    """A `Listener` that prints, and knows when there is nothing more to come.

    Attributes
    ----------
    exit_code : int
        Of the program, as far as is known.
    is_broken : bool
        True where nobody reads stdout any more.
    """

    def __init__(self, report: Report) -> None:
        self._report = report
        self._ended = threading.Event()
        self._has_heard = False
        self.exit_code = 0
        self.is_broken = False

    def wait(self) -> None:
        """Wait for the end; Ctrl-C is seen at once on every platform."""
        while not self._ended.wait(0.2):
            pass

    def on_state(self, state: SourceState) -> None:
        """Print it, and end where there is nothing more to come."""
        try:
            self._report.state(state)
        except BrokenPipeError:
            self._break_off()
        if state.code == "finished" and not self._has_heard:
            note(f"{state.source}: no speech in it.")
        # A microphone that was open and is lost is "recovering", and no reason to end.
        if state.code in ("no_portaudio", "no_device", "busy", "unsupported", "failed"):
            complain(state.message)
            self.exit_code = 1
        elif state.code != "finished":
            return
        self._ended.set()

    def on_result(self, result: Result, stamps: Stamps) -> None:
        """Print it."""
        self._has_heard = True
        try:
            self._report.result(result, stamps)
        except BrokenPipeError:
            self._break_off()

    def on_activity(self, activity: Activity) -> None:
        """Nothing to print."""

    def on_columns(self, columns: Columns) -> None:
        """Nothing to print."""

    def _break_off(self) -> None:
        self.is_broken = True
        self._ended.set()


class JsonReport:
    """One JSON object a line.

    A microphone's states are lines of type "device"; a file's are not, since the end of the output
    and the exit code say the same.
    """

    def __init__(self, source: Source, is_paced: bool) -> None:
        self._tells_device = source.is_live
        self._is_paced = is_paced

    def state(self, state: SourceState) -> None:
        """Print it."""
        if not self._tells_device or state.code in ("opening", "finished"):
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
        """Print it."""
        stages, heard_to_known = None, None
        if self._is_paced:  # a file read as fast as it goes has no word's end to count from
            now = time.perf_counter()
            stages = {name: round(ms, 2) for name, ms in stage_times(result, stamps, now).items()}
            heard_to_known = round(_heard_to_known_ms(stamps), 1)
        say_json(
            {
                "id": result.id,
                "type": result.type,
                "digit": result.digit,
                "confidence": round(result.confidence, 4),
                "start": round(result.start, 3),
                "end": round(result.end, 3),
                "latency_ms": round(result.latency_ms, 3),
                "rejected": result.rejected,
                "reason": result.reason,
                "probabilities": [round(p, 6) for p in result.probabilities],
                "closed_at": round(result.closed_at, 3),
                "heard_to_known_ms": heard_to_known,
                "stages_ms": stages,
            }
        )

    def close(self) -> None:
        """Nothing is left open."""


class TextReport:
    """Lines for people; on a terminal a provisional answer stands until the final one comes."""

    def __init__(self, source: Source, is_paced: bool) -> None:
        self._is_live = source.is_live
        self._is_paced = is_paced
        self._in_place = sys.stdout.isatty()
        self._is_open = False

    def state(self, state: SourceState) -> None:
        """Tell the person on stderr what they can act on."""
        self.close()
        if state.code == "listening" and self._is_live:
            note(f"Listening to {state.source}. Say a digit, then pause; Ctrl-C ends.")
        elif state.code == "listening" and self._is_paced:
            note(f"Playing {state.source} in place of a microphone. Ctrl-C ends.")
        elif state.code in ("recovering", "blocked"):
            note(state.message)

    def result(self, result: Result, stamps: Stamps) -> None:
        """Print a line, or in place of the last one."""
        if result.type in ("provisional", "withdrawn"):
            if self._in_place:
                text = "" if result.type == "withdrawn" else f"{_line(result)} ..."
                self._print(f"\r\x1b[K{text}", end="")
                self._is_open = text != ""
            return
        latency = (
            f"heard -> known {_heard_to_known_ms(stamps):.0f} ms"
            if self._is_paced
            else f"known in {result.latency_ms:.1f} ms"
        )
        begin = "\r\x1b[K" if self._in_place else ""
        self._print(f"{begin}{_line(result)}  ({latency})", end="\n")
        self._is_open = False

    def close(self) -> None:
        """Take away a provisional answer that stands."""
        if self._is_open:
            self._print("\r\x1b[K", end="")
            self._is_open = False

    def _print(self, text: str, end: str) -> None:
        print(text, end=end, flush=True)


def _line(result: Result) -> str:
    begin = f"{result.start:7.2f} s  "
    if result.digit is None:
        return f"{begin}{'-':5}  -        {result.reason}"
    percent = 100 * result.confidence
    return f"{begin}{WORDS[result.digit]:5}  {result.digit}  {percent:3.0f} %"


def _heard_to_known_ms(stamps: Stamps) -> float:
    return 1e3 * (stamps.known - stamps.speech_end)
