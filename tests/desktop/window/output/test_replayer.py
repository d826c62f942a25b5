"""The time span of a replay, and the errors of playback."""

from __future__ import annotations

import time
from concurrent.futures import Future

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from desktop.audio import playback
from desktop.audio.errors import DeviceError
from desktop.window.output.replayer import Replayer

SOUND = np.zeros(160, np.float32)


def test_a_failing_loudspeaker_is_reported_once_and_ends_the_replay(qtbot: QtBot) -> None:
    opening: Future[float] = Future()
    replayer = Replayer(begin=lambda samples: opening)
    with qtbot.waitSignal(replayer.failed) as failed:
        replayer.replay(SOUND)
        now = time.perf_counter()
        assert replayer.covers(now + 3.0, now + 3.2)  # it may still start
        opening.set_exception(DeviceError("no_device", "No loudspeaker found", "Plug one in."))
    assert failed.args == ["No loudspeaker found. Plug one in."]
    assert not replayer.covers(now + 3.0, now + 3.2)
    with qtbot.assertNotEmitted(replayer.failed, wait=100):
        pass


def test_a_sound_server_that_does_not_respond_is_given_up(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(playback, "OPEN_TIMEOUT", 0.1)
    replayer = Replayer(begin=lambda samples: Future())
    with qtbot.waitSignal(replayer.failed) as failed:
        replayer.replay(SOUND)
    assert failed.args == [""]


def test_each_of_two_replays_covers_its_own_length(qtbot: QtBot) -> None:
    calls: list[Future[float]] = []

    def begin(samples: object) -> Future[float]:
        calls.append(Future())
        return calls[-1]

    replayer = Replayer(begin=begin)
    replayer.replay(SOUND)
    replayer.replay(SOUND)
    now = time.perf_counter()
    calls[1].set_result(1.0)  # the second starts before the first
    calls[0].set_result(5.0)
    qtbot.waitUntil(lambda: not replayer.covers(now + 8.0, now + 8.0))
    assert replayer.covers(now + 4.0, now + 4.0)
