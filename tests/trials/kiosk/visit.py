"""Simulates a person who enters a number at the kiosk, on stream time, for `accuracy`."""

from __future__ import annotations

from dataclasses import dataclass

from core.classifier import Classifier
from core.events import Event, Result
from core.recognizer import Recognizer
from desktop.kiosk.entry.digit_boxes import number
from desktop.kiosk.entry.events import Command, Press, Tick
from desktop.kiosk.entry.interpretation import Interpreter
from desktop.kiosk.entry.session import EntrySession
from desktop.kiosk.entry.state import Rules, State, Store
from tests.trials.kiosk.people import Person, Style, Voice

MAX_SECONDS = 90.0
MAX_START_SECONDS = 20.0
MAX_REPEATS = 2
TAP_SECONDS = 2.0
"""Time until a person taps a digit, or "Yes, send"."""


@dataclass(frozen=True, slots=True)
class Attempt:
    """An attempt to enter a number.

    Attributes
    ----------
    voice, corpus : str
    style : {"pauses", "one breath"}
    spoken : str
    heard : str
        The boxes before the first question; a question mark for an uncertain digit.
    first : str
        The first read-back; empty if there was none.
    asked : int
        Digits that the kiosk asked to say again before that.
    tapped : int
        Digits that the kiosk asked to tap before that.
    confirm_pause : float
        The pause that would confirm the first read-back, in seconds; 0 if there was none.
    least_confidence : float
        Of the digits in the first read-back; 0 if there was none.
    entered : str
        The confirmed number; empty if there was none.
    repeats : int
        How often the whole number was said again because it was wrong.
    taps : int
        How often the kiosk asked for a tap in total: of a digit, or of "Yes, send".
    seconds : float
        From the first sound to the confirmed number.
    """

    voice: str
    corpus: str
    style: Style
    spoken: str
    heard: str
    first: str
    asked: int
    tapped: int
    confirm_pause: float
    least_confidence: float
    entered: str
    repeats: int
    taps: int
    seconds: float


class Visit:
    """A person at a kiosk, until the number is confirmed or the entry ends without one.

    Parameters
    ----------
    voice : Voice
    classifier : Classifier
        Of networks that have not heard this voice.
    rules : Rules
    seed : int
    style : {"pauses", "one breath"}
    max_repeats : int
        How often the person says a wrong number again at most.
    """

    def __init__(
        self,
        voice: Voice,
        classifier: Classifier,
        rules: Rules,
        seed: int,
        style: Style = "pauses",
        max_repeats: int = MAX_REPEATS,
    ) -> None:
        self.person = Person(voice, seed, style)
        self._voice = voice
        self._style: Style = style
        self._recognizer = Recognizer(classifier)
        self._interpreter = Interpreter()
        self._stored: list[Store] = []
        self._session = EntrySession(
            rules, lambda store, _: self._stored.append(store), clock=lambda: self._recognizer.time
        )
        self._first_sound = self._ticked = self._tap_due = self._confirm_due = 0.0
        self._asked = self._tapped = self._repeats = 0
        self._max_repeats = max_repeats
        self._first: tuple[str, int, int, float, float] | None = None
        self._answered: tuple[object, ...] = ()
        self._heard = ""

    def run(self) -> Attempt:
        """Enter the number."""
        for block in self.person.blocks():
            self._feed(self._recognizer.feed(block))
            self._answer(self._session.state)
            now, screen = self._recognizer.time, self._session.state.screen
            if self._stored or screen == "cancelled" or now > MAX_SECONDS:
                break
            if screen == "attract" and now > MAX_START_SECONDS:
                break
        return Attempt(
            self._voice.name,
            self._voice.corpus,
            self._style,
            self._spoken,
            self._heard or _shown(self._session.state),
            *(self._first or ("", self._asked, self._tapped, 0.0, 0.0)),
            entered=self._stored[0].number if self._stored else "",
            repeats=self._repeats,
            taps=self._tapped,
            seconds=round(self._recognizer.time - self._first_sound, 2),
        )

    @property
    def _spoken(self) -> str:
        return "".join(map(str, self.person.number))

    def _feed(self, found: list[Event]) -> None:
        session = self._session
        for event in found:
            if isinstance(event, Result) and event.digit is not None and not self._first_sound:
                self._first_sound = event.start
            for one in self._interpreter.hear(event):
                session.handle(one)
        for one in self._interpreter.speak(self._recognizer.activity.is_speech):
            session.handle(one)
        if self._recognizer.time - self._ticked >= 0.1:
            self._ticked = self._recognizer.time
            session.handle(Tick())

    def _answer(self, state: State) -> None:
        """Answer each question of the kiosk once."""
        place = len(state.boxes) if state.place is None else state.place
        if self._tap_due and self._recognizer.time >= self._tap_due:
            self._tap_due = 0.0
            self._session.handle(Press(self.person.number[place]))
            return
        if state.screen == "readback":
            self._read(state)
            if 0 < self._confirm_due <= self._recognizer.time:
                self._confirm_due = 0.0
                self._session.handle(Command("confirm"))
            return
        self._confirm_due = 0.0
        question = (state.screen, state.place, state.hint, state.active)
        is_short = state.hint in ("next", "too_many")
        if question == self._answered or not (state.screen == "asking" or is_short):
            return
        self._answered = question
        self._heard = self._heard or _shown(state)
        if state.hint == "tap":
            self._tapped += 1
            self._tap_due = self._recognizer.time + TAP_SECONDS
        elif is_short:
            self._complete(state)
        else:
            self._asked += 1
            self.person.answer(place)

    def _complete(self, state: State) -> None:
        """Say the rest of the number, or all of it if the boxes are wrong or empty."""
        shown = _shown(state)
        pairs = zip(shown, self._spoken, strict=False)
        if shown and all(box in ("?", digit) for box, digit in pairs):
            self._asked += 1
            self.person.go_on(len(shown))
        elif self._repeats < self._max_repeats:
            self._repeats += 1
            self.person.repeat()

    def _read(self, state: State) -> None:
        """Check each read-back once, and say the number again if it is wrong."""
        read = (state.screen, state.since)
        if read == self._answered:
            return
        self._answered = read
        self._heard = self._heard or _shown(state)
        shown = number(state.boxes)
        pause = self._session.rules.confirm_pause_for(state)
        least = min(box.confidence for box in state.boxes)
        self._first = self._first or (shown, self._asked, self._tapped, pause, round(least, 4))
        if shown != self._spoken and self._repeats < self._max_repeats:
            self._repeats += 1
            self.person.repeat()
        elif shown == self._spoken and state.is_doubted:
            self._tapped += 1
            self._confirm_due = self._recognizer.time + TAP_SECONDS


def _shown(state: State) -> str:
    return "".join(str(box.digit) if box.state == "certain" else "?" for box in state.boxes)
