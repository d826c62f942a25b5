"""Replaces the kiosk's window in the trial: the same state machine and journal, but faster.

It has no screen and no microphone. Numbers in a synthetic voice of ``tests/audio`` go through the
recognizer, and the state machine runs on stream time. A ledger records what a person would have
seen: ``wants`` before a number is written to the journal, ``sees`` when the result is shown.
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
from desktop.kiosk.entry.events import Command, Tick
from desktop.kiosk.entry.interpretation import Interpreter
from desktop.kiosk.entry.session import EntrySession
from desktop.kiosk.entry.state import Store
from desktop.kiosk.process.heartbeat import HEARTBEAT_SECONDS, KioskProcess

AUDIO = Path(__file__).resolve().parents[2] / "audio"
BLOCK = SAMPLE_RATE // 50
TIMEOUT = 60.0
"""Seconds of stream time after which a person starts again."""


class Ledger:
    """Records what a person wants and sees, with an fsync after each line.

    Parameters
    ----------
    path : Path
    """

    def __init__(self, path: Path) -> None:
        self._file = os.open(path, os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o600)
        self.path = path

    def write(self, **what: object) -> None:
        """Write a line."""
        os.write(self._file, json.dumps(what).encode() + b"\n")
        os.fsync(self._file)


def read_ledger(path: Path) -> list[dict[str, str]]:
    """All complete lines."""
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
    """Enters numbers one after the other.

    Parameters
    ----------
    config_path : Path
    ledger : Ledger
    """

    def __init__(self, config_path: Path, ledger: Ledger) -> None:
        config = load_config(config_path)
        self._ledger = ledger
        self._process = KioskProcess(config.state, "window")
        self._process.exit_with_parent()
        self._journal_writer = JournalWriter(journal_path(config.state), config.name)
        self._classifier = Classifier(load_bundle(config.bundle))
        self._rules = config.rules
        self._last_beat = 0.0

    def enter(self, index: int, number: str) -> None:
        """Speak a number until the kiosk has stored it."""
        chance = np.random.default_rng()
        recognizer, interpreter = Recognizer(self._classifier), Interpreter()
        is_done = False

        def store_number(store: Store, id_: str) -> None:
            nonlocal is_done
            self._ledger.write(wants=id_, number=store.number, index=index)
            session.handle(self._journal_writer.store(store, id_))
            if session.state.screen == "done":
                self._ledger.write(sees=id_, number=store.number, index=index, spoken=number)
                is_done = True

        session = EntrySession(self._rules, store_number, clock=lambda: recognizer.time)
        while not is_done:
            session.handle(Command("clear"))
            sound, begun = spoken(number, chance), recognizer.time
            at = 0
            while not is_done and recognizer.time < begun + TIMEOUT:
                block = sound[at : at + BLOCK]
                at += BLOCK
                if len(block) < BLOCK:
                    block = room_noise(BLOCK, at, -62.0)
                events = [e for found in recognizer.feed(block) for e in interpreter.hear(found)]
                for event in (*events, *interpreter.speak(recognizer.activity.is_speech)):
                    session.handle(event)
                session.handle(Tick())
                self.beat()
                if session.state.screen in ("asking", "cancelled") and at > len(sound):
                    break  # say the whole number again

    def beat(self) -> None:
        """Write a heartbeat if it is due."""
        if time.monotonic() - self._last_beat > HEARTBEAT_SECONDS:
            self._last_beat = time.monotonic()
            self._process.beat(screen="entry", microphone="listening")


def main() -> None:
    """Enter all numbers of the list that were not confirmed yet."""
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
        time.sleep(HEARTBEAT_SECONDS)


if __name__ == "__main__":
    main()
