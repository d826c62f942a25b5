"""The time span of a replay, and the errors of playback."""

from __future__ import annotations

import time
from concurrent.futures import Future

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from desktop.audio import playback
from desktop.audio.errors import DeviceError
from desktop.audio.playback import Playback
from desktop.window.output.replayer import Replayer

SOUND = np.zeros(160, np.float32)


def replayer_of(*playbacks: Playback) -> Replayer:
    """A replayer whose sounds start and end when the test sets the futures."""
    sounds = iter(playbacks)
    return Replayer(begin=lambda samples: next(sounds))


def sound(seconds: float) -> Playback:
    return Playback(seconds, Future(), Future())


def test_a_failing_loudspeaker_is_reported_once_and_ends_the_replay(qtbot: QtBot) -> None:
    opening = sound(1.0)
    replayer = replayer_of(opening)
    with qtbot.waitSignal(replayer.failed) as failed:
        replayer.replay(SOUND)
        now = time.perf_counter()
        assert replayer.covers(now + 3.0, now + 3.2)  # it may still start
        error = DeviceError("no_device", "no_loudspeaker", "No loudspeaker found", "Plug one in.")
        opening.started.set_exception(error)
    assert failed.args == [error]
    assert not replayer.covers(now + 3.0, now + 3.2)
    with qtbot.assertNotEmitted(replayer.failed, wait=100):
        pass


def test_a_sound_server_that_does_not_respond_is_given_up(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(playback, "OPEN_TIMEOUT", 0.1)
    replayer = replayer_of(sound(1.0))
    with qtbot.waitSignal(replayer.failed) as failed:
        replayer.replay(SOUND)
    assert failed.args == [None]


def test_a_replay_lasts_until_its_sound_has_ended(qtbot: QtBot) -> None:
    playing = sound(0.01)
    replayer = replayer_of(playing)
    replayer.replay(SOUND)
    playing.started.set_result(None)
    now = time.perf_counter()
    qtbot.waitUntil(lambda: not replayer.covers(now + 8.0, now + 8.0))
    assert replayer.covers(now + 4.0, now + 4.0)  # a busy machine may interrupt the sound
    playing.ended.set_result(None)
    qtbot.waitUntil(lambda: not replayer.covers(now + 4.0, now + 4.0))
    assert replayer.covers(now, now)


def test_each_of_two_replays_covers_its_own_length(qtbot: QtBot) -> None:
    long, short = sound(5.0), sound(1.0)
    replayer = replayer_of(long, short)
    replayer.replay(SOUND)
    replayer.replay(SOUND)
    now = time.perf_counter()
    short.started.set_result(None)  # the second starts and ends before the first
    short.ended.set_result(None)
    long.started.set_result(None)
    qtbot.waitUntil(lambda: replayer.covers(now + 9.0, now + 9.0))
    assert not replayer.covers(now + 13.0, now + 13.0)


def test_a_sound_that_is_never_reported_as_ended_is_over_after_a_while(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(playback, "OPEN_TIMEOUT", 0.1)
    playing = sound(0.01)
    replayer = replayer_of(playing)
    replayer.replay(SOUND)
    playing.started.set_result(None)
    with qtbot.assertNotEmitted(replayer.failed, wait=300):
        pass
    now = time.perf_counter()
    assert not replayer.covers(now, now)
