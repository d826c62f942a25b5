"""The trial's stand-in for the kiosk's window: the same flow and journal, fed as fast as it goes.

It has no screen and no microphone: numbers that one of the made voices of ``tests/audio`` speaks
are fed through the recognizer, and the flow runs by the stream's clock. Its ledger says what a
person would have seen: ``wants`` before a number is given to the journal, ``sees`` when the result
is there.
"""

from __future__ import annotations

import json
import os
import sys
import time
from pathlib import Path

import numpy as np

from core.audio import SAMPLE_RATE, Float32Array, load
from core.bundle import load_bundle
from core.classifier import Classifier
from core.noise import room_noise
from core.recognizer import Recognizer
from desktop.kiosk.config import load_config
from desktop.kiosk.delivery.courier import journal_path
from desktop.kiosk.delivery.journal_writer import JournalWriter
from desktop.kiosk.entry.events import Command, Speech, Tick
from desktop.kiosk.entry.interpretation import interpret
from desktop.kiosk.entry.session import EntrySession
from desktop.kiosk.entry.state import Store
from desktop.kiosk.process.heartbeat import BEAT_SECONDS, KioskProcess

AUDIO = Path(__file__).resolve().parents[2] / "audio"
BLOCK = SAMPLE_RATE // 50
PATIENCE = 60.0
"""Seconds of the stream's clock after which a person gives up and begins anew."""


class Ledger:
    """What a person wants and sees, on the disk when it is said.

    Parameters
    ----------
    path : Path
    """

    def __init__(self, path: Path) -> None:
        self._file = os.open(path, os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o600)
        self.path = path

    def say(self, **what: object) -> None:
        """Write a line."""
        os.write(self._file, json.dumps(what).encode() + b"\n")
        os.fsync(self._file)


def read_ledger(path: Path) -> list[dict[str, str]]:
    """All whole lines."""
    lines = path.read_text().split("\n")[:-1] if path.exists() else []
    return [json.loads(line) for line in lines]


def spoken(number: str, chance: np.random.Generator) -> Float32Array:
    """A number, with pauses."""
    voice = ("slt", "awb")[int(chance.integers(2))]
    sound = [np.zeros(SAMPLE_RATE // 2, np.float32)]
    for digit in number:
        sound += [load(AUDIO / f"{digit}_{voice}_0.flac")]
        sound += [np.zeros(round(chance.uniform(0.3, 0.6) * SAMPLE_RATE), np.float32)]
    whole = np.concatenate(sound)
    return whole + room_noise(len(whole), int(chance.integers(1 << 30)), -62.0)


class FastWindow:
    """Enters numbers, one after the other.

    Parameters
    ----------
    config_path : Path
    ledger : Ledger
    """

    def __init__(self, config_path: Path, ledger: Ledger) -> None:
        config = load_config(config_path)
        self._ledger = ledger
        self._part = KioskProcess(config.state, "window")
        self._part.end_with_parent()
        self._keeper = JournalWriter(journal_path(config.state), config.name)
        self._classifier = Classifier(load_bundle(config.bundle))
        self._rules = config.rules
        self._beaten = 0.0

    def enter(self, index: int, number: str) -> None:
        """Speak a number until it has been taken."""
        chance = np.random.default_rng()
        recognizer = Recognizer(self._classifier)
        is_done = False

        def keep(store: Store, id_: str) -> None:
            nonlocal is_done
            self._ledger.say(wants=id_, number=store.number, index=index)
            station.happen(self._keeper.keep(store, id_))
            if station.state.screen == "done":
                self._ledger.say(sees=id_, number=store.number, index=index, spoken=number)
                is_done = True

        station = EntrySession(self._rules, keep, clock=lambda: recognizer.time)
        while not is_done:
            station.happen(Command("clear"))
            sound, begun, is_speech = spoken(number, chance), recognizer.time, False
            at = 0
            while not is_done and recognizer.time < begun + PATIENCE:
                block = sound[at : at + BLOCK]
                at += BLOCK
                if len(block) < BLOCK:
                    block = room_noise(BLOCK, at, -62.0)
                for result in recognizer.feed(block):
                    if (happened := interpret(result)) is not None:
                        station.happen(happened)
                if recognizer.activity.is_speech != is_speech:
                    is_speech = recognizer.activity.is_speech
                    station.happen(Speech(is_speech))
                station.happen(Tick())
                self.beat()
                if station.state.screen in ("asking", "cancelled") and at > len(sound):
                    break  # say all of it again

    def beat(self) -> None:
        """Tell the supervisor that all is well, now and then."""
        if time.monotonic() - self._beaten > BEAT_SECONDS:
            self._beaten = time.monotonic()
            self._part.beat(screen="entry", microphone="listening")


def main() -> None:
    """Enter all numbers of a list that nobody has seen confirmed yet."""
    config, folder = Path(sys.argv[1]), Path(sys.argv[2])
    ledger = Ledger(folder / "ledger")
    window = FastWindow(config, ledger)
    numbers = (folder / "numbers.txt").read_text().split()
    seen = {int(line["index"]) for line in read_ledger(ledger.path) if "sees" in line}
    for index, number in enumerate(numbers):
        if index not in seen:
            window.enter(index, number)
    while True:
        window.beat()
        time.sleep(BEAT_SECONDS)


if __name__ == "__main__":
    main()
