"""Measures how often a spoken number is entered right: ``make kiosk-accuracy``.

People whom the model has never heard (each fold's bundle, its own held-out speakers) speak numbers
of four digits, with pauses, in a room with a little noise. All runs through the recognizer and the
kiosk's flow, by the stream's clock, as fast as it goes. Where the kiosk asks for a digit, the
person says it again, from another recording where there is one, unless the boxes before it are
wrong, which only a touch mends. Nobody touches the screen, and nobody notices a wrong number in the
read-back.

Where a person has too few recordings for a number (most of Speech Commands), each digit is spoken
by another such person, and judged by the model that has not heard that one: "crowd".
"""

from __future__ import annotations

import argparse
import json
import statistics
import sys
from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import NamedTuple, cast

import numpy as np

from core.audio import SAMPLE_RATE, Float32Array, load
from core.bundle import BUNDLE_FILE, load_bundle
from core.classifier import Classifier
from core.events import Classification, StageTimings, Utterance
from core.levels import frame_levels
from core.recognizer import Recognizer
from desktop.kiosk import entry
from desktop.kiosk.hearing import interpret
from desktop.kiosk.inputs import Heard, Speech, Tick
from desktop.kiosk.states import Rules, Store
from desktop.kiosk.station import Station
from models.data import DataError, Recording, assign_folds, data_folder, find_digits, find_others
from models.demo import room_noise

DIGITS = 4
BLOCK = SAMPLE_RATE // 50
PAUSES = (0.35, 0.8)
"""Seconds between one recording's end and the next one's begin, beside their own silence."""

REACTION = (0.7, 1.3)
"""Seconds until a person answers the kiosk's question."""

ROOM_DBFS = -62.0
LOUDNESS = (-30.0, -16.0)
"""Of the loudest 10 ms of what somebody says, dBFS."""

SILENT_DB = -55.0
"""A recording whose loudest 10 ms are below this holds no word (Speech Commands has such)."""

FADE = SAMPLE_RATE // 25
ENOUGH = 8
"""A person with so many recordings speaks whole numbers alone."""

LONGEST = 90.0
NEVER_HEARD = 20.0
TRIES = {"fsdd": 50, "iitg": 60, "audiomnist": 20, "inspektral": 20, "speech_commands": 20}
CROWD_TRIES = 400


class Clip(NamedTuple):
    """A recording, and the fold whose model has not heard who speaks in it."""

    path: Path
    fold: int


@dataclass(frozen=True, slots=True)
class Voice:
    """Whose recordings a number is made of.

    Attributes
    ----------
    name, corpus : str
    clips : dict
        Digit -> recordings, each with the fold whose model has not heard who speaks.
    """

    name: str
    corpus: str
    clips: dict[int, list[Clip]]


@dataclass(frozen=True, slots=True)
class Try:
    """What became of a number.

    Attributes
    ----------
    voice, corpus : str
    spoken : str
    entered : str
        What was confirmed by the pause; empty where nothing was.
    asked : int
        Digits that were said again.
    seconds : float
        From the first sound to the confirmed number.
    """

    voice: str
    corpus: str
    spoken: str
    entered: str
    asked: int
    seconds: float


class Person:
    """Speaks a number into a stream, and answers questions.

    Parameters
    ----------
    voice : Voice
    seed : int
    """

    def __init__(self, voice: Voice, seed: int) -> None:
        self._chance = np.random.default_rng(seed)
        self._voice = voice
        digits = sorted(voice.clips)
        self.number = [int(d) for d in self._chance.choice(digits, DIGITS)]
        self._loudness = self._chance.uniform(*LOUDNESS)
        self._used: dict[int, set[Clip]] = defaultdict(set)
        self._sound = [self._silence(0.7)]
        self.folds: list[tuple[float, int]] = []
        for digit in self.number:
            self._sound += [self._say(digit), self._silence(self._chance.uniform(*PAUSES))]
        self.first_sound = 0.7

    def blocks(self) -> Iterator[Float32Array]:
        """The stream, for ever: what is said, and the room."""
        noise = room_noise(20 * SAMPLE_RATE, int(self._chance.integers(1 << 30)), ROOM_DBFS)
        at = given = 0
        rest = np.zeros(0, np.float32)
        while True:
            while len(rest) < BLOCK:
                more, fold = self._sound.pop(0) if self._sound else self._silence(0.02)
                if fold is not None:
                    self.folds.append(((given + len(rest)) / SAMPLE_RATE, fold))
                rest = np.concatenate([rest, more])
            given += BLOCK
            block, rest = rest[:BLOCK], rest[BLOCK:]
            around = noise[at : at + BLOCK]
            at = (at + BLOCK) % (len(noise) - BLOCK)
            yield block + around

    def answer(self, place: int) -> None:
        """Say one digit again, after a moment."""
        wait = self._silence(self._chance.uniform(*REACTION))
        self._sound += [wait, self._say(self.number[place])]

    def agrees(self, shown: str) -> bool:
        """Whether the boxes before the one that is asked for show what was said."""
        return self.number[: len(shown)] == [int(character) for character in shown]

    def _say(self, digit: int) -> tuple[Float32Array, int]:
        clips = self._voice.clips[digit]
        fresh = [clip for clip in clips if clip not in self._used[digit]] or clips
        clip = fresh[int(self._chance.integers(len(fresh)))]
        self._used[digit].add(clip)
        sound = load(clip.path).copy()
        # Recordings were made at any level, down to -60 dBFS; people at a kiosk are as loud as
        # they are. A hard edge in a recording's own noise would be a sound that nobody made.
        gain_db = self._loudness - float(frame_levels(sound).max())
        sound *= np.float32(10.0 ** (gain_db / 20.0))
        fade = np.linspace(0.0, 1.0, min(FADE, len(sound) // 8), dtype=np.float32)
        sound[: len(fade)] *= fade
        sound[len(sound) - len(fade) :] *= fade[::-1]
        return np.clip(sound, -1.0, 1.0), clip.fold

    @staticmethod
    def _silence(seconds: float) -> tuple[Float32Array, None]:
        return np.zeros(round(seconds * SAMPLE_RATE), np.float32), None


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


def enter(voice: Voice, models: dict[int, Classifier], rules: Rules, seed: int) -> Try:
    """Let a person speak one number at a kiosk."""
    person = Person(voice, seed)
    recognizer = Recognizer(cast("Classifier", Unheard(models, person)))
    taken: list[Store] = []
    station = Station(rules, lambda store, _: taken.append(store), clock=lambda: recognizer.time)
    is_speech, asked, answered = False, 0, ()
    first_sound, ticked = 0.0, 0.0
    for block in person.blocks():
        for result in recognizer.feed(block):
            happened = interpret(result)
            if happened is None:
                continue
            if isinstance(happened, Heard) and not first_sound:
                first_sound = result.start
            station.happen(happened)
        if recognizer.activity.is_speech != is_speech:
            is_speech = recognizer.activity.is_speech
            station.happen(Speech(is_speech))
        if recognizer.time - ticked >= 0.1:
            ticked = recognizer.time
            station.happen(Tick())
        state = station.state
        question = (state.screen, state.place, state.hint, state.active)
        if question != answered and (state.screen == "asking" or state.hint == "next"):
            place = len(state.boxes) if state.place is None else state.place
            if state.hint == "tap" or not person.agrees(entry.number(state.boxes[:place])):
                break  # only a touch helps
            asked, answered = asked + 1, question
            person.answer(place)
        if taken or state.screen == "cancelled" or recognizer.time > LONGEST:
            break
        if state.screen == "attract" and recognizer.time > NEVER_HEARD:
            break
    spoken = "".join(map(str, person.number))
    entered = taken[0].number if taken else ""
    seconds = recognizer.time - first_sound
    return Try(voice.name, voice.corpus, spoken, entered, asked, seconds)


def find_voices(folds: int, present: Collection[int]) -> list[Voice]:
    """Everybody in the recordings whose fold has a model."""
    folder = data_folder()
    digits = find_digits(folder)
    assigned = assign_folds([*digits, *find_others(folder)], folds)
    by_speaker: dict[str, list[Recording]] = defaultdict(list)
    for recording in digits:
        by_speaker[recording.speaker].append(recording)
    voices: list[Voice] = []
    crowd: list[Recording] = []
    for speaker, recordings in by_speaker.items():
        if assigned[speaker] not in present:
            continue
        if len(recordings) >= ENOUGH:
            corpus = recordings[0].corpus
            voices.append(Voice(speaker, corpus, _by_digit(recordings, assigned)))
        else:
            crowd += recordings
    voices.append(Voice("crowd", "crowd", _by_digit(crowd, assigned)))
    return voices


def _by_digit(recordings: list[Recording], assigned: dict[str, int]) -> dict[int, list[Clip]]:
    clips: dict[int, list[Clip]] = defaultdict(list)
    for recording in recordings:
        if recording.corpus != "speech_commands" or _has_sound(recording.path):
            clip = Clip(recording.path, assigned[recording.speaker])
            clips[recording.label].append(clip)
    return clips


def _has_sound(path: Path) -> bool:
    return float(frame_levels(load(path)).max(initial=-120.0)) > SILENT_DB


def describe(name: str, tries: list[Try]) -> dict[str, object]:
    """The figures of some tries."""
    right = [t for t in tries if t.entered == t.spoken]
    at_once = [t for t in right if not t.asked]
    wrong = [t for t in tries if t.entered and t.entered != t.spoken]
    times = [t.seconds for t in right]
    return {
        "who": name,
        "people": len({t.voice for t in tries}),
        "tries": len(tries),
        "right_at_once": round(len(at_once) / len(tries), 4),
        "right": round(len(right) / len(tries), 4),
        "wrong_unnoticed": round(len(wrong) / len(tries), 4),
        "not_entered": round(1 - (len(right) + len(wrong)) / len(tries), 4),
        "asked_per_number": round(sum(t.asked for t in tries) / len(tries), 3),
        "median_seconds": round(statistics.median(times), 2) if times else None,
    }


def main() -> int:
    """Print the figures, by corpus and of all."""
    parser = argparse.ArgumentParser(description="measure how often spoken numbers are right")
    parser.add_argument("bundles", type=Path, help="folder with fold0, fold1, ...")
    parser.add_argument("--folds", type=int, default=6, help="into how many people were dealt")
    parser.add_argument("--share", type=float, default=1.0, help="of the tries")
    parser.add_argument("--tries", type=Path, help="file for every single try, as JSON Lines")
    parser.add_argument(
        "--shipped-thresholds",
        action="store_true",
        help="judge by the shipped bundle's temperature and thresholds, where folds have none",
    )
    defaults = Rules()
    for name in ("min_confidence", "min_digitness", "confirm_pause"):
        option = f"--{name.replace('_', '-')}"
        parser.add_argument(option, type=float, default=getattr(defaults, name))
    options = parser.parse_args()
    rules = replace(
        defaults,
        min_confidence=options.min_confidence,
        min_digitness=options.min_digitness,
        confirm_pause=options.confirm_pause,
    )
    models: dict[int, Classifier] = {}
    for fold in range(options.folds):
        folder = options.bundles / f"fold{fold}"
        if (folder / BUNDLE_FILE).is_file():
            bundle = load_bundle(folder)
            if options.shipped_thresholds:
                bundle = replace(bundle, thresholds=load_bundle().thresholds)
            models[fold] = Classifier(bundle)
        else:
            print(f"{folder} is missing: its people are left out", file=sys.stderr)
    try:
        voices = find_voices(options.folds, models)
    except DataError as error:
        parser.exit(1, f"{error}\n")
    tries: list[Try] = []
    for voice in voices:
        count = round(options.share * TRIES.get(voice.corpus, CROWD_TRIES))
        tries += [enter(voice, models, rules, seed) for seed in range(count)]
    if options.tries:
        options.tries.write_text("".join(json.dumps(asdict(t)) + "\n" for t in tries))
    for corpus in sorted({t.corpus for t in tries}):
        print(json.dumps(describe(corpus, [t for t in tries if t.corpus == corpus])))
    print(json.dumps(describe("all", tries)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
