"""Sound that is lost on a busy computer is noticed and reported."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from desktop.audio.health import CaptureHealth
from desktop.audio.listener import SourceState
from desktop.window.main_window import MainWindow
from desktop.window.recognition.loss_watch import CALM_CHECKS, LossWatch

LISTENING = SourceState("listening", "Built-in Microphone", "", 48_000)


@pytest.mark.usefixtures("qapp")
@pytest.mark.parametrize("counter", ["status_flags", "overflows"])
def test_a_loss_is_noticed_and_ends(counter: str) -> None:
    counts = {"status_flags": 3, "overflows": 2}  # from opening the stream
    watch = LossWatch(lambda: CaptureHealth(callbacks=100, **counts))
    heard: list[bool] = []
    watch.changed.connect(heard.append)
    watch.note_state(LISTENING)
    watch.check()
    watch.check()
    assert heard == []
    counts[counter] += 1
    watch.check()
    counts[counter] += 1
    watch.check()
    assert heard == [True]
    for _ in range(CALM_CHECKS):
        watch.check()
    assert heard == [True, False]


@pytest.mark.usefixtures("qapp")
def test_what_is_lost_while_another_stream_opens_does_not_count() -> None:
    flags = [0]
    watch = LossWatch(lambda: CaptureHealth(status_flags=flags[0]))
    heard: list[bool] = []
    watch.changed.connect(heard.append)
    watch.note_state(LISTENING)
    watch.check()
    watch.note_state(SourceState("opening", "USB Headset"))
    flags[0] = 5
    watch.note_state(LISTENING)
    watch.check()
    assert heard == []


def test_the_window_says_so(window: MainWindow, qtbot: QtBot) -> None:
    window.notifications.show_loss(is_losing=True)
    notification = window.notification_bar.shown["loss"]
    assert notification.title.text() == "Sound was lost"
    assert notification.severity == "warning"
    window.notifications.show_loss(is_losing=False)
    assert "loss" not in window.notification_bar.shown
