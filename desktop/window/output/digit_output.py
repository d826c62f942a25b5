"""Sends digits to the clipboard, or as key presses to the focused program."""

from __future__ import annotations

import queue
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from core.events import Number, Result
from desktop.audio.listener import Stamps
from desktop.dictation.dictation import Dictation
from desktop.dictation.keyboards.choice import choose_keyboard
from desktop.dictation.keyboards.keyboard import Keyboard, KeyboardCode, TypingError
from desktop.dictation.outcome import Outcome
from desktop.dictation.phrase import DOUBT, NumberDigits, Spoken, likeliest_digits
from desktop.dictation.screen_lock import ScreenLock, screen_lock
from desktop.number_format import NumberFormat
from desktop.settings import Settings, Typing

POLL_MS = 40
"""How often to look for outcomes of the typing thread."""

UNDO_DELAY_MS = 300
"""After a click in a menu, until the program that is typed into has the focus again."""


class DigitOutput(QObject):
    """Copies or types what was recognized, as the settings say; off by default.

    Key presses are sent in the thread of a `Dictation`. Its outcomes are polled.
    """

    outcome = Signal(object)
    """An `Outcome`."""

    taken_back = Signal(object)
    """Utterances of a number that was taken back: it was typed, was being said, or waited."""

    confirmed = Signal(object, str)
    """Utterances of a number with doubtful digits, and the number as the user has had it typed."""

    not_copied = Signal(object)
    """An `Outcome` for a number that is doubtful, was cut or has the wrong length; None when the
    next one has been copied."""

    typing_begins = Signal()
    """A number is about to be typed, perhaps with Return: no shortcut may take that key."""

    def __init__(self) -> None:
        super().__init__()
        self.mode: Typing = "off"
        self._format = NumberFormat()
        self._digits = NumberDigits()
        self._ended = 0.0  # time of the last digit
        self._is_held = False
        self._held: list[Callable[[], None]] = []
        self._dictation: Dictation | None = None
        self._outcomes: queue.SimpleQueue[Outcome] = queue.SimpleQueue()
        self._timer = QTimer(self)
        self._timer.setInterval(POLL_MS)
        self._timer.timeout.connect(self._poll)

    def apply(self, settings: Settings) -> None:
        """Use these settings from the next number on."""
        is_new = self.mode != settings.typing
        self.mode = settings.typing
        self._format = NumberFormat(
            settings.typing_unit,
            settings.typing_end,
            settings.typing_groups,
            settings.typing_length,
            settings.typing_doubtful,
        )
        if self.mode != "keys":
            self.stop()
            return
        if self._dictation is None:
            self._dictation = self._make_dictation(choose_keyboard(), screen_lock())
            self._timer.start()
        self._dictation.format = self._format
        if is_new:
            self.prepare()

    @property
    def is_typing(self) -> bool:
        """Whether a request is not done yet, or its outcome not told."""
        is_idle = self._dictation is None or self._dictation.is_idle
        return not (is_idle and self._outcomes.empty())

    def begin_stream(self) -> None:
        """Note that another stream starts."""
        self._digits.begin_stream()
        self._request(partial(self._show, Spoken(0, "", "")))  # no number is open

    def hold(self, is_held: bool) -> None:
        """Type nothing while the key of a global shortcut is held, and then all of it.

        The system sends all keys to the program whose shortcut is held.
        """
        self._is_held = is_held
        if not is_held:
            held, self._held = self._held, []
            for request in held:
                request()

    def _request(self, request: Callable[[], None]) -> None:
        if self._is_held:
            self._held.append(request)
        else:
            request()

    def add(self, result: Result, stamps: Stamps) -> None:
        """Take a result that counts: provisional, withdrawn or final."""
        if self._dictation is not None:
            self._ended = stamps.speech_end
            spoken = self._digits.add(result, stamps.speech_end)
            self._request(partial(self._show, spoken))

    def end(
        self, number: Number, utterances: Sequence[int] = (), *, is_taken_back: bool = False
    ) -> None:
        """Take a number that is over: copy it or type it, as was chosen.

        Parameters
        ----------
        number : Number
        utterances : sequence of int
            Its utterances, as the history counts them.
        is_taken_back : bool
            Whether the user has taken it back in the window meanwhile.
        """
        has_digit = any(digit.digit is not None for digit in number.digits)
        if self.mode == "clipboard" and has_digit and not is_taken_back:
            self._copy(number)
        if self._dictation is not None:
            spoken = self._digits.finish(number, self._ended)
            if spoken is not None:
                spoken = replace(spoken, utterances=tuple(utterances))
                self._request(partial(self._drop if is_taken_back else self._end, spoken))

    def _copy(self, number: Number) -> None:
        digits = likeliest_digits(number)
        objection = None
        if number.is_cut:
            objection = Outcome("not_typed", digits, "cut")
        elif not self._format.is_right_length(digits):
            length = str(self._format.length)
            objection = Outcome("not_typed", digits, "length", detail=length)
        elif DOUBT in number.text:
            objection = Outcome("not_typed", digits, "doubtful")
        else:
            QGuiApplication.clipboard().setText(digits)
        self.not_copied.emit(objection)

    def _show(self, spoken: Spoken) -> None:
        if self._dictation is not None:
            self._dictation.show(spoken, _problem())

    def _end(self, spoken: Spoken) -> None:
        if self._dictation is not None:
            self.typing_begins.emit()
            self._dictation.end(spoken, _problem())

    def _drop(self, spoken: Spoken) -> None:
        if self._dictation is not None:
            self._dictation.drop(spoken)

    def prepare(self) -> None:
        """Get ready to type; ask the user where the system requires it."""
        if self._dictation is not None:
            self._dictation.prepare()

    def undo(self) -> None:
        """Take back what was typed last."""
        if self._dictation is not None:
            QTimer.singleShot(UNDO_DELAY_MS, self.undo_now)

    def undo_now(self) -> None:
        """Take back what was typed last; for a shortcut, which leaves the focus where it is."""
        self._request(self._undo)

    def _undo(self) -> None:
        if self._dictation is not None:
            self._dictation.undo(_problem("focus_needed"))

    def confirm(self) -> None:
        """Type the number that waits."""
        if self._dictation is not None:
            self.typing_begins.emit()
            self._dictation.confirm(_problem("focus_needed"))

    def dismiss(self) -> None:
        """Drop the number that waits."""
        if self._dictation is not None:
            self._dictation.dismiss()

    def stop(self) -> None:
        """Finish typing and end the thread."""
        self.hold(False)
        dictation, self._dictation = self._dictation, None
        self._timer.stop()
        if dictation is not None:
            dictation.stop()
            self._poll()

    def _make_dictation(self, keyboard: Keyboard, lock: ScreenLock | None) -> Dictation:
        return Dictation(keyboard, self._outcomes.put, lock=lock)

    def _poll(self) -> None:
        while True:
            try:
                outcome = self._outcomes.get_nowait()
            except queue.Empty:
                return
            self.outcome.emit(outcome)
            is_dropped = outcome.kind == "dismissed" and bool(outcome.said)
            if is_dropped or (outcome.kind == "taken_back" and not outcome.is_open):
                self.taken_back.emit(outcome.utterances)
            elif outcome.kind == "typed" and outcome.said:
                self.confirmed.emit(outcome.utterances, outcome.number)


def _problem(code: KeyboardCode = "own_window") -> TypingError | None:
    """Return why nothing may be typed: a window of the program has the focus."""
    if QApplication.activeWindow() is None:
        return None
    return TypingError(code, "A window of this program has the focus.")
