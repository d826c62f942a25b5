"""What ``listen`` prints: lines for people, or JSON."""

from __future__ import annotations

import time
from collections.abc import Sequence
from typing import Protocol

from core.bundle_location import DEFAULT_LANGUAGE
from core.events import Number, Result
from core.numbers.joiner import NumberJoiner
from desktop.audio.listener import SourceState, Stamps, stage_times
from desktop.audio.sources import Source
from desktop.commands.listen.live_line import LiveLine
from desktop.commands.output import note, say_json
from desktop.dictation.phrase import NumberDigits
from desktop.languages import Spoken, digit_words, english_name
from desktop.records import result_record, stream_number_record


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

    def settle(self) -> None:
        """Note that a block of sound is over."""
        ...

    def message(self, text: str) -> None:
        """Print a message on stderr."""
        ...

    def close(self) -> None:
        """Print what is left at the end."""
        ...


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

    def settle(self) -> None:
        """Nothing to print."""

    def message(self, text: str) -> None:
        """Print it."""
        note(text)

    def close(self) -> None:
        """Nothing to print."""


class TextReport:
    """Prints lines for people: one for each number that is over, and for each rejected sound.

    In a terminal, the digits of the number that is being said are shown at once: see `LiveLine`.

    Parameters
    ----------
    source : Source
    is_paced : bool
        Whether words end in wall time, so that latencies can be given.
    spoken : Spoken
    joiner : NumberJoiner
        Knows whether more of a number may follow.
    """

    def __init__(
        self, source: Source, is_paced: bool, spoken: Spoken, joiner: NumberJoiner
    ) -> None:
        self._spoken = spoken
        self._is_live = source.is_live
        self._is_paced = is_paced
        self._joiner = joiner
        self._line = LiveLine(may_use_stderr=is_paced)
        self._number = NumberDigits()
        self._latencies: dict[int, float] = {}  # of final results that may be in a number, by id
        self._doubtful: dict[int, Result] = {}  # no number has them so far, by id

    def state(self, state: SourceState) -> None:
        """Print the state on stderr if it matters to the user."""
        self.close()
        if state.code == "opening":
            self._number.begin_stream()
            self._latencies.clear()
        elif state.code == "listening" and self._is_live:
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
            self._line.print_above(self._text_of([result], stamps.heard_to_known_ms))
            return
        if result.type in ("digit", "rejected"):
            self._latencies[result.id] = stamps.heard_to_known_ms
        if result.type == "rejected":
            self._doubtful[result.id] = result
        self._show()

    def number(self, number: Number, stamps: Stamps) -> None:
        """Print the number as one line; a number of one digit with the digit's name."""
        for digit in number.digits:
            self._doubtful.pop(digit.id, None)
        self._print_doubtful(until=number.start)
        self._number.finish(number)
        # With a live line, its last digit was already there to be read.
        latency = self._latencies.get(number.digits[-1].id) if self._line.is_shown else None
        latency = stamps.heard_to_known_ms if latency is None else latency
        line = self._text_of(number.digits, latency)
        self._line.finish(f"{line}  digits may be missing" if number.is_cut else line)
        last = number.digits[-1].id
        self._latencies = {id_: one for id_, one in self._latencies.items() if id_ > last}
        if self._number.shown:
            self._show()

    def settle(self) -> None:
        """Print doubtful digits that are in no number, when none can take them any more."""
        if self._doubtful and not self._joiner.is_open:
            self._print_doubtful()
            if all(one.type == "rejected" for one in self._number.shown):
                self._number.begin_stream()

    def message(self, text: str) -> None:
        """Print a message on stderr, above the number that is being said."""
        self._line.interrupt(lambda: note(text))

    def close(self) -> None:
        """Print what is left, and delete provisional digits."""
        self._line.show("")
        self._print_doubtful()

    def _print_doubtful(self, until: float | None = None) -> None:
        for result in list(self._doubtful.values()):
            if until is None or result.start < until:
                del self._doubtful[result.id]
                latency = self._latencies.pop(result.id, 0.0)
                self._line.finish(self._text_of([result], latency))

    def _show(self) -> None:
        """Show the digits of the number so far; dots say that some are provisional."""
        digits = self._number.shown
        if not digits:
            self._line.show("")
        elif any(digit.type == "provisional" for digit in digits):
            self._line.show(f"{digits[0].start:7.2f} s  {_digits(digits)} ...")
        else:
            self._line.show(self._text_of(digits, self._latencies.get(digits[-1].id, 0.0)))

    def _text_of(self, digits: Sequence[Result], latency_ms: float) -> str:
        """The line of digits that are final."""
        if len(digits) == 1:
            remark = f"{latency_ms:.0f} ms after the word"
            if not self._is_paced:
                remark = f"recognized in {digits[0].latency_ms:.1f} ms"
            return _with(_line(digits[0]), remark)
        percent = 100 * min(digit.confidence for digit in digits)
        remark = f"{latency_ms:.0f} ms after the last word" if self._is_paced else ""
        return _with(f"{digits[0].start:7.2f} s  {_digits(digits)}  {percent:3.0f} %", remark)


def _digits(results: Sequence[Result]) -> str:
    return "".join("?" if one.digit is None else str(one.digit) for one in results)


def _with(text: str, remark: str) -> str:
    return f"{text}  ({remark})" if remark else text


def _line(result: Result) -> str:
    begin = f"{result.start:7.2f} s  "
    if result.digit is None:
        return f"{begin}{'-':5}  -        {result.reason}"
    percent = 100 * result.confidence
    return (
        f"{begin}{digit_words(result.language)[result.digit]:5}  {result.digit}  {percent:3.0f} %"
    )
