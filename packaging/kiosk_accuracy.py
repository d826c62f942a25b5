"""Measures how often a spoken number is entered right: ``make kiosk-accuracy``.

People whom the model has never heard (each fold's bundle, its own held-out speakers) speak numbers
of four digits, with pauses, in a room with a little noise. All runs through the recognizer and the
kiosk's flow, by the stream's clock, as fast as it goes. Where the kiosk asks for a digit, the
person says it again, from another recording where there is one; where it asks for a tap, they tap.
Nobody else touches the screen, and nobody ever notices a wrong digit on it: what is wrong and not
asked for is sent, and counted.
"""

from __future__ import annotations

import argparse
import json
import statistics
import sys
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import cast

from core.bundle import BUNDLE_FILE, load_bundle
from core.classifier import Classifier
from core.events import Classification, Result, StageTimings, Utterance
from core.recognizer import Recognizer
from desktop.kiosk.hearing import interpret
from desktop.kiosk.inputs import Heard, Press, Speech, Tick
from desktop.kiosk.states import Rules, State, Store
from desktop.kiosk.station import Station
from models.data import FOLDS, DataError

sys.path.insert(0, str(Path(__file__).resolve().parent))

from kiosk_people import Person, Voice, find_voices

LONGEST = 90.0
NEVER_HEARD = 20.0
TAP_SECONDS = 2.0
"""Until a person who is asked to has tapped."""

TRIES = {"fsdd": 50, "iitg": 60, "audiomnist": 20, "inspektral": 20, "speech_commands": 20}
CROWD_TRIES = 400

TRIED = ("min_confidence", "min_margin", "min_digitness", "confirm_pause")
"""What can be tried other than by default: an option each."""


@dataclass(frozen=True, slots=True)
class Try:
    """What became of a number.

    Attributes
    ----------
    voice, corpus : str
    spoken : str
    heard : str
        What was in the boxes before anything was asked; a question mark for what was not sure.
    entered : str
        What was confirmed by the pause; empty where nothing was.
    asked : int
        Digits that were said again.
    tapped : int
        Digits that the kiosk asked to tap.
    seconds : float
        From the first sound to the confirmed number.
    """

    voice: str
    corpus: str
    spoken: str
    heard: str
    entered: str
    asked: int
    tapped: int
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
    """

    def __init__(
        self, voice: Voice, models: dict[int, Classifier], rules: Rules, seed: int
    ) -> None:
        self.person = Person(voice, seed)
        self._voice = voice
        self._recognizer = Recognizer(cast("Classifier", Unheard(models, self.person)))
        self._taken: list[Store] = []
        self._station = Station(
            rules, lambda store, _: self._taken.append(store), clock=lambda: self._recognizer.time
        )
        self._is_speech = False
        self._first_sound = self._ticked = self._tap_due = 0.0
        self._asked = self._tapped = 0
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
            "".join(map(str, self.person.number)),
            self._heard or _shown(self._station.state),
            self._taken[0].number if self._taken else "",
            self._asked,
            self._tapped,
            round(self._recognizer.time - self._first_sound, 2),
        )

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


def _shown(state: State) -> str:
    return "".join(str(box.digit) if box.state == "sure" else "?" for box in state.boxes)


def describe(name: str, tries: Sequence[Try]) -> dict[str, object]:
    """The figures of some tries."""
    right = [t for t in tries if t.entered == t.spoken]
    by_voice = [t for t in right if not t.tapped]
    at_once = [t for t in by_voice if not t.asked]
    wrong = [t for t in tries if t.entered and t.entered != t.spoken]
    times = [t.seconds for t in right]

    def share(some: Sequence[Try]) -> float:
        return round(len(some) / len(tries), 4)

    return {
        "who": name,
        "people": len({t.voice for t in tries}),
        "tries": len(tries),
        "right_at_once": share(at_once),
        "right_by_voice": share(by_voice),
        "right": share(right),
        "wrong_unnoticed": share(wrong),
        "not_entered": round(1 - (len(right) + len(wrong)) / len(tries), 4),
        "not_four_words": share([t for t in tries if len(t.heard) != len(t.spoken)]),
        "asked_per_number": round(sum(t.asked for t in tries) / len(tries), 3),
        "tapped_per_number": round(sum(t.tapped for t in tries) / len(tries), 3),
        "median_seconds": round(statistics.median(times), 2) if times else None,
        "median_seconds_at_once": (
            round(statistics.median([t.seconds for t in at_once]), 2) if at_once else None
        ),
    }


def each_alike(tries: Sequence[Try]) -> dict[str, object]:
    """The shares where each person counts the same, however often they tried."""
    by_voice: dict[str, list[Try]] = defaultdict(list)
    for one in tries:
        if one.voice != "crowd":
            by_voice[one.voice].append(one)
    told = [describe(voice, some) for voice, some in by_voice.items()]
    keys = ("right_at_once", "right_by_voice", "right", "wrong_unnoticed")
    means = {key: round(statistics.mean(cast("float", t[key]) for t in told), 4) for key in keys}
    return {"who": "each person alike, without the crowd", "people": len(told), **means}


def main() -> int:
    """Print the figures, by corpus and of all."""
    parser = argparse.ArgumentParser(description="measure how often spoken numbers are right")
    parser.add_argument("bundles", type=Path, help="folder with fold0, fold1, ...")
    parser.add_argument("--folds", type=int, default=FOLDS, help="into how many people were dealt")
    parser.add_argument("--share", type=float, default=1.0, help="of the tries")
    parser.add_argument("--tries", type=Path, help="file for every single try, as JSON Lines")
    defaults = Rules()
    for name in TRIED:
        option = f"--{name.replace('_', '-')}"
        parser.add_argument(option, type=float, default=getattr(defaults, name))
    options = parser.parse_args()
    rules = replace(defaults, **{name: getattr(options, name) for name in TRIED})
    models: dict[int, Classifier] = {}
    for fold in range(options.folds):
        folder = options.bundles / f"fold{fold}"
        if (folder / BUNDLE_FILE).is_file():
            models[fold] = Classifier(load_bundle(folder))
        else:
            print(f"{folder} is missing: its people are left out", file=sys.stderr)
    try:
        voices = find_voices(options.folds, models)
    except DataError as error:
        parser.exit(1, f"{error}\n")
    tries: list[Try] = []
    for voice in voices:
        count = round(options.share * TRIES.get(voice.corpus, CROWD_TRIES))
        tries += [Visit(voice, models, rules, seed).run() for seed in range(count)]
    if options.tries:
        options.tries.write_text("".join(json.dumps(asdict(t)) + "\n" for t in tries))
    if not tries:
        parser.exit(1, "nobody has tried: no bundles, or too small a share\n")
    for corpus in sorted({t.corpus for t in tries}):
        print(json.dumps(describe(corpus, [t for t in tries if t.corpus == corpus])))
    print(json.dumps(each_alike(tries)))
    print(json.dumps(describe("all", tries)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
