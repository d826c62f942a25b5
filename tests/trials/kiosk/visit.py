"""A visit of `accuracy`: a person enters a number at the kiosk, by the stream's clock."""

from __future__ import annotations

from dataclasses import dataclass
from typing import cast

from core.classifier import Classifier
from core.events import Classification, Result, StageTimings, Utterance
from core.recognizer import Recognizer
from desktop.kiosk.entry.digit_boxes import number
from desktop.kiosk.entry.events import Heard, Press, Speech, Tick
from desktop.kiosk.entry.interpretation import interpret
from desktop.kiosk.entry.session import EntrySession
from desktop.kiosk.entry.state import Rules, State, Store
from tests.trials.kiosk.people import Person, Voice

LONGEST = 90.0
NEVER_HEARD = 20.0
MOST_REPEATS = 2
TAP_SECONDS = 2.0
"""Until a person who is asked to has tapped."""


@dataclass(frozen=True, slots=True)
class Try:
    """What became of a number.

    Attributes
    ----------
    voice, corpus : str
    spoken : str
    heard : str
        What was in the boxes before anything was asked; a question mark for what was not sure.
    first : str
        What was read back first; empty where nothing was.
    asked : int
        Digits that were said again before that, because the kiosk asked for them.
    tapped : int
        Digits that the kiosk asked to tap before that.
    entered : str
        What was confirmed by the pause; empty where nothing was.
    repeats : int
        How often a wrong number on the screen was said again, all of it.
    taps : int
        Digits that the kiosk asked to tap, in all.
    seconds : float
        From the first sound to the confirmed number.
    """

    voice: str
    corpus: str
    spoken: str
    heard: str
    first: str
    asked: int
    tapped: int
    entered: str
    repeats: int
    taps: int
    seconds: float


class Unheard:
    """A classifier that judges each word by the model that has not heard who says it.

    Parameters
    ----------
    models : dict
        Fold -> its model.
    person : Person
    """

    def __init__(self, models: dict[int, Classifier], person: Person) -> None:
        self._models = models
        self._person = person

    def classify(self, utterance: Utterance) -> tuple[Classification, StageTimings]:
        """As the fold's own classifier does."""
        middle = (utterance.start + utterance.end) / 2
        begun = [fold for begin, fold in self._person.folds if begin <= middle]
        fold = begun[-1] if begun else next(iter(self._models))
        return self._models[fold].classify(utterance)


class Visit:
    """A person at a kiosk, until the number is taken or nothing more comes of it.

    Parameters
    ----------
    voice : Voice
    models : dict
    rules : Rules
    seed : int
    most_repeats : int
        How often they say a number again that they see to be wrong.
    """

    def __init__(
        self,
        voice: Voice,
        models: dict[int, Classifier],
        rules: Rules,
        seed: int,
        most_repeats: int = MOST_REPEATS,
    ) -> None:
        self.person = Person(voice, seed)
        self._voice = voice
        self._recognizer = Recognizer(cast("Classifier", Unheard(models, self.person)))
        self._taken: list[Store] = []
        self._station = EntrySession(
            rules, lambda store, _: self._taken.append(store), clock=lambda: self._recognizer.time
        )
        self._is_speech = False
        self._first_sound = self._ticked = self._tap_due = 0.0
        self._asked = self._tapped = self._repeats = 0
        self._most_repeats = most_repeats
        self._first: tuple[str, int, int] | None = None
        self._answered: tuple[object, ...] = ()
        self._heard = ""

    def run(self) -> Try:
        """Enter the number."""
        for block in self.person.blocks():
            self._feed(self._recognizer.feed(block))
            self._answer(self._station.state)
            now, screen = self._recognizer.time, self._station.state.screen
            if self._taken or screen == "cancelled" or now > LONGEST:
                break
            if screen == "attract" and now > NEVER_HEARD:
                break
        return Try(
            self._voice.name,
            self._voice.corpus,
            self._spoken,
            self._heard or _shown(self._station.state),
            *(self._first or ("", self._asked, self._tapped)),
            entered=self._taken[0].number if self._taken else "",
            repeats=self._repeats,
            taps=self._tapped,
            seconds=round(self._recognizer.time - self._first_sound, 2),
        )

    @property
    def _spoken(self) -> str:
        return "".join(map(str, self.person.number))

    def _feed(self, results: list[Result]) -> None:
        station = self._station
        for result in results:
            happened = interpret(result)
            if isinstance(happened, Heard) and not self._first_sound:
                self._first_sound = result.start
            if happened is not None:
                station.happen(happened)
        if self._recognizer.activity.is_speech != self._is_speech:
            self._is_speech = self._recognizer.activity.is_speech
            station.happen(Speech(self._is_speech))
        if self._recognizer.time - self._ticked >= 0.1:
            self._ticked = self._recognizer.time
            station.happen(Tick())

    def _answer(self, state: State) -> None:
        """Do what the kiosk asks for, once for each question."""
        place = len(state.boxes) if state.place is None else state.place
        if self._tap_due and self._recognizer.time >= self._tap_due:
            self._tap_due = 0.0
            self._station.happen(Press(self.person.number[place]))
            return
        if state.screen == "readback":
            self._read(state)
            return
        question = (state.screen, state.place, state.hint, state.active)
        if question == self._answered or not (state.screen == "asking" or state.hint == "next"):
            return
        self._answered = question
        self._heard = self._heard or _shown(state)
        if state.hint == "tap":
            self._tapped += 1
            self._tap_due = self._recognizer.time + TAP_SECONDS
        else:
            self._asked += 1
            self.person.answer(place)

    def _read(self, state: State) -> None:
        """Look at what is read back, once each time, and say it again where it is wrong."""
        read = (state.screen, state.since)
        if read == self._answered:
            return
        self._answered = read
        self._heard = self._heard or _shown(state)
        shown = number(state.boxes)
        self._first = self._first or (shown, self._asked, self._tapped)
        if shown != self._spoken and self._repeats < self._most_repeats:
            self._repeats += 1
            self.person.repeat()


def _shown(state: State) -> str:
    return "".join(str(box.digit) if box.state == "sure" else "?" for box in state.boxes)
