"""After a recording or the demo, the window leads back to the microphone."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from core.events import Result
from desktop.audio.listener import SourceState, Stamps
from desktop.window.main_window import MainWindow

LISTENING = SourceState("listening", "Built-in Microphone", "", 48_000)
PAUSED = SourceState("paused", "Built-in Microphone")


def states(name: str, *codes: str) -> list[SourceState]:
    return [SourceState(code, name, "", 16_000) for code in codes]  # type: ignore[arg-type]


def show(window: MainWindow, name: str, *codes: str) -> None:
    for state in states(name, *codes):
        window.show_state(state)


def test_the_window_listens_again_after_the_demo(
    window: MainWindow,
    result: Callable[..., Result],
    stamps: Callable[[], Stamps],
    qtbot: QtBot,
) -> None:
    window.show_state(LISTENING)
    window.show_result(result("digit", 7), stamps())
    window.commands.demo.trigger()
    show(window, "demo.flac", "opening", "listening")
    assert window.controls.picker.placeholderText() == "Recording: demo.flac"
    assert window.controls.picker.currentIndex() == -1
    window.show_result(result("digit", 3), stamps())
    assert window.digit_panel.title.text() == "three"
    with qtbot.waitSignal(window.microphone_requested) as requested:
        show(window, "demo.flac", "finished")
    assert requested.args == [None]
    window.show_state(LISTENING)
    assert window.controls.picker.currentText() == "Default microphone (Built-in Microphone)"
    assert window.digit_line.digits == "7"  # without those of the demo
    assert len(window.history) == 2
    notification = window.notification_bar.shown["file"]
    assert notification.title.text() == "The demo has ended."
    with qtbot.waitSignal(window.demo_requested):
        notification.buttons[0].click()
    assert "file" not in window.notification_bar.shown


@pytest.mark.parametrize("state", [PAUSED, SourceState("no_device", "", "none")])
def test_the_window_does_not_listen_after_the_demo_if_it_did_not_before(
    window: MainWindow, state: SourceState, qtbot: QtBot
) -> None:
    window.show_state(state)
    window.play_demo()
    with qtbot.assertNotEmitted(window.microphone_requested):
        show(window, "demo.flac", "opening", "listening", "finished")
    assert window.notification_bar.shown["source"].title.text() == "The demo has ended."


def test_the_pause_button_leads_from_a_recording_to_the_microphone(
    window: MainWindow, qtbot: QtBot
) -> None:
    window.show_state(LISTENING)
    window.select_device(window.controls.picker.devices[1])
    window.play_file(Path("a.wav"))
    show(window, "a.wav", "opening", "listening")
    assert window.commands.pause.text() == "Pause"
    assert window.controls.picker.placeholderText() == "Recording: a.wav"
    show(window, "a.wav", "finished")
    assert window.commands.pause.text() == "Listen"
    with (
        qtbot.waitSignal(window.microphone_requested) as requested,
        qtbot.assertNotEmitted(window.pause_requested),
    ):
        window.commands.pause.trigger()
    assert requested.args == [window.controls.picker.devices[1]]
    window.show_state(LISTENING)
    assert window.commands.pause.text() == "Pause"
    assert window.controls.picker.currentText() == "USB Headset"


def test_mini_mode_has_a_button_to_listen_again(window: MainWindow, qtbot: QtBot) -> None:
    button = window.parts.listen_button
    window.show_state(LISTENING)
    window.commands.mini.setChecked(True)
    assert not button.isVisible()
    window.play_file(Path("a.wav"))
    show(window, "a.wav", "opening", "listening", "finished")
    assert button.isVisible()
    assert button.accessibleName() == "Listen"
    assert button.geometry().right() < window.width()
    with qtbot.waitSignal(window.microphone_requested):
        qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    window.show_state(LISTENING)
    assert not button.isVisible()
