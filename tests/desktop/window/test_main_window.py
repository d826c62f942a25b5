from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction, QGuiApplication, QPalette
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QLineEdit,
    QWidget,
)
from pytestqt.qtbot import QtBot

from core.events import Activity, Result
from core.spectrogram import Columns
from desktop.audio.listener import SourceState, Stamps
from desktop.window.about import AboutDialog
from desktop.window.main_window import MainWindow
from desktop.window.notifications import SourceKind
from desktop.window.widgets.recordings_dialog import RecordingsDialog

NO_DEVICE = SourceState(
    "no_device", "microphone", "No microphone found. Plug one in.", reason="no_microphone"
)
LISTENING = SourceState("listening", "Built-in Microphone", "", 48_000)


def test_a_digit_reaches_every_part_of_the_window(
    window: MainWindow, result: Callable[..., Result], stamps: Callable[[], Stamps]
) -> None:
    window.show_result(result("provisional", 7), stamps())
    assert window.digit_panel.title.text() == "seven?"
    assert window.digit_line.digits == ""
    window.show_result(result("digit", 7), stamps())
    window.show_result(result("digit", 0, id=2, start=2.0, end=2.3), stamps())
    assert window.digit_panel.title.text() == "zero"
    assert window.digit_line.digits == "70"
    assert [window.spectrogram.marks[n].text for n in (1, 2)] == ["7", "0"]


def test_events_before_the_window_is_visible_are_drawn_later(
    qtbot: QtBot,
    result: Callable[..., Result],
    stamps: Callable[[], Stamps],
    tone: Callable[..., Columns],
) -> None:
    window = MainWindow(find_devices=list)
    qtbot.addWidget(window)
    window.spectrogram.show_columns(tone(0.0, 1.0), 0.0)
    window.spectrogram.show_columns(tone(1.0, 1.0), 1.0)
    window.show_result(result("digit", 5, id=9, start=0.5, end=0.9), stamps())
    window.show()
    view = window.spectrogram
    assert view.image.end_time == pytest.approx(2.0)
    assert 9 in view.marks


def test_level_and_speech_are_shown(window: MainWindow) -> None:
    window.show_state(LISTENING)
    assert window.badge.text == "Listening"
    window.show_activities([Activity(1.0, -20.0, -8.0, -62.0, is_speech=True, is_clipped=True)])
    assert window.badge.text == "Hearing speech"
    assert (window.meter.level_db, window.meter.floor_db) == (-20.0, -62.0)
    assert window.meter.is_clipped


def test_copy_and_clear(
    window: MainWindow,
    result: Callable[..., Result],
    stamps: Callable[[], Stamps],
    qtbot: QtBot,
) -> None:
    line = window.digit_line
    assert not line.copy_button.isEnabled()
    for number, digit in enumerate((3, 1, 4)):
        window.show_result(result("digit", digit, id=number), stamps())
    qtbot.mouseClick(line.copy_button, Qt.MouseButton.LeftButton)
    assert QGuiApplication.clipboard().text() == "314"
    qtbot.mouseClick(line.clear_button, Qt.MouseButton.LeftButton)
    assert line.digits == ""
    assert not line.clear_button.isEnabled()


def test_all_actions_have_working_shortcuts(
    window: MainWindow,
    result: Callable[..., Result],
    stamps: Callable[[], Stamps],
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    window.activateWindow()
    control, shift = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
    window.show_result(result("digit", 8), stamps())

    with qtbot.waitSignal(window.pause_requested) as requested:
        qtbot.keyClick(window, Qt.Key.Key_P, control)
    assert requested.args == [True]
    with qtbot.waitSignal(window.demo_requested):
        qtbot.keyClick(window, Qt.Key.Key_D, control)
    monkeypatch.setattr(RecordingsDialog, "exec", lambda _: 1)
    monkeypatch.setattr(RecordingsDialog, "recordings", lambda _: [Path("some.wav")])
    with qtbot.waitSignal(window.file_requested) as requested:
        qtbot.keyClick(window, Qt.Key.Key_O, control)
    assert requested.args == [Path("some.wav"), False]
    qtbot.keyClick(window, Qt.Key.Key_2, control)
    assert window.spectrogram.frequency_scale == "linear"
    qtbot.keyClick(window, Qt.Key.Key_1, control)
    assert window.spectrogram.frequency_scale == "mel"
    qtbot.keyClick(window, Qt.Key.Key_C, control | shift)
    assert QGuiApplication.clipboard().text() == "8"
    qtbot.keyClick(window, Qt.Key.Key_Backspace, control)
    assert window.digit_line.digits == ""
    qtbot.keyClick(window, Qt.Key.Key_Q, control)
    assert not window.isVisible()


def test_a_cancelled_file_dialog_requests_nothing(
    window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(RecordingsDialog, "exec", lambda _: 0)
    with qtbot.assertNotEmitted(window.file_requested):
        window.commands.open.trigger()


def test_pause_follows_the_state_of_the_worker(window: MainWindow, qtbot: QtBot) -> None:
    pause = window.commands.pause
    with qtbot.waitSignal(window.pause_requested):
        pause.trigger()
    window.show_state(SourceState("paused", "Built-in Microphone"))
    assert (pause.isChecked(), pause.text()) == (True, "Listen")
    with qtbot.assertNotEmitted(window.pause_requested):
        window.show_state(LISTENING)
    assert (pause.isChecked(), pause.text()) == (False, "Pause")


def test_frames_are_drawn_only_while_the_window_is_visible(window: MainWindow) -> None:
    assert window.frames.isActive()
    window.hide()
    assert not window.frames.isActive()


@pytest.mark.parametrize(("width", "height"), [(640, 480), (1280, 800), (1920, 1080)])
def test_nothing_is_clipped_or_covered(
    window: MainWindow,
    result: Callable[..., Result],
    stamps: Callable[[], Stamps],
    qtbot: QtBot,
    width: int,
    height: int,
) -> None:
    window.resize(width, height)
    window.show_result(result("digit", 7), stamps())
    window.show_state(NO_DEVICE)
    assert (window.width(), window.height()) == (width, height)
    # The layout settles within a few events, which take long on a busy machine.
    qtbot.waitUntil(lambda: check_layout(window))


def check_layout(window: MainWindow) -> None:
    """Raise `AssertionError` if a widget is clipped or covered."""
    for widget in window.findChildren(QWidget):
        parent = widget.parentWidget()
        if not widget.isVisible() or isinstance(parent, QComboBox | QLineEdit):
            continue
        assert parent is not None
        assert parent.rect().contains(widget.geometry()), f"{widget} is outside {parent}"
        if isinstance(widget, QAbstractButton):
            assert widget.width() >= widget.minimumSizeHint().width(), widget.text()
    panel = window.digit_panel
    parts = [panel.large_digit, panel.title, panel.detail, panel.bars, panel.timing]
    parts = [part for part in parts if part.isVisible()]
    assert len(parts) >= 4
    for number, part in enumerate(parts):
        assert part.height() >= part.minimumSizeHint().height(), part
        for other in parts[number + 1 :]:
            assert not part.geometry().intersects(other.geometry())


def test_every_control_has_a_name_and_shows_its_shortcut(window: MainWindow) -> None:
    window.show_state(NO_DEVICE)
    for control in window.findChildren(QWidget):
        is_control = isinstance(control, QAbstractButton | QComboBox)
        if is_control and control.isVisible():
            assert control.accessibleName() or getattr(control, "text", str)(), control
    actions = [action for action in window.actions() if isinstance(action, QAction)]
    assert len(actions) == 17
    for action in actions:
        keys = action.shortcut().toString()
        assert keys, action.text()
        assert keys in action.toolTip()


def test_the_digits_can_be_selected_but_do_not_look_editable(
    window: MainWindow, result: Callable[..., Result], stamps: Callable[[], Stamps], qtbot: QtBot
) -> None:
    window.show_result(result("digit", 7), stamps())
    field = window.digit_line.field
    assert field.focusPolicy() == Qt.FocusPolicy.ClickFocus  # Tab does not lead to it
    image = window.grab().toImage()
    corner = field.mapTo(window, field.rect().topLeft())
    colours = {
        image.pixelColor(corner.x() + x, corner.y() + y).name()
        for x, y in ((0, 10), (field.width() // 2, 0), (field.width() // 2, 10))
    }
    assert colours == {window.palette().color(QPalette.ColorRole.Window).name()}  # no frame
    qtbot.mouseDClick(field, Qt.MouseButton.LeftButton, pos=QPoint(8, field.height() // 2))
    assert field.selectedText() == "7"


def test_tab_leads_to_every_control(window: MainWindow, qtbot: QtBot) -> None:
    window.activateWindow()
    reached = set()
    for _ in range(30):
        qtbot.keyClick(window.focusWidget() or window, Qt.Key.Key_Tab)
        reached.add(window.focusWidget())
    wanted = [
        control
        for control in window.findChildren(QWidget)
        if isinstance(control, QAbstractButton | QComboBox)
        and control.isVisible()
        and control.isEnabled()
    ]
    assert len(wanted) >= 7
    assert reached.issuperset(wanted)


def test_the_about_box_tells_keys_and_licences_and_does_not_stop_the_window(
    window: MainWindow, qtbot: QtBot
) -> None:
    window.commands.about.trigger()
    (box,) = window.findChildren(AboutDialog)
    qtbot.waitUntil(box.isVisible)
    from PySide6.QtWidgets import QLabel

    words = " ".join(label.text() for label in box.findChildren(QLabel))
    assert "Pause Ctrl+P" in words
    assert "LGPL" in words
    window.show_state(LISTENING)
    assert window.badge.text == "Listening"
    box.close()


@pytest.mark.parametrize("has_notification", [False, True])
def test_nothing_is_cut_on_a_screen_of_640_x_480(
    window: MainWindow,
    result: Callable[..., Result],
    stamps: Callable[[], Stamps],
    *,
    has_notification: bool,
) -> None:
    window.change_settings({"typing": "clipboard"})
    window.show_result(result("digit", 7), stamps())
    if has_notification:
        window.notifications.show_model_error("model bundle x: damaged")
    window.resize(632, 440)  # without the frame of the window manager
    QApplication.processEvents()
    assert (window.width(), window.height()) == (632, 440)
    for widget in (window.digit_line, window.parts.in_use, window.digit_panel, window.badge):
        assert widget.isVisible()
        bottom = widget.mapTo(window, widget.rect().bottomRight())
        assert window.rect().contains(bottom), widget
    assert window.digit_line.field.height() >= window.digit_line.field.minimumHeight()


def test_the_title_names_a_recording_and_respects_another_title(window: MainWindow) -> None:
    window.kind = "file"
    window.show_state(SourceState("listening", "one.wav"))
    assert window.windowTitle() == "one.wav — Spoken Digits"
    window.kind = "microphone"
    window.show_state(SourceState("listening", "USB"))
    assert window.windowTitle() == "Spoken Digits"
    window.setWindowTitle("Counter 3")
    window.show_state(SourceState("failed", "USB", "USB hangs."))
    assert window.windowTitle() == "Counter 3"


@pytest.mark.parametrize("kind", ["file", "demo"])
def test_a_recording_is_not_taken_for_the_voice_that_is_taught(
    window: MainWindow, qtbot: QtBot, kind: SourceKind
) -> None:
    if kind == "demo":
        window.play_demo()
    else:
        window.play_file(Path("one.wav"), Path("two.wav"))
    window.show_state(SourceState("listening", "one.wav"))
    with qtbot.waitSignal(window.microphone_requested):
        window.suspend(True)
    assert window.kind == "microphone"
    assert ("file" in window.notification_bar.shown) == (kind == "file")  # it was stopped
    with qtbot.assertNotEmitted(window.file_requested):
        window.show_state(SourceState("opening", "Built-in Microphone"))
        window.show_state(LISTENING)
    assert window.controls.picker.currentText() != "Recording: one.wav"
    window.suspend(False)
    with qtbot.assertNotEmitted(window.microphone_requested):
        window.suspend(True)  # it listens to the microphone already
