"""Mini mode, full screen, push to talk, dropped files, the first start."""

from __future__ import annotations

import time
from collections.abc import Callable
from concurrent.futures import Future
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from core.events import Activity, Result
from desktop.audio.devices import Device
from desktop.audio.listener import SourceState, Stamps
from desktop.audio.playback import Playback
from desktop.settings import Settings
from desktop.window.main_window import MainWindow
from desktop.window.output.replayer import Replayer
from desktop.window.recognition.device_search import DeviceSearch
from desktop.window.widgets.drop_area import recordings
from desktop.window.widgets.recordings_dialog import RecordingsDialog

LISTENING = SourceState("listening", "Built-in Microphone", "", 48_000)
CONTROL = Qt.KeyboardModifier.ControlModifier


def test_mini_mode_shows_the_digit_alone_and_comes_back(
    window: MainWindow,
    result: Callable[..., Result],
    stamps: Callable[[], Stamps],
    qtbot: QtBot,
) -> None:
    window.resize(700, 520)
    size = window.size()
    qtbot.keyClick(window, Qt.Key.Key_M, CONTROL)
    qtbot.waitUntil(lambda: window.width() < 300)
    window.show_result(result("digit", 7), stamps())
    for hidden in (window.controls, window.spectrogram, window.meter, window.digit_line):
        assert not hidden.isVisible()
    assert not window.digit_panel.bars.isVisible()
    assert window.digit_panel.title.text() == "seven"
    assert window.badge.isVisible()
    assert window.windowFlags() & Qt.WindowType.WindowStaysOnTopHint
    qtbot.mouseClick(window.parts.leave_mini_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: window.size() == size)
    assert window.spectrogram.isVisible()
    assert window.digit_panel.bars.isVisible()
    assert not window.notification_bar.isVisible()
    assert not window.windowFlags() & Qt.WindowType.WindowStaysOnTopHint


def test_the_talk_button_is_not_clipped_in_mini_mode(window: MainWindow, qtbot: QtBot) -> None:
    window.change_settings({"listening": "push_to_talk"})
    button = window.parts.talk_button
    assert button.text() == "Hold to talk"
    window.commands.mini.trigger()
    qtbot.waitUntil(lambda: window.width() < 300)
    assert button.isVisible()
    assert (button.text(), button.accessibleName()) == ("", "Hold to talk")
    qtbot.waitUntil(lambda: button.width() >= button.sizeHint().width())
    window.commands.mini.trigger()
    assert button.text() == "Hold to talk"


def test_the_geometry_of_mini_mode_is_not_saved(qtbot: QtBot) -> None:
    first = MainWindow(Settings(is_welcomed=True), find_devices=list)
    qtbot.addWidget(first)
    first.resize(700, 520)
    first.show()
    first.commands.mini.trigger()
    first.close()
    second = MainWindow(first.settings, find_devices=list)
    qtbot.addWidget(second)
    assert (second.width(), second.height()) == (700, 520)


def test_full_screen_and_always_on_top(window: MainWindow, qtbot: QtBot) -> None:
    qtbot.keyClick(window, Qt.Key.Key_F11)
    assert window.isFullScreen()
    qtbot.keyClick(window, Qt.Key.Key_F11)
    assert not window.isFullScreen()
    qtbot.keyClick(window, Qt.Key.Key_F11)
    qtbot.keyClick(window, Qt.Key.Key_Escape)
    assert not window.isFullScreen()
    assert not window.commands.full_screen.isChecked()
    window.commands.on_top.trigger()
    assert window.settings.is_on_top
    assert window.isVisible()


def test_with_push_to_talk_only_utterances_while_held_count(
    window: MainWindow, result: Callable[..., Result], qtbot: QtBot
) -> None:
    window.activateWindow()
    window.show_state(LISTENING)
    qtbot.keyClick(window, Qt.Key.Key_T, CONTROL)
    assert window.settings.listening == "push_to_talk"
    assert window.parts.talk_button.isVisible()

    def say(digit: int, utterance: int) -> None:
        now = time.perf_counter()
        spoken = result("digit", digit, id=utterance, start=1.0, end=1.1)
        window.show_result(spoken, Stamps(now, now, speech_end=now))

    say(1, 1)
    assert window.digit_line.digits == ""
    for number, key in enumerate((Qt.Key.Key_Space, Qt.Key.Key_T), 2):
        qtbot.keyPress(window, key)
        assert window.parts.talk_button.isDown()
        say(number, number)
        qtbot.keyRelease(window, key)
    assert window.digit_line.digits == "23"
    qtbot.wait(600)  # longer than the time around the key press that counts
    say(4, 4)
    qtbot.mousePress(window.parts.talk_button, Qt.MouseButton.LeftButton)
    say(5, 5)
    qtbot.mouseRelease(window.parts.talk_button, Qt.MouseButton.LeftButton)
    assert window.digit_line.digits == "235"
    window.change_settings({"listening": "always"})
    say(6, 6)
    assert window.digit_line.digits == "2356"


def test_with_push_to_talk_the_window_says_what_to_do(
    window: MainWindow, result: Callable[..., Result], qtbot: QtBot
) -> None:
    window.activateWindow()
    window.show_state(LISTENING)
    badge, title = window.badge, window.digit_panel.title
    speech = Activity(1.0, -20.0, -8.0, -62.0, is_speech=True, is_clipped=False)
    window.change_settings({"listening": "push_to_talk"})
    window.show_activities([speech])
    assert (badge.text, title.text()) == ("Waiting", "Hold Space to talk")
    qtbot.keyPress(window, Qt.Key.Key_Space)
    assert (badge.text, title.text()) == ("Listening", "Say a digit")
    window.show_activities([speech])
    assert badge.text == "Hearing speech"
    qtbot.keyRelease(window, Qt.Key.Key_Space)
    assert badge.text == "Waiting"
    # Recordings are recognized without holding a key.
    window.play_demo()
    window.show_state(SourceState("listening", "demo.flac", "", 16_000))
    assert (badge.text, title.text()) == ("Listening", "Say a digit")
    window.change_settings({"listening": "always"})
    assert badge.text == "Listening"


def test_space_presses_a_button_that_has_the_focus(window: MainWindow, qtbot: QtBot) -> None:
    window.activateWindow()
    window.change_settings({"listening": "push_to_talk"})
    button = window.controls._buttons[window.commands.pause]
    button.setFocus()
    with qtbot.waitSignal(window.pause_requested):
        qtbot.keyClick(button, Qt.Key.Key_Space)
    assert not window.parts.push_to_talk.is_held


def test_a_replay_is_not_recognized(
    window: MainWindow, result: Callable[..., Result], qtbot: QtBot
) -> None:
    playback = Playback(0.3, Future(), Future())
    replayer = Replayer(begin=lambda samples: playback)
    window.parts.utterance_filter._replayer = replayer
    window.show_state(LISTENING)
    replayer.replay(np.zeros(1, np.float32))
    playback.started.set_result(None)
    playback.ended.set_result(None)
    now = time.perf_counter() + 0.2
    spoken = result("digit", 8, start=1.0, end=1.2)
    window.show_result(spoken, Stamps(now, now, speech_end=now))
    assert window.digit_line.digits == ""
    later = time.perf_counter() + 3.0
    qtbot.waitUntil(lambda: not replayer.covers(later, later))
    spoken = result("digit", 8, id=2, start=4.0, end=4.2)
    window.show_result(spoken, Stamps(later, later, speech_end=later))
    assert window.digit_line.digits == "8"


def test_recordings_can_be_dropped_onto_the_window(window: MainWindow, qtbot: QtBot) -> None:
    target = window.centralWidget()
    assert target is not None
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile("/some/where/a.MP3"), QUrl.fromLocalFile("/some/b.wav")])
    copy, left = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
    none = Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(QPoint(50, 50), copy, data, left, none)
    QApplication.sendEvent(target, enter)
    assert enter.isAccepted()
    assert window.parts.drop_area.isVisible()
    window.parts.drop_area.grab()
    with qtbot.waitSignal(window.file_requested) as requested:
        QApplication.sendEvent(target, QDropEvent(QPointF(50, 50), copy, data, left, none))
    assert requested.args == [Path("/some/where/a.MP3"), False]
    assert not window.parts.drop_area.isVisible()
    # The next recording follows when the first is finished.
    with qtbot.waitSignal(window.file_requested) as requested:
        window.show_state(SourceState("finished", "a.MP3"))
    assert requested.args == [Path("/some/b.wav"), False]
    link = QMimeData()
    link.setUrls([QUrl("https://example.org/a.wav")])
    refused = QDragEnterEvent(QPoint(50, 50), copy, link, left, none)
    refused.ignore()
    QApplication.sendEvent(target, refused)
    assert not window.parts.drop_area.isVisible()


def test_dropped_files_of_any_name_are_read_and_recordings_first() -> None:
    names = ["memo.m4a", "a.opus", "b.oga", "c.AIFF", "letter.pdf"]
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(f"/some/{name}") for name in names])
    assert [path.name for path in recordings(data)] == [
        *("a.opus", "b.oga", "c.AIFF"),
        *("memo.m4a", "letter.pdf"),
    ]


def test_the_dialog_offers_all_recordings_that_can_be_read(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    offered: list[str] = []

    def cancel(dialog: RecordingsDialog) -> int:
        offered.extend(dialog.nameFilters())
        return 0

    monkeypatch.setattr(RecordingsDialog, "exec", cancel)
    window.commands.open.trigger()
    for suffix in (".wav", ".opus", ".oga", ".aiff", ".mp3"):
        assert f"*{suffix}" in offered[0]


def test_the_progress_of_a_recording_is_shown_and_it_can_be_stopped(
    window: MainWindow, result: Callable[..., Result], stamps: Callable[[], Stamps], qtbot: QtBot
) -> None:
    window.play_file(Path("long.wav"))
    window.show_state(SourceState("opening", "long.wav"))
    window.file_progress.start("long.wav", 600.0)
    window.show_state(SourceState("listening", "long.wav", "", 16_000))
    window.show_result(result("digit", 7), stamps())
    window.show_activities([Activity(150.0, -20.0, -8.0, -62.0, is_speech=True, is_clipped=False)])
    strip = window.file_progress
    assert strip.isVisible()
    assert strip.bar.value() == 250
    assert strip.position_label.text().startswith("2:30 of 10:00 · 1 digit")
    with qtbot.waitSignal(window.microphone_requested):
        qtbot.keyClick(window, Qt.Key.Key_Escape)
    assert not strip.isVisible()
    assert window.notification_bar.shown["file"].title.text() == "Stopped: long.wav"
    assert window.kind == "microphone"


def test_all_digits_count_though_the_length_of_the_recording_is_measured_later(
    window: MainWindow, result: Callable[..., Result], stamps: Callable[[], Stamps]
) -> None:
    strip = window.file_progress
    window.play_file(Path("number.wav"))
    window.show_state(SourceState("opening", "number.wav"))
    window.show_state(SourceState("listening", "number.wav", "", 16_000))
    window.show_result(result("digit", 7), stamps())
    strip.start("number.wav", 5.0)
    assert strip.isVisible()
    window.show_result(result("digit", 4), stamps())
    window.show_state(SourceState("finished", "number.wav"))
    assert window.notification_bar.shown["source"].title.text() == "2 digit(s) in number.wav"
    assert not strip.isVisible()

    window.play_file(Path("short.wav"))
    window.show_state(SourceState("opening", "short.wav"))
    window.show_result(result("digit", 1), stamps())
    window.show_state(SourceState("finished", "short.wav"))
    assert window.notification_bar.shown["source"].title.text() == "1 digit(s) in short.wav"
    strip.start("short.wav", 5.0)  # later than the end: there is no progress to show
    assert not strip.isVisible()


def test_the_welcome_is_shown_once(qtbot: QtBot) -> None:
    window = MainWindow(find_devices=list)
    qtbot.addWidget(window)
    window.show()
    notification = window.notification_bar.shown["welcome"]
    assert "saved only if you ask" in notification.message.text()
    assert [button.text() for button in notification.buttons] == ["Type into other programs…"]
    with qtbot.waitSignal(window.settings_changed) as emitted:
        notification.close_button.click()
    assert emitted.args is not None
    second = MainWindow(emitted.args[0], find_devices=list)
    qtbot.addWidget(second)
    assert "welcome" not in second.notification_bar.shown


def test_another_device_is_used_if_the_default_does_not_work(
    window: MainWindow, qtbot: QtBot
) -> None:
    headset = window.controls.picker.devices[1]
    window.device_search = DeviceSearch()
    with qtbot.waitSignal(window.microphone_requested) as requested:
        window.show_state(SourceState("blocked", "Built-in Microphone", "no sound"))
    assert requested.args == [headset]
    window.show_state(SourceState("listening", "USB Headset", "", 44_100))
    window.show_activities([Activity(0.5, -50.0, -40.0, -62.0, is_speech=False, is_clipped=False)])
    assert window.notification_bar.shown["device"].title.text() == "Listening to USB Headset"
    assert window.controls.picker.currentText() == "USB Headset"
    with qtbot.assertNotEmitted(window.microphone_requested):
        window.show_state(SourceState("busy", "USB Headset", "in use"))


def test_if_no_device_works_the_problem_is_shown(window: MainWindow) -> None:
    window.device_search = DeviceSearch()
    requested: list[Device] = []
    window.microphone_requested.connect(requested.append)
    for name in ("Built-in Microphone", "USB Headset"):
        window.show_state(SourceState("busy", name, f"{name} is in use"))
    assert len(requested) == 1
    assert window.notification_bar.shown["source"].title.text() == "The microphone is in use"


def test_the_log_can_be_copied_from_the_notification_of_an_error(window: MainWindow) -> None:
    window.notifications.show_internal_error("ValueError: something")
    window.notification_bar.shown["internal"].buttons[0].click()
    assert "Spoken Digits" in QGuiApplication.clipboard().text()
    assert "Qt 6" in QGuiApplication.clipboard().text()


def test_the_menu_of_profiles_is_before_the_settings(window: MainWindow) -> None:
    from desktop.window.actions import make_action

    action = make_action("Profile", "Select a profile", "Ctrl+E", window)
    window.commands.add_profile_menu(action)
    texts = [entry.text() for entry in window.commands.menu.actions()]
    assert texts.index("Profile") == texts.index("Settings…") - 1
