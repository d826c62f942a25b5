"""What a replay covers, and what is said where it cannot be heard."""

from __future__ import annotations

import time
from typing import Any

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from desktop.audio import playback
from desktop.audio.errors import DeviceError
from desktop.audio.portaudio import Call
from desktop.window.output.replayer import Replayer

SOUND = np.zeros(160, np.float32)


def _mute(sounddevice: Any) -> float:
    raise DeviceError("no_device", "No loudspeaker found: plug one in.")


def test_a_loudspeaker_that_fails_is_named_once_and_covers_no_more(qtbot: QtBot) -> None:
    opening: Call[float] = Call(_mute)
    replayer = Replayer(begin=lambda samples: opening)
    with qtbot.waitSignal(replayer.failed) as failed:
        replayer.replay(SOUND)
        now = time.perf_counter()
        assert replayer.covers(now + 3.0, now + 3.2)  # it may yet begin
        opening.run(lambda: None)
    assert failed.args == ["No loudspeaker found: plug one in."]
    assert not replayer.covers(now + 3.0, now + 3.2)
    with qtbot.assertNotEmitted(replayer.failed, wait=100):
        pass


def test_a_sound_server_that_does_not_answer_is_given_up(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(playback, "OPEN_TIMEOUT", 0.1)
    replayer = Replayer(begin=lambda samples: Call(lambda sounddevice: 1.0))
    with qtbot.waitSignal(replayer.failed) as failed:
        replayer.replay(SOUND)
    assert failed.args == [""]


def test_each_of_two_replays_covers_its_own_length(qtbot: QtBot) -> None:
    lengths = iter((5.0, 1.0))
    calls: list[Call[float]] = []

    def begin(samples: object) -> Call[float]:
        seconds = next(lengths)
        calls.append(Call(lambda sounddevice: seconds))
        return calls[-1]

    replayer = Replayer(begin=begin)
    replayer.replay(SOUND)
    replayer.replay(SOUND)
    now = time.perf_counter()
    for call in reversed(calls):  # the second begins before the first
        call.run(lambda: None)
    qtbot.waitUntil(lambda: not replayer.covers(now + 8.0, now + 8.0))
    assert replayer.covers(now + 4.0, now + 4.0)
