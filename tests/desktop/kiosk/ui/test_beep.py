"""The kiosk tells its own tones from what people say."""

from __future__ import annotations

import io
import sys
import time

import numpy as np
import pytest
import soundfile
import soxr

from core.audio import SAMPLE_RATE, load
from core.events import Result, StageTimings, Utterance
from desktop.audio.listener import Stamps
from desktop.kiosk.entry.events import Phrase
from desktop.kiosk.ui import beep
from desktop.kiosk.ui.beep import TONES, Beeper, tone
from desktop.kiosk.ui.kiosk_listener import KioskListener
from tests.harness.program import AUDIO


@pytest.fixture
def beeper(monkeypatch):
    """Plays its tones into nothing, with a program that takes a moment for it."""
    program = "import sys, time; sys.stdin.buffer.read(); time.sleep(0.02)"
    monkeypatch.setattr(beep, "PLAYERS", ((sys.executable, "-c", program),))
    return Beeper()


def heard(name: str, level_db: float = -20.0) -> np.ndarray:
    """A tone in a room with echo and noise, as a microphone hears it."""
    random = np.random.default_rng(1)
    samples, rate = soundfile.read(io.BytesIO(tone(name)), dtype="float32")
    samples = soxr.resample(samples, rate, SAMPLE_RATE)
    echo = random.standard_normal(4_800) * np.exp(-np.arange(4_800) / 1_200) * 0.06
    echo[0] = 1.0
    samples = np.convolve(samples, echo)[: len(samples) + 1_600] * 10 ** (level_db / 20)
    return (samples + 1e-3 * random.standard_normal(len(samples))).astype(np.float32)


def play(beeper: Beeper, name: str, qtbot) -> float:
    """Play a tone, and tell when it began."""
    beeper.play(name)
    qtbot.waitUntil(lambda: not beeper._busy.locked())
    return beeper._played[-1][1]


@pytest.mark.parametrize("name", TONES)
def test_a_tone_is_known_while_it_is_played_and_shortly_after(beeper, qtbot, name):
    samples = heard(name)
    before = time.perf_counter()
    assert not beeper.is_own(samples, before - 1.0, before)  # nothing was played
    began = play(beeper, name, qtbot)
    assert beeper.is_own(samples, began + 0.1, began + 0.4)
    assert beeper.is_own(samples, began + 0.5, began + 0.9)  # heard late
    assert not beeper.is_own(samples, began - 2.0, began - 1.0)
    assert not beeper.is_own(samples, began + 60.0, began + 60.5)


@pytest.mark.parametrize("digit", range(10))
def test_a_digit_said_while_a_tone_is_played_is_not_taken_for_it(beeper, qtbot, digit):
    for name in TONES:
        began = play(beeper, name, qtbot)
        for voice in ("slt", "awb"):
            samples = load(AUDIO / f"{digit}_{voice}_0.flac")
            assert not beeper.is_own(samples, began + 0.1, began + 0.5)


@pytest.mark.usefixtures("qapp")
@pytest.mark.parametrize("kind", ["digit", "rejected"])
def test_a_tone_is_no_answer_even_if_it_sounds_like_a_digit(beeper, qtbot, kind):
    listener = KioskListener("en")
    listener.is_own_sound = beeper.is_own
    events = []
    listener.entry_event.connect(events.append)
    began = play(beeper, "again", qtbot)
    for samples in (heard("again"), load(AUDIO / "3_slt_0.flac")):
        seconds = len(samples) / SAMPLE_RATE
        silence = np.zeros(SAMPLE_RATE // 2, np.float32)
        utterance = Utterance(
            1, np.concatenate([silence, samples, silence]), 9.5, 10.0, 10.0 + seconds, 11.0
        )
        result = Result(
            id=1,
            type=kind,
            digit=3 if kind == "digit" else None,
            confidence=0.9,
            probabilities=tuple(0.9 if digit == 3 else 0.1 / 9 for digit in range(10)),
            digitness=0.9,
            rejected=None if kind == "digit" else "not_a_digit",
            reason="",
            start=utterance.start,
            end=utterance.end,
            closed_at=utterance.closed_at,
            timings=StageTimings(0.0, 0.0, 0.0),
            utterance=utterance,
        )
        end = began + 0.1 + seconds
        listener.on_result(result, Stamps(end, end, end))
        listener._emit(listener._interpreter.end())
    phrases = [event for event in events if isinstance(event, Phrase)]
    assert len(phrases) == 1  # the second sound was a person
