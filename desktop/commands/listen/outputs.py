"""What ``listen`` does with numbers besides printing them: typing, and commands."""

from __future__ import annotations

import os
import queue
import sys
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from core.events import Activity, Number, Result
from core.numbers.pauses import NUMBER_PAUSE
from core.spectrogram import Columns
from desktop.audio.listener import Listener, SourceState, Stamps
from desktop.commands.output import say_json
from desktop.dictation.dictation import Dictation
from desktop.dictation.keyboards.choice import choose_keyboard
from desktop.dictation.keyboards.command import CommandKeyboard
from desktop.dictation.outcome import Outcome
from desktop.dictation.phrase import NumberDigits
from desktop.dictation.screen_lock import screen_lock
from desktop.number_format import NumberFormat

_AS_REQUESTED = ("length", "doubtful", "replaced")
"""Codes of numbers that were left out because of the options."""


@dataclass(frozen=True, slots=True)
class OutputRequest:
    """The options for typing and commands.

    Attributes
    ----------
    types : bool
        Whether to type into the focused program.
    command : sequence of str
        Program to run for each number, with its arguments; empty for none.
    number_format : NumberFormat
    pause : float
        Pause that ends a number, in seconds.
    """

    types: bool = False
    command: Sequence[str] = ()
    number_format: NumberFormat = field(default_factory=NumberFormat)
    pause: float = NUMBER_PAUSE

    @property
    def has_outputs(self) -> bool:
        """Whether numbers go anywhere besides being printed."""
        return self.types or bool(self.command)


class Outputs:
    """A `Listener` that passes everything on, and types numbers or runs a command for each.

    The numbers are whole ones: see `desktop.audio.joined_numbers`.
    What became of a number is printed in the thread of the listener, between its other lines.

    Parameters
    ----------
    request : OutputRequest
    listener : Listener
        Prints.
    message : callable
        Prints a message on stderr.
    as_json : bool
        Whether to print outcomes as JSON on stdout, or messages on stderr.
    is_paced : bool
        Whether words end in wall time, so that latencies can be given.

    Attributes
    ----------
    has_failed : bool
        Whether a number could not be typed, or a command failed.
    """

    def __init__(
        self,
        request: OutputRequest,
        listener: Listener,
        message: Callable[[str], None],
        *,
        as_json: bool,
        is_paced: bool,
    ) -> None:
        self._listener = listener
        self._message = message
        self._is_paced = is_paced
        self._as_json = as_json
        self.has_failed = False
        self._number = NumberDigits()
        self._outcomes: queue.SimpleQueue[Outcome] = queue.SimpleQueue()
        self._asked: dict[str, Outcome] = {}  # numbers that wait for Return
        numbers = request.number_format
        self._typing: Dictation | None = None
        self._command: Dictation | None = None
        if request.types:
            # X terminals tell their window, so that nothing is typed into the terminal itself.
            window = os.environ.get("WINDOWID", "")
            keyboard = choose_keyboard(own_window=int(window) if window.isdigit() else 0)
            self._typing = Dictation(keyboard, self._outcomes.put, numbers, screen_lock())
            self._typing.prepare()
        if request.command:
            plain = NumberFormat("number", "", numbers.groups, numbers.length, numbers.doubtful)
            keyboard = CommandKeyboard(list(request.command))
            self._command = Dictation(keyboard, self._outcomes.put, plain, too_late=None)
        if numbers.doubtful == "wait":
            threading.Thread(target=self._read_returns, name="confirming", daemon=True).start()

    @property
    def _dictations(self) -> list[Dictation]:
        return [one for one in (self._typing, self._command) if one is not None]

    def on_state(self, state: SourceState) -> None:
        """Pass on the state."""
        if state.code == "opening":
            self._number.begin_stream()
        self._listener.on_state(state)
        self._print_outcomes()

    def on_result(self, result: Result, stamps: Stamps) -> None:
        """Pass on the result, and type its digit if each digit is typed at once."""
        spoken = self._number.add(result, self._ended(stamps))
        for dictation in self._dictations:
            dictation.show(spoken)
        self._listener.on_result(result, stamps)
        self._print_outcomes()

    def on_number(self, number: Number, stamps: Stamps) -> None:
        """Pass on the number, type it and run the command."""
        spoken = self._number.finish(number, self._ended(stamps))
        if spoken is not None:
            for dictation in self._dictations:
                dictation.end(spoken)
        self._listener.on_number(number, stamps)
        self._print_outcomes()

    def on_activity(self, activity: Activity) -> None:
        """Pass on the level."""
        self._listener.on_activity(activity)
        self._print_outcomes()

    def on_columns(self, columns: Columns) -> None:
        """Pass on columns of the spectrogram."""
        self._listener.on_columns(columns)

    def stop_waiting(self) -> None:
        """Let no more numbers wait for Return: listening ends, and nobody can press it."""
        for dictation in self._dictations:
            dictation.format = replace(dictation.format, doubtful="drop")

    def stop(self) -> None:
        """Wait until the numbers are typed and all commands have run; the listener has ended."""
        if self._typing is not None:
            self._typing.stop()
        if self._command is not None:
            self._command.stop(timeout=None)
        self._print_outcomes()
        for number, asked in self._asked.items():
            self.has_failed = True
            message = f"{number} was not confirmed before listening ended."
            self._print(Outcome("not_typed", number, asked.code, message))

    def _ended(self, stamps: Stamps) -> float:
        return stamps.speech_end if self._is_paced else 0.0

    def _read_returns(self) -> None:
        """Confirm the number that waits when Return is pressed in the terminal."""
        for line in sys.stdin:
            for dictation in self._dictations:
                (dictation.dismiss if line.strip() else dictation.confirm)()

    def _print_outcomes(self) -> None:
        while True:
            try:
                outcome = self._outcomes.get_nowait()
            except queue.Empty:
                return
            if outcome.kind == "not_typed" and outcome.code not in _AS_REQUESTED:
                self.has_failed = True
            if outcome.kind == "waiting":
                self._asked[outcome.number] = outcome
            elif outcome.kind == "typed" or outcome.said or outcome.code == "replaced":
                self._asked.pop(outcome.number, None)
            self._print(outcome)

    def _print(self, outcome: Outcome) -> None:
        if self._as_json:
            say_json(outcome_record(outcome))
        elif outcome.message:
            self._message(outcome.message)


def outcome_record(outcome: Outcome) -> dict[str, Any]:
    """Return the fields of an outcome for JSON."""
    latency_ms = outcome.latency_ms
    return {
        "id": None,
        "type": "output",
        "digit": None,
        "confidence": None,
        "start": None,
        "end": None,
        "latency_ms": None,
        "outcome": outcome.kind,
        "number": outcome.number,
        "code": outcome.code or None,
        "message": outcome.message,
        "heard_to_typed_ms": None if latency_ms is None else round(latency_ms, 1),
    }
