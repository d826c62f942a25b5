"""Types digits and numbers into other programs, in its own thread."""

from __future__ import annotations

import logging
import queue
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass

from desktop.dictation.keyboards.keyboard import (
    BACKSPACE,
    RETURN,
    TAB,
    Keyboard,
    TypingError,
)
from desktop.dictation.outcome import Outcome
from desktop.dictation.phrase import DOUBT, Spoken
from desktop.dictation.screen_lock import ScreenLock
from desktop.number_format import NumberFormat, correction

log = logging.getLogger(__name__)

TOO_LATE = 3.0
"""Seconds. What could not be typed by then is not typed any more: the user has moved on."""

_REMEMBERED = 20

_ENOUGH_SURE = 3
"""Digits that tell a number that is said again from another one."""


@dataclass(slots=True)
class _Typed:
    """A text that was typed, and where."""

    number: str
    text: str
    focus: int
    utterances: tuple[int, ...]

    @property
    def can_undo(self) -> bool:
        """Whether Backspace keys can remove it."""
        return RETURN not in self.text and TAB not in self.text


@dataclass(slots=True)
class _Open:
    """The number that is being said."""

    phrase: int
    utterances: tuple[int, ...] = ()  # once it is over
    typed: str = ""
    focus: int = 0
    spoken: str = ""
    problem: TypingError | None = None
    is_dropped: bool = False  # by undo

    @property
    def has_digit(self) -> bool:
        """Whether there is more than sounds that may be digits."""
        return any(character != DOUBT for character in self.spoken)


@dataclass(slots=True)
class _Waiting:
    """A number that is doubtful or was cut: the likeliest digits, and those that are sure."""

    number: str
    focus: int
    sure: str
    question: Outcome

    def is_repeated_by(self, spoken: Spoken) -> bool:
        """Whether a number, said next, is most likely the same one again.

        If few digits are sure, another number may well have the same ones: then the likeliest
        digits have to be the same, too.
        """
        length = len(self.sure)
        is_longer = self.question.code == "cut" and len(spoken.text) > length
        if not is_longer and len(spoken.text) != length:
            return False
        pairs = list(zip(self.sure, spoken.text, strict=False))
        sure = [pair for pair in pairs if DOUBT not in pair]
        doubtful = [place for place, digit in enumerate(self.sure) if digit == DOUBT]
        return all(one == other for one, other in sure) and (
            len(sure) >= _ENOUGH_SURE
            or all(spoken.guess[place] == self.number[place] for place in doubtful)
        )


class Dictation:
    """Types digits and numbers, one after the other.

    `show`, `end` and the other requests return immediately and can be called from any thread.

    Parameters
    ----------
    keyboard : Keyboard
        Used in the typing thread only.
    report : callable
        Takes each `Outcome`, in the typing thread.
    number_format : NumberFormat, optional
    lock : ScreenLock, optional
    too_late : float or None
        Seconds after which a number is not typed any more; None for never.
    """

    def __init__(
        self,
        keyboard: Keyboard,
        report: Callable[[Outcome], None],
        number_format: NumberFormat | None = None,
        lock: ScreenLock | None = None,
        too_late: float | None = TOO_LATE,
    ) -> None:
        self.format = number_format or NumberFormat()
        """Applies from the next number on."""
        self._keyboard = keyboard
        self._report = report
        self._lock = lock
        self._too_late = too_late
        self._requests: queue.Queue[Callable[[], None] | None] = queue.Queue()
        self._open = _Open(0)
        self._waiting: _Waiting | None = None
        self._typed: list[_Typed] = []
        self._thread = threading.Thread(target=self._work, name="typing", daemon=True)
        self._thread.start()

    # -- from any thread ------------------------------------------------------------------------

    @property
    def is_idle(self) -> bool:
        """Whether all that was requested is done and reported."""
        return self._requests.unfinished_tasks == 0

    def prepare(self) -> None:
        """Open the keyboard, and ask the user where the system requires it."""
        self._requests.put(self._prepare)

    def show(self, spoken: Spoken, problem: TypingError | None = None) -> None:
        """Take the digits of the open number so far.

        Parameters
        ----------
        spoken : Spoken
        problem : TypingError, optional
            Why nothing may be typed now, for example because the own window has the focus.
        """
        at = time.perf_counter()
        self._requests.put(lambda: self._show(spoken, problem, at))

    def end(self, spoken: Spoken, problem: TypingError | None = None) -> None:
        """Take a number that is over."""
        at = time.perf_counter()
        self._requests.put(lambda: self._end(spoken, problem, at))

    def undo(self, problem: TypingError | None = None) -> None:
        """Take back the last number.

        That is the one that is being said, or that waits, or what was typed last. What was typed
        is removed by Backspaces.

        Parameters
        ----------
        problem : TypingError, optional
            Why it cannot be done where the focus is now.
        """
        self._requests.put(lambda: self._undo(problem))

    def drop(self, spoken: Spoken) -> None:
        """Take a number that is over and that the user has taken back elsewhere."""
        self._requests.put(lambda: self._drop(spoken))

    def confirm(self, problem: TypingError | None = None) -> None:
        """Type the number that waits, with the likeliest digits; parameters as for `undo`."""
        self._requests.put(lambda: self._confirm(problem))

    def dismiss(self) -> None:
        """Drop the number that waits."""
        self._requests.put(self._dismiss)

    def stop(self, timeout: float | None = 2.0) -> bool:
        """Finish what was requested, close the keyboard and end the thread.

        Parameters
        ----------
        timeout : float or None
            In seconds; None for no limit.

        Returns
        -------
        bool
            False if the thread did not end in time, for example because it waits for the user.
        """
        self._requests.put(None)
        self._thread.join(timeout)
        return not self._thread.is_alive()

    # -- in the typing thread -------------------------------------------------------------------

    def _work(self) -> None:
        while (request := self._requests.get()) is not None:
            try:
                request()
            except Exception as error:  # the thread must survive every error
                log.exception("typing failed")
                what = f"Internal error ({type(error).__name__})."
                self._report(Outcome("not_typed", code="failed", message=what))
            finally:
                self._requests.task_done()
        self._dismiss(is_lost=True)  # nobody can confirm it any more
        self._keyboard.close()

    def _prepare(self) -> None:
        self._keyboard.close()
        try:
            self._keyboard.open()
        except TypingError as error:
            self._fail("", error)
        else:
            self._report(Outcome("ready", detail=self._keyboard.name))

    def _show(self, spoken: Spoken, problem: TypingError | None, at: float) -> None:
        phrase = self._phrase(spoken.phrase)
        if spoken.text == phrase.spoken:
            return
        phrase.spoken, phrase.problem = spoken.text, problem
        if phrase.is_dropped or problem is not None:
            return
        try:
            focus = self._keyboard.focus()
            if not phrase.typed:
                phrase.focus = focus
            if self.format.unit == "digit":
                sure = spoken.text.partition(DOUBT)[0]
                if self._bring_to(phrase, self.format.grouped(sure), at):
                    self._report(Outcome("partial", sure, latency_ms=_since(spoken.ended)))
        except TypingError as error:
            phrase.problem = error  # told when the number is over

    def _end(self, spoken: Spoken, problem: TypingError | None, at: float) -> None:
        phrase = self._phrase(spoken.phrase)
        self._open = _Open(0)
        digits, phrase.utterances = spoken.text, spoken.utterances
        if phrase.is_dropped:
            outcome = Outcome("taken_back", digits, utterances=phrase.utterances)
            self._report_taken_back(outcome)
            return
        if problem := phrase.problem or problem:
            self._abandon(phrase, digits, problem, at)
            return
        wanted = self.format.grouped(digits) + self.format.end
        outcome = self._objection(spoken)
        # A stray digit, which is refused, is no answer to the question about the one that waits.
        is_refused = outcome is not None and outcome.code == "length"
        replaced = None if is_refused else self._waiting
        is_lost = replaced is not None and not replaced.is_repeated_by(spoken)
        try:
            # Without a focus from its digits, it would be whatever has the focus when it is undone.
            phrase.focus = phrase.focus or self._keyboard.focus()
            self._bring_to(phrase, "" if outcome else wanted, at)
        except TypingError as error:
            self._abandon(phrase, digits, error, at)
            self._ask_again()  # nothing was typed in its place
            return
        if replaced is not None:
            self._dismiss(is_lost=is_lost)
        if outcome is None:
            self._note_typed(_typed(digits, phrase), _since(spoken.ended))
        # The overlay shows the last outcome: what is lost, unless this number needs an answer.
        if replaced is not None and is_lost:
            code = replaced.question.code
            what = "perhaps not complete" if code == "cut" else "not sure"
            message = f"{replaced.number} was {what}, and another number followed."
            self._report(Outcome("not_typed", replaced.number, "replaced", message, code))
        if outcome is not None:
            if outcome.kind == "waiting":
                self._waiting = _Waiting(spoken.guess, phrase.focus, digits, outcome)
            self._report(outcome)
            if is_refused:
                self._ask_again()

    def _abandon(self, phrase: _Open, digits: str, error: TypingError, at: float) -> None:
        """Report that a number was not typed, after removing the digits that were typed at once."""
        typed = phrase.typed
        try:
            if typed and error.code == "own_window" and phrase.focus == 0:
                raise error  # Backspace would go to the own window
            self._bring_to(phrase, "", at)
        except TypingError:
            self._close_after(error)
            self._typed = [*self._typed[-_REMEMBERED:], _typed(digits, phrase)]
            message = f"Only {typed} of {digits} was typed. {error.message}"
            self._report(Outcome("not_typed", digits, "incomplete", message, typed, can_undo=True))
        else:
            self._fail(digits, error)

    def _objection(self, spoken: Spoken) -> Outcome | None:
        """Why a number is not typed, or not yet; None if it is."""
        digits = spoken.text
        if not self.format.is_right_length(digits):
            count = "1 digit" if len(digits) == 1 else f"{len(digits)} digits"
            message = f"{digits} has {count} instead of {self.format.length}."
            return Outcome("not_typed", digits, "length", message, str(self.format.length))
        if spoken.is_doubtful:
            code, message = "doubtful", f"Not sure: {digits}."
        elif spoken.is_cut:
            code, message = "cut", f"Listening stopped within {digits}."
        else:
            return None
        if self.format.doubtful != "wait":
            return Outcome("not_typed", digits, code, f"{message} Say it again.")
        message = f"{message} Press Return for {spoken.guess}, or say it again."
        utterances = spoken.utterances
        return Outcome("waiting", spoken.guess, code, message, digits, utterances=utterances)

    def _phrase(self, number: int) -> _Open:
        if number != self._open.phrase:
            self._open = _Open(number)
        return self._open

    def _bring_to(self, phrase: _Open, wanted: str, at: float) -> bool:
        """Type what is missing of a number, after taking back what is wrong.

        Returns
        -------
        bool
            False if nothing was missing or wrong.
        """
        count, text = correction(phrase.typed, wanted)
        if not count and not text:
            return False
        self._type(BACKSPACE * count + text, phrase.focus, at)
        phrase.typed = wanted
        return True

    def _type(self, text: str, focus: int, at: float | None = None) -> None:
        limit = self._too_late
        if at is not None and limit is not None and time.perf_counter() - at > limit:
            raise TypingError("late", "The system did not let it be typed in time.")
        if self._lock is not None and self._lock.is_locked():
            raise TypingError("locked", "The screen is locked.")
        self._keyboard.type(text, focus)

    def _note_typed(self, typed: _Typed, latency_ms: float | None = None, said: str = "") -> None:
        self._typed = [*self._typed[-_REMEMBERED:], typed]
        can_undo, number = typed.can_undo, typed.number
        self._report(
            Outcome(
                "typed", number, latency_ms=latency_ms, can_undo=can_undo, said=said,
                utterances=typed.utterances,
            )
        )  # fmt: skip

    def _undo(self, problem: TypingError | None) -> None:
        phrase = self._open
        if phrase.has_digit and not phrase.is_dropped:
            self._drop_open(phrase)
            return
        if self._waiting is not None:
            self._dismiss()
            return
        if not self._typed:
            message = "Nothing to undo."
            self._report(Outcome("not_typed", "", "nothing_to_undo", message, is_undo=True))
            return
        last = self._typed[-1]
        if not last.can_undo:
            message = f"{last.number} was followed by Return or Tab, which cannot be taken back."
            self._report(Outcome("not_typed", last.number, "cannot_undo", message, is_undo=True))
            return
        try:
            if problem is not None and last.focus == 0:
                raise problem
            self._type(BACKSPACE * len(last.text), last.focus)
        except TypingError as error:
            self._fail(last.number, error, is_undo=True)
            return
        self._typed.pop()
        self._report(Outcome("taken_back", last.number, utterances=last.utterances))

    def _drop_open(self, phrase: _Open) -> None:
        """Take back the number that is being said; the rest of it is not typed either."""
        try:
            if phrase.typed:
                self._type(BACKSPACE * len(phrase.typed), phrase.focus)
        except TypingError as error:
            self._fail(phrase.spoken, error, is_undo=True)
            return
        phrase.typed, phrase.is_dropped = "", True
        self._report_taken_back(Outcome("taken_back", phrase.spoken, is_open=True))

    def _report_taken_back(self, outcome: Outcome) -> None:
        self._report(outcome)
        self._ask_again()

    def _ask_again(self) -> None:
        """Report the question about the number that waits, which is still open."""
        if self._waiting is not None:
            self._report(self._waiting.question)

    def _drop(self, spoken: Spoken) -> None:
        phrase = self._phrase(spoken.phrase)
        self._open = _Open(0)
        if phrase.typed:
            try:
                self._type(BACKSPACE * len(phrase.typed), phrase.focus)
            except TypingError as error:
                self._fail(spoken.text, error, is_undo=True)

    def _confirm(self, problem: TypingError | None) -> None:
        waiting, self._waiting = self._waiting, None
        if waiting is None:
            return
        text = self.format.grouped(waiting.number) + self.format.end
        try:
            if problem is not None and waiting.focus == 0:
                raise problem
            self._type(text, waiting.focus)
        except TypingError as error:
            self._waiting = waiting
            self._fail(waiting.number, error, still_waits=True)
            return
        typed = _Typed(waiting.number, text, waiting.focus, waiting.question.utterances)
        self._note_typed(typed, said=waiting.sure)

    def _dismiss(self, *, is_lost: bool = False) -> None:
        waiting, self._waiting = self._waiting, None
        if waiting is not None:
            said = "" if is_lost else waiting.sure
            utterances = waiting.question.utterances
            self._report(Outcome("dismissed", waiting.number, said=said, utterances=utterances))

    def _fail(
        self, number: str, error: TypingError, *, is_undo: bool = False, still_waits: bool = False
    ) -> None:
        self._close_after(error)
        code, message, detail = error.code, error.message, error.detail
        self._report(
            Outcome(
                "not_typed", number, code, message, detail, is_undo=is_undo, still_waits=still_waits
            )
        )

    def _close_after(self, error: TypingError) -> None:
        if error.code in ("failed", "no_display"):
            self._keyboard.close()  # connects again for the next number


def _typed(number: str, phrase: _Open) -> _Typed:
    return _Typed(number, phrase.typed, phrase.focus, phrase.utterances)


def _since(ended: float) -> float | None:
    """Milliseconds since a time, or None if it is unknown."""
    return 1e3 * (time.perf_counter() - ended) if ended else None
